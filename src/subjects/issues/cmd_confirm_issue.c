/* 确认办结: the reporter says that it is solved. */
#include "core/dialog.h"
#include "reading/parse.h"

#include "subjects/issues/issue_life.h"
#include "subjects/issues/rounds.h"
#include "subjects/wakes.h"

static void
run(struct turn *turn, const struct call *call)
{
	const struct issue *issue = life_step(
	    turn, call->args[0].number, LIFE_confirm, NULL, rounds_set_confirmed, NULL);

	if (issue == NULL)
		return;
	turn_unwake(turn, &wake_issue_confirm, issue->id);
	dialog_close(turn, DIALOG_receipt, issue->id);
	turn_say(turn, "issue-closed", WITH({"n", turn_number(turn, issue->id)}));
	rounds_tell_owner(turn, issue, "issue-closed-owner", NULL);
}

const struct command command_confirm_issue = {
    .name = "confirm_issue",
    .phrases = PHRASES("确认办结"),
    .help_zh = "确认办结 <编号>",
    .help_en = "确认办结 <number>",
    .right = RIGHT_near,
    .where = WHERE_issue,
    .hear = HEAR_ADDRESSED,
    .args = {ARG_NUMBER},
    .run = run,
    .hidden = true,
    .examples = EXAMPLES("确认办结 1"),
};
