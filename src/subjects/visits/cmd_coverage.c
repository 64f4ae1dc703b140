/* 覆盖: how many households were visited and how often, two numbers. */
#include "reading/parse.h"

#include "core/names.h"
#include "records/kinds.h"
#include "records/place.h"
#include "subjects/periods.h"
#include "subjects/visits/visits.h"

#define VILLAGES_MAX 15 /* named below a sum */

/* A place above the villages: each village by itself. */
static const char *
villages(struct turn *turn, int64_t above, const struct period *period)
{
	const struct place *place = turn_find(turn, place, above);
	const char *out = "";
	int named = 0;

	if (place == NULL || place->kind == PLACE_village)
		return "";
	EACH (&turn->world->store, place, village) {
		if (village->kind != PLACE_village || !place_inside(turn->world, village->id, above))
			continue;
		struct coverage c = visits_coverage(turn, village->id, period->from, period->to);
		if (c.households && named++ < VILLAGES_MAX)
			out = arena_printf(&turn->arena, "%s\n%s", out,
			    turn_phrase(turn, "coverage-village",
			        WITH({"village", village->name}, {"households", turn_number(turn, c.households)},
			            {"reached", turn_number(turn, c.reached)}, {"visits", turn_number(turn, c.visits)})));
	}
	return out;
}

/* The place named, else the group's or the first of the actor's. */
static int64_t
place_asked(const struct turn *turn, const struct call *call)
{
	struct name_scope scope = parse_scope(turn);
	struct name_hit hits[NAME_HITS_MAX];

	for (size_t at = call->from; at < call->text.n; at++)
		if (names_at(turn->world, &kind_place, &scope, &call->text, at, hits) == 1)
			return hits[0].id;
	return scope.count ? scope.places[0] : 0;
}

static void
run(struct turn *turn, const struct call *call)
{
	int64_t place = place_asked(turn, call);
	struct period period;

	if (!may(turn->world, turn->actor->id, call->command->right, place, turn_today(turn))) {
		turn_say(turn, "office-not-yours", WITH({"place", names_of(turn->world, &kind_place, place)}));
		return;
	}
	if (!periods_asked(turn, call, &period))
		return;
	struct coverage c = visits_coverage(turn, place, period.from, period.to);
	if (c.households == 0) {
		turn_say(turn, "coverage-none", WITH_NONE);
		return;
	}
	turn_say(turn, "coverage",
	    WITH({"village", names_of(turn->world, &kind_place, place)}, {"period", period.words},
	        {"households", turn_number(turn, c.households)}, {"reached", turn_number(turn, c.reached)},
	        {"visits", turn_number(turn, c.visits)}, {"received", turn_number(turn, c.received)},
	        {"never", turn_number(turn, c.never)}, {"overdue", turn_number(turn, c.overdue)},
	        {"muted", turn_number(turn, c.muted)}, {"lapsed", turn_number(turn, c.lapsed)},
	        {"villages", villages(turn, place, &period)}));
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
