/* 静默: a household is left in peace until a day. */
#include "reading/parse.h"

#include "subjects/visits/visits.h"

#define MUTE_DAYS 90

static void
run(struct turn *turn, const struct call *call)
{
	const struct household *household = turn_find(turn, household, call->args[0].id);
	int32_t review = call->args[1].given ? call->args[1].day : turn_today(turn) + MUTE_DAYS;

	if (review <= turn_today(turn)) {
		turn_say(turn, "no-such-day", WITH_NONE);
		return;
	}
	visits_mute(turn, household, review);
	turn_say(turn, "muted", WITH({"household", household->name}, {"review", turn_day(turn, review)}));
}

const struct command command_mute = {
    .name = "mute",
    .topic = TOPIC_visits,
    .phrases = PHRASES("静默", "mute"),
    .help_zh = "静默 <户> [到哪天]:不再提醒走访,到日子再看",
    .help_en = "mute <household> [until]: no visit reminders until then",
    .right = RIGHT_serve,
    .where = WHERE_said,
    .hear = HEAR_ADDRESSED,
    .args = {ARG_HOUSEHOLD, ARG_DAY_OPTIONAL},
    .run = run,
    .examples = EXAMPLES("静默 张三家", "mute Zhang San's home"),
};
