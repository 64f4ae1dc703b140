/* 另一件: what the reporter answers when it is another matter. */
#include "reading/parse.h"

static void
run(struct turn *turn, const struct call *call)
{
	turn_say(turn, "issue-separate", WITH({"n", turn_number(turn, call->args[0].number)}));
}

const struct command command_separate_issue = {
    .name = "separate_issue",
    .phrases = PHRASES("另一件"),
    .help_zh = "另一件 <编号>",
    .help_en = "另一件 <number>",
    .right = RIGHT_near,
    .where = WHERE_issue,
    .hear = HEAR_ADDRESSED,
    .args = {ARG_NUMBER},
    .run = run,
    .hidden = true,
    .examples = EXAMPLES("另一件 2"),
};
