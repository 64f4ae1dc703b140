/* 继续办: a suspended issue goes on. */
#include "reading/parse.h"

#include "subjects/issues/issue_life.h"
#include "subjects/wakes.h"

static void
run(struct turn *turn, const struct call *call)
{
	const struct issue *issue = life_step(turn, call->args[0].number, LIFE_resume, NULL, NULL, NULL);

	if (issue == NULL)
		return;
	turn_unwake(turn, &wake_issue_review, issue->id);
	turn_say(turn, "issue-resumed", WITH({"n", turn_number(turn, issue->id)}));
}

const struct command command_resume_issue = {
    .name = "resume_issue",
    .topic = TOPIC_issues,
    .phrases = PHRASES("继续办", "resume issue"),
    .help_zh = "继续办 <编号>:挂起的事接着办",
    .help_en = "resume issue <number>: goes on with a suspended one",
    .right = RIGHT_serve,
    .where = WHERE_issue,
    .hear = HEAR_ADDRESSED,
    .args = {ARG_NUMBER},
    .run = run,
    .examples = EXAMPLES("继续办 1", "resume issue 1"),
};
