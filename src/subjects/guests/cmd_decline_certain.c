/* 一定不接: said by the dialog that asks whether the two halves of a household are of one mind. */
#include "reading/parse.h"

#include "subjects/guests/declining.h"

static void
run(struct turn *turn, const struct call *call)
{
	guests_decline(turn, call->args[0].text, true);
}

const struct command command_decline_certain = {
    .name = "decline_certain",
    .phrases = PHRASES("一定不接"),
    .help_zh = "一定不接 [原因]",
    .help_en = "一定不接 [reason]",
    .right = RIGHT_any,
    .where = WHERE_own,
    .hear = HEAR_ADDRESSED,
    .args = {ARG_REST_OPTIONAL},
    .run = run,
    .hidden = true,
    .examples = EXAMPLES("一定不接"),
};
