/* 撤回问题: the reporter says that it is settled. */
#include "reading/parse.h"

#include "subjects/issues/issue_life.h"
#include "subjects/issues/rounds.h"

static void
run(struct turn *turn, const struct call *call)
{
	const struct issue *issue = life_step(turn, call->args[0].number, LIFE_withdraw, NULL, NULL, NULL);

	if (issue == NULL)
		return;
	life_chased_no_more(turn, issue);
	turn_say(turn, "issue-withdrawn", WITH({"n", turn_number(turn, issue->id)}));
	rounds_tell_owner(turn, issue, "issue-withdrawn-owner", NULL);
}

const struct command command_withdraw_issue = {
    .name = "withdraw_issue",
    .topic = TOPIC_issues,
    .phrases = PHRASES("撤回问题", "withdraw issue"),
    .help_zh = "撤回问题 <编号>:我报的事不用办了",
    .help_en = "withdraw issue <number>: what I reported is settled",
    .right = RIGHT_near,
    .where = WHERE_issue,
    .hear = HEAR_ADDRESSED,
    .args = {ARG_NUMBER},
    .run = run,
    .examples = EXAMPLES("撤回问题 1", "withdraw issue 1"),
};
