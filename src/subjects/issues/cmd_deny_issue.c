/* 退回办结: the reporter says that it is not solved. */
#include "core/dialog.h"
#include "reading/parse.h"

#include "records/kinds.h"
#include "subjects/issues/issue_life.h"
#include "subjects/issues/rounds.h"

static void
run(struct turn *turn, const struct call *call)
{
	const struct issue *issue = life_step(
	    turn, call->args[0].number, LIFE_deny, call->args[1].text, rounds_set_next, call);

	if (issue == NULL)
		return;
	dialog_close(turn, DIALOG_receipt, issue->id);
	turn_say(turn, "issue-denied",
	    WITH({"n", turn_number(turn, issue->id)},
	        {"owner", names_of(turn->world, &kind_person, issue->owner)}));
	rounds_begin(turn, issue, call->args[1].text);
}

const struct command command_deny_issue = {
    .name = "deny_issue",
    .phrases = PHRASES("退回办结"),
    .help_zh = "退回办结 <编号> [哪里没解决]",
    .help_en = "退回办结 <number> [what is left]",
    .right = RIGHT_near,
    .where = WHERE_issue,
    .hear = HEAR_ADDRESSED,
    .args = {ARG_NUMBER, ARG_REST_OPTIONAL},
    .run = run,
    .hidden = true,
    .examples = EXAMPLES("退回办结 1 还是不亮"),
};
