/* 转给, 派单: the owner gives an issue to somebody else; a higher tier orders it. */
#include "reading/parse.h"

#include "core/names.h"
#include "records/kinds.h"
#include "subjects/issues/issues.h"

/* Gives it to the person named; `order` when it is one. */
static void
give(struct turn *turn, const struct call *call, const struct issue *issue, bool order)
{
	const char *n = turn_number(turn, issue->id);

	if (issue->state > ISSUE_in_progress)
		turn_say(turn, "issue-not-open", WITH({"n", n}));
	/* What a higher tier has ordered is not passed on; it can be given back with a reason. */
	else if (issue->dispatcher && issue->dispatcher != turn->actor->id &&
	    issues_rank(turn, issue->dispatcher, issue->place) > issues_rank(turn, turn->actor->id, issue->place))
		turn_say(turn, "issue-ordered",
		    WITH({"n", n}, {"who", names_of(turn->world, &kind_person, issue->dispatcher)}));
	else if (issues_about(turn, issue, call->args[1].id))
		turn_say(turn, "issue-about-him", WITH({"n", n}));
	else if (!turn_reachable(turn, call->args[1].id))
		turn_say(turn, "person-unreachable",
		    WITH({"name", names_of(turn->world, &kind_person, call->args[1].id)}));
	else
		issues_hand_over(turn, issue, call->args[1].id, order);
}

static void
run_hand_over(struct turn *turn, const struct call *call)
{
	const struct issue *issue = turn_find(turn, issue, call->args[0].number);

	if (issue &&
	    (issue->owner == turn->actor->id ||
	        access_has(turn->world, turn->actor->id, LEADERS, issue->place, turn_today(turn))))
		give(turn, call, issue, false);
	else
		turn_say(turn, "issue-none", WITH({"n", turn_number(turn, call->args[0].number)}));
}

const struct command command_hand_over = {
    .name = "hand_over",
    .topic = TOPIC_issues,
    .phrases = PHRASES("转给", "hand over"),
    .help_zh = "转给 <编号> <姓名>:交给别人办",
    .help_en = "hand over <number> <name>: give it to somebody else",
    .needs = VISITORS,
    .hear = HEAR_ADDRESSED,
    .args = {ARG_NUMBER, ARG_PERSON},
    .run = run_hand_over,
    .examples = EXAMPLES("转给 1 何书记", "hand over 1 He Shuji"),
};

/* Somebody of the three tiers orders it: the secretary of a district dispatches everybody
 * in it, whatever their office. A restricted matter is ordered about by those who may read
 * it, and by the upper tiers by its number. */
static void
run_dispatch(struct turn *turn, const struct call *call)
{
	const struct issue *issue = turn_find(turn, issue, call->args[0].number);
	int rank = issue ? issues_rank(turn, turn->actor->id, issue->place) : 0;

	if (rank >= 2 || (rank && (!issue->restricted || issues_may_read(turn, issue, turn->actor->id))))
		give(turn, call, issue, true);
	else
		turn_say(turn, "issue-none", WITH({"n", turn_number(turn, call->args[0].number)}));
}

const struct command command_dispatch_issue = {
    .name = "dispatch_issue",
    .topic = TOPIC_issues,
    .phrases = PHRASES("派单", "assign issue"),
    .help_zh = "派单 <编号> <姓名>:交给谁办;管区书记派的,村里不能转走",
    .help_en = "assign issue <number> <name>: an order; what a higher tier ordered is not passed on",
    .needs = LEADERS | ROLE_BIT(ROLE_cadre) | ROLE_BIT(ROLE_team_leader),
    .hear = HEAR_ADDRESSED,
    .args = {ARG_NUMBER, ARG_PERSON},
    .run = run_dispatch,
    .examples = EXAMPLES("派单 1 陈王芬", "assign issue 1 陈王芬"),
};
