/* 登记: a new household. */
#include "reading/parse.h"

#include "core/names.h"
#include "records/household.h"
#include "records/kinds.h"
#include "records/place.h"
#include "subjects/people/household_facts.h"

static int64_t
village_of(const struct turn *turn)
{
	struct name_scope scope = parse_scope(turn);

	for (int i = 0; i < scope.count; i++) {
		const struct place *place = turn_find(turn, place, scope.places[i]);

		if (place && place->kind == PLACE_grid)
			return place->parent;
		if (place && place->kind == PLACE_village)
			return place->id;
	}
	return 0;
}

static void
run(struct turn *turn, const struct call *call)
{
	size_t used;
	struct household household = {.name = households_word_at(turn, &call->text, call->args[0].from, &used),
	    .village = village_of(turn),
	    .status = HOUSEHOLD_active,
	    .review = DAY_NONE};

	if (used > HOUSEHOLD_NAME_CHARS_MAX) {
		turn_say(turn, "household-how", WITH({"given", household.name}));
		return;
	}
	if (!households_read(turn, &call->text, call->args[0].from + used, &household))
		return;
	if (household.village == 0) {
		turn_say(turn, "household-village", WITH_NONE);
		return;
	}
	if (!households_may(turn, household.village))
		return;
	households_enter(turn, &household);
}

const struct command command_enter_household = {
    .name = "enter_household",
    .topic = TOPIC_households,
    .phrases = PHRASES("登记", "登记户", "enter household"),
    .help_zh = "登记 <户名> [村或组] [户主X 联户X 困难户 …]:新的一户",
    .help_en = "enter household <name> [village or grid] [head X contact X …]: a new one",
    .right = RIGHT_serve,
    .where = WHERE_told,
    .hear = HEAR_ADDRESSED,
    .args = {ARG_REST},
    .run = run,
    .examples = EXAMPLES("登记 周家 安科村 户主周山 联户陈王芬", "enter household Zhou 安科村"),
};
