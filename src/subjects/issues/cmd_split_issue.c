/* 拆开: it was not the same matter after all. */
#include "reading/parse.h"

#include "records/kinds.h"
#include "subjects/issues/issue_life.h"
#include "subjects/issues/issues.h"

static void
clear_original(struct turn *turn, struct issue *issue, const void *context)
{
	(void)turn;
	(void)context;
	issue->original = 0;
}

static void
run(struct turn *turn, const struct call *call)
{
	const struct issue *issue = life_step(turn, call->args[0].number, LIFE_split, NULL, clear_original, NULL);

	if (issue == NULL)
		return;
	issues_clock(turn, issue);
	turn_say(turn, "issue-split",
	    WITH({"n", turn_number(turn, issue->id)},
	        {"owner", names_of(turn->world, &kind_person, issue->owner)}));
}

const struct command command_split_issue = {
    .name = "split_issue",
    .topic = TOPIC_issues,
    .phrases = PHRASES("拆开", "split issue"),
    .help_zh = "拆开 <编号>:不是同一件,分开办",
    .help_en = "split issue <number>: not the same matter after all",
    .right = RIGHT_near,
    .where = WHERE_issue,
    .hear = HEAR_ADDRESSED,
    .args = {ARG_NUMBER},
    .run = run,
    .examples = EXAMPLES("拆开 2", "split issue 2"),
};
