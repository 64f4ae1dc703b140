/* 取消配对: a proposal is dropped. */
#include "reading/parse.h"

#include "records/kinds.h"
#include "records/pairing.h"
#include "subjects/people/pairing.h"

static void
run(struct turn *turn, const struct call *call)
{
	const struct pairing *open = pairing_proposed(turn, call);

	if (open == NULL)
		return;
	struct pairing pairing = *open;
	pairing.state = PAIRING_dropped;
	turn_put(turn, &kind_pairing, &pairing);
	turn_say(turn, "pair-dropped", WITH_NONE);
}

const struct command command_drop_pair = {
    .name = "drop_pair",
    .phrases = PHRASES("取消配对"),
    .help_zh = "取消配对 <编号>",
    .help_en = "取消配对 <number>",
    .right = RIGHT_administer,
    .where = WHERE_own,
    .hear = HEAR_ADDRESSED,
    .args = {ARG_NUMBER},
    .run = run,
    .hidden = true,
    .examples = EXAMPLES("取消配对 1"),
};
