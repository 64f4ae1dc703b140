/* 转给: the owner gives an issue to somebody else. */
#include "reading/parse.h"

#include "subjects/issues/issue_life.h"
#include "subjects/issues/issues.h"

static void
run(struct turn *turn, const struct call *call)
{
	const struct issue *issue = turn_find(turn, issue, call->args[0].number);

	if (issue && life_may(turn, issue, LIFE_hand_over))
		issues_give(turn, issue, call->args[1].id, false);
	else
		turn_say(turn, "issue-none", WITH({"n", turn_number(turn, call->args[0].number)}));
}

const struct command command_hand_over = {
    .name = "hand_over",
    .topic = TOPIC_issues,
    .phrases = PHRASES("转给", "hand over"),
    .help_zh = "转给 <编号> <姓名>:交给别人办",
    .help_en = "hand over <number> <name>: give it to somebody else",
    .right = RIGHT_serve,
    .where = WHERE_issue,
    .hear = HEAR_ADDRESSED,
    .args = {ARG_NUMBER, ARG_PERSON},
    .run = run,
    .examples = EXAMPLES("转给 1 何书记", "hand over 1 He Shuji"),
};
