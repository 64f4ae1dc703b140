/* 不予受理: it is not taken up, and the reporter hears why. */
#include "reading/parse.h"

#include "subjects/issues/issue_life.h"

static void
run(struct turn *turn, const struct call *call)
{
	const struct issue *issue = life_step(
	    turn, call->args[0].number, LIFE_refuse, call->args[1].text, NULL, NULL);

	if (issue == NULL)
		return;
	life_chased_no_more(turn, issue);
	turn_say(turn, "issue-refused", WITH({"n", turn_number(turn, issue->id)}));
	life_tell_followers(turn, issue, "issue-refused-reporter",
	    WITH({"n", turn_number(turn, issue->id)}, {"reason", call->args[1].text}));
}

const struct command command_refuse_issue = {
    .name = "refuse_issue",
    .topic = TOPIC_issues,
    .phrases = PHRASES("不予受理", "refuse issue"),
    .help_zh = "不予受理 <编号> <原因>:告诉上报人为什么",
    .help_en = "refuse issue <number> <reason>: the reporter hears why",
    .right = RIGHT_serve,
    .where = WHERE_issue,
    .hear = HEAR_ADDRESSED,
    .args = {ARG_NUMBER, ARG_REST},
    .run = run,
    .examples = EXAMPLES("不予受理 1 不归村里管,请打12345", "refuse issue 1 this is the county's matter"),
};
