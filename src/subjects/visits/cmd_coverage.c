/* 覆盖: how many households were visited and how often, two numbers. */
#include "reading/parse.h"

#include "core/names.h"
#include "records/kinds.h"
#include "records/place.h"
#include "subjects/visits/visits.h"

static void
run(struct turn *turn, const struct call *call)
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
	if (!may(turn->world, turn->actor->id, call->command->right, village, turn_today(turn))) {
		turn_say(turn, "office-not-yours", WITH({"place", names_of(turn->world, &kind_place, village)}));
		return;
	}
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
    .right = RIGHT_figures,
    .where = WHERE_asked,
    .hear = HEAR_ADDRESSED,
    .args = {ARG_REST_OPTIONAL},
    .run = run,
    .examples = EXAMPLES("覆盖", "coverage", "覆盖 今年"),
};
