/* 待访, 覆盖, 静默, 解除静默: whom to visit next, how many households are reached, and those
 * who are to be left alone. */
#include "reading/parse.h"

#include "core/names.h"
#include "records/kinds.h"
#include "records/place.h"
#include "subjects/visits/visits.h"

#define MUTE_DAYS 90

static void
run_due(struct turn *turn, const struct call *call)
{
	struct buf names = {0}, never = {0}, concerns = {0};
	size_t due = visits_due(turn, turn->actor->id, &names, turn->chat.private_chat ? &concerns : NULL),
	       count = 0;

	(void)call;
	/* Those never seen come first to mind: the same easy houses are not suggested again. */
	EACH_BY (&turn->world->store, household, contact_cadre, store_key_int(turn->actor->id), household)
		if (household->status == HOUSEHOLD_active && visits_last(turn, household->id) == NULL && ++count <= 6)
			buf_addf(&never, "%s%s", never.n ? (turn->language == EN ? ", " : "、") : "", household->name);
	if (due == 0 && count == 0)
		turn_say(turn, "due-none", WITH_NONE);
	else
		turn_say(turn,
		    due && count ? "due-both"
		        : due    ? "due-due"
		                 : "due-never",
		    WITH({"due", turn_number(turn, (int64_t)due)}, {"names", buf_text(&names)},
		        {"concerns", buf_text(&concerns)}, {"never", turn_number(turn, (int64_t)count)},
		        {"new", buf_text(&never)}));
	buf_free(&names);
	buf_free(&never);
	buf_free(&concerns);
}

const struct command command_due_visits = {
    .name = "due_visits",
    .topic = TOPIC_visits,
    .phrases = PHRASES("待访", "due visits"),
    .help_zh = "待访:我该去哪几户",
    .help_en = "due visits: where I should go next",
    .needs = VISITORS,
    .hear = HEAR_ADDRESSED,
    .args = {ARG_END},
    .run = run_due,
    .examples = EXAMPLES("待访", "due visits"),
};

static void
run_coverage(struct turn *turn, const struct call *call)
{
	struct name_scope scope = parse_scope(turn);
	struct name_hit hits[NAME_HITS_MAX];
	struct civil today = civil_of(turn_today(turn));
	bool year = parse_find(&call->text, call->from, "今年") < call->text.n ||
	    parse_find(&call->text, call->from, "year") < call->text.n;
	int64_t village = 0;

	for (size_t at = call->from; at < call->text.n && village == 0; at++)
		if (names_at(turn->world, &kind_place, &scope, &call->text, at, hits) == 1)
			village = hits[0].id;
	for (int i = 0; i < scope.count && village == 0; i++)
		village = scope.places[i];
	struct coverage c = visits_coverage(turn, village, civil_day(today.year, year ? 1 : today.month, 1));
	if (c.households == 0) {
		turn_say(turn, "coverage-none", WITH_NONE);
		return;
	}
	turn_say(turn, "coverage",
	    WITH({"village", names_of(turn->world, &kind_place, village)},
	        {"period", turn_phrase(turn, year ? "period-year" : "period-month", WITH_NONE)},
	        {"households", turn_number(turn, c.households)}, {"reached", turn_number(turn, c.reached)},
	        {"visits", turn_number(turn, c.visits)}, {"received", turn_number(turn, c.received)},
	        {"never", turn_number(turn, c.never)}, {"overdue", turn_number(turn, c.overdue)},
	        {"muted", turn_number(turn, c.muted)}, {"lapsed", turn_number(turn, c.lapsed)}));
}

const struct command command_coverage = {
    .name = "coverage",
    .topic = TOPIC_visits,
    .phrases = PHRASES("覆盖", "coverage"),
    .help_zh = "覆盖 [今年] [村]:走到多少户、多少次,两个数分开",
    .help_en = "coverage [year] [village]: households reached and visits made, two figures",
    .needs = VISITORS,
    .hear = HEAR_ADDRESSED,
    .args = {ARG_REST_OPTIONAL},
    .run = run_coverage,
    .examples = EXAMPLES("覆盖", "coverage", "覆盖 今年"),
};

static void
run_mute(struct turn *turn, const struct call *call)
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
    .needs = VISITORS,
    .hear = HEAR_ADDRESSED,
    .args = {ARG_HOUSEHOLD, ARG_DAY_OPTIONAL},
    .run = run_mute,
    .examples = EXAMPLES("静默 张三家", "mute Zhang San's home"),
};

static void
run_unmute(struct turn *turn, const struct call *call)
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
    .needs = VISITORS,
    .hear = HEAR_ADDRESSED,
    .args = {ARG_HOUSEHOLD},
    .run = run_unmute,
    .examples = EXAMPLES("解除静默 张三家", "unmute Zhang San's home"),
};
