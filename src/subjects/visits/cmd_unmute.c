/* 解除静默: a household is visited again. */
#include "reading/parse.h"

#include "subjects/visits/visits.h"

static void
run(struct turn *turn, const struct call *call)
{
	const struct household *household = turn_find(turn, household, call->args[0].id);

	if (household->status != HOUSEHOLD_muted) {
		turn_say(turn, "not-muted", WITH({"household", household->name}));
		return;
	}
	visits_unmute(turn, household);
	turn_say(turn, "unmuted", WITH({"household", household->name}));
}

const struct command command_unmute = {
    .name = "unmute",
    .topic = TOPIC_visits,
    .phrases = PHRASES("解除静默", "unmute"),
    .help_zh = "解除静默 <户>:照常提醒走访",
    .help_en = "unmute <household>: visit reminders again",
    .right = RIGHT_serve,
    .where = WHERE_said,
    .hear = HEAR_ADDRESSED,
    .args = {ARG_HOUSEHOLD},
    .run = run,
    .examples = EXAMPLES("解除静默 张三家", "unmute Zhang San's home"),
};
