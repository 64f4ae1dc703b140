/* 改户, 张三家 改 …: other facts about a household. */
#include "reading/parse.h"

#include "records/household.h"
#include "records/kinds.h"
#include "subjects/people/household_facts.h"
#include "subjects/visits/visits.h"

static void
run(struct turn *turn, const struct call *call)
{
	const struct household *old = turn_find(turn, household, call->args[0].id);
	struct household household = *old;

	if (!households_may(turn, old->village) ||
	    !households_read(turn, &call->text, call->args[1].from, &household))
		return;
	if (household.village != old->village && household.contact_cadre == old->contact_cadre)
		household.contact_cadre = 0; /* another village has its own cadres */
	if (households_taken(turn, &household)) {
		turn_say(turn, "household-twice", WITH({"household", household.name}));
		return;
	}
	const struct household *kept = turn_put(turn, &kind_household, &household);
	if (kept->contact_cadre && kept->contact_cadre != old->contact_cadre)
		visits_plan_digest(turn, kept->contact_cadre, turn_today(turn) + 1);
	if (kept->status == HOUSEHOLD_muted || kept->status == HOUSEHOLD_active || kept->printed == 0)
		households_say(turn, "household-revised", kept);
	else
		households_say(turn, "household-revised-board", kept);
}

const struct command command_revise_household = {
    .name = "revise_household",
    .topic = TOPIC_households,
    .phrases = PHRASES("改户", "revise home"),
    .help_zh = "<户> 改 <户主X/联户X/困难户/去掉困难户/空户/搬走/搬到X>:改登记",
    .help_en = "revise home <household> <head X/contact X/empty/moved to X …>",
    .right = RIGHT_serve,
    .where = WHERE_said,
    .hear = HEAR_ADDRESSED,
    .args = {ARG_HOUSEHOLD, ARG_REST},
    .run = run,
    .name_first = "改",
    .examples = EXAMPLES("张三家 改 联户胡支书", "改户 张三家 空户"),
};
