/* 重开: a closed matter is back. */
#include "reading/parse.h"

#include "records/kinds.h"
#include "subjects/issues/issue_life.h"
#include "subjects/issues/rounds.h"

#define REOPEN_DAYS 90

static void
run(struct turn *turn, const struct call *call)
{
	const struct issue *old = turn_find(turn, issue, call->args[0].number);

	if (old && old->state == ISSUE_closed && old->closed_at < turn->now - REOPEN_DAYS * MS_DAY) {
		turn_say(turn, "issue-too-old",
		    WITH({"n", turn_number(turn, old->id)}, {"days", turn_number(turn, REOPEN_DAYS)}));
		return;
	}
	const struct issue *issue = life_step(
	    turn, call->args[0].number, LIFE_reopen, call->args[1].text, rounds_set_next, NULL);
	if (issue == NULL)
		return;
	turn_say(turn, "issue-reopened",
	    WITH({"n", turn_number(turn, issue->id)},
	        {"owner", names_of(turn->world, &kind_person, issue->owner)}));
	rounds_begin(turn, issue, call->args[1].text);
}

const struct command command_reopen_issue = {
    .name = "reopen_issue",
    .topic = TOPIC_issues,
    .phrases = PHRASES("重开", "reopen issue"),
    .help_zh = "重开 <编号> [原因]:结案的事又出来了(90天内)",
    .help_en = "reopen issue <number> [why]: a closed matter is back (within 90 days)",
    .right = RIGHT_near,
    .where = WHERE_issue,
    .hear = HEAR_ADDRESSED,
    .args = {ARG_NUMBER, ARG_REST_OPTIONAL},
    .run = run,
    .examples = EXAMPLES("重开 1 又不亮了", "reopen issue 1 it is dark again"),
};
