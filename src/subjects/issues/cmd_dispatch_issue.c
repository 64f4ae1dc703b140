/* 派单: a higher tier orders who does it. */
#include "reading/parse.h"

#include "subjects/issues/issue_life.h"
#include "subjects/issues/issues.h"

/* Somebody of the three tiers orders it: the secretary of a district dispatches everybody
 * in it, whatever their office. A restricted matter is ordered about by those who may read
 * it, and by the upper tiers by its number. */
static void
run(struct turn *turn, const struct call *call)
{
	const struct issue *issue = turn_find(turn, issue, call->args[0].number);

	if (issue && life_may(turn, issue, LIFE_assign))
		issues_give(turn, issue, call->args[1].id, true);
	else
		turn_say(turn, "issue-none", WITH({"n", turn_number(turn, call->args[0].number)}));
}

const struct command command_dispatch_issue = {
    .name = "dispatch_issue",
    .topic = TOPIC_issues,
    .phrases = PHRASES("派单", "assign issue"),
    .help_zh = "派单 <编号> <姓名>:交给谁办;管区书记派的,村里不能转走",
    .help_en = "assign issue <number> <name>: an order; what a higher tier ordered is not passed on",
    .right = RIGHT_order,
    .where = WHERE_issue,
    .hear = HEAR_ADDRESSED,
    .args = {ARG_NUMBER, ARG_PERSON},
    .run = run,
    .examples = EXAMPLES("派单 1 陈王芬", "assign issue 1 陈王芬"),
};
