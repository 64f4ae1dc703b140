/* 确认抹去: the second yes; it is done. */
#include "reading/parse.h"

#include "subjects/people/erasing.h"

static void
run(struct turn *turn, const struct call *call)
{
	const struct person *person = turn_find(turn, person, call->args[0].number);

	if (person == NULL || person->erased || !turn->chat.private_chat || !erasing_may(turn, person->id) ||
	    erasing_holds(turn, person->id)) {
		turn_say(turn, "erase-gone", WITH_NONE);
		return;
	}
	/* Said first: of himself there is nobody to say it to afterwards. */
	turn_say(turn, "erased", WITH_NONE);
	erasing_do(turn, person->id);
}

const struct command command_confirm_erase = {
    .name = "confirm_erase",
    .phrases = PHRASES("确认抹去"),
    .help_zh = "确认抹去 <编号>",
    .help_en = "确认抹去 <number>",
    .right = RIGHT_any,
    .where = WHERE_told,
    .hear = HEAR_ADDRESSED,
    .args = {ARG_NUMBER},
    .run = run,
    .hidden = true,
    .examples = EXAMPLES("确认抹去 1"),
};
