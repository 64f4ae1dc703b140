/* 分户: a part of a household becomes one of its own. */
#include "reading/parse.h"

#include "records/household.h"
#include "records/kinds.h"
#include "subjects/people/household_facts.h"

static void
run(struct turn *turn, const struct call *call)
{
	const struct household *old = turn_find(turn, household, call->args[0].id);
	size_t used;
	struct household household = {.village = old->village,
	    .grid = old->grid,
	    .contact_cadre = old->contact_cadre,
	    .status = HOUSEHOLD_active,
	    .review = DAY_NONE};

	household.name = households_word_at(turn, &call->text, call->args[1].from, &used);
	if (!households_may(turn, old->village) ||
	    !households_read(turn, &call->text, call->args[1].from + used, &household))
		return;
	households_enter(turn, &household);
}

const struct command command_split_household = {
    .name = "split_household",
    .topic = TOPIC_households,
    .phrases = PHRASES("分户", "split home"),
    .help_zh = "分户 <户> <新户名> [户主X]:分出一户,村组和联户干部照原来",
    .help_en = "split home <household> <new name> [head X]: a new one beside it",
    .right = RIGHT_serve,
    .where = WHERE_said,
    .hear = HEAR_ADDRESSED,
    .args = {ARG_HOUSEHOLD, ARG_REST},
    .run = run,
    .name_first = "分户",
    .examples = EXAMPLES("分户 张三家 张小三家 户主张小三", "split home 张三家 张小三家"),
};
