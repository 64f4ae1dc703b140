/* 收到答复: who was sent a reply has read it. Said by the answer to its message. */
#include "reading/parse.h"

#include "records/kinds.h"
#include "records/person_item.h"
#include "records/slip.h"

static void
run(struct turn *turn, const struct call *call)
{
	struct slip slip = *(const struct slip *)turn_find(turn, slip, call->args[0].id);

	if (!person_item_in(&slip.receivers, turn->actor->id)) {
		turn_say(turn, "slip-none", WITH({"n", turn_number(turn, slip.id)}));
		return;
	}
	if (!person_item_in(&slip.received, turn->actor->id)) {
		slip.received = person_item_added(&turn->arena, &slip.received, turn->actor->id);
		turn_put(turn, &kind_slip, &slip);
	}
	turn_say(turn, "slip-received", WITH({"slip", turn_number(turn, slip.id)}));
}

const struct command command_slip_receipt = {
    .name = "slip_receipt",
    .topic = TOPIC_slips,
    .phrases = PHRASES("收到答复"),
    .help_zh = "收到答复 <抄告编号>",
    .help_en = "收到答复 <slip>",
    .right = RIGHT_any,
    .where = WHERE_own,
    .hear = HEAR_ADDRESSED,
    .args = {ARG_SLIP},
    .run = run,
    .hidden = true,
    .examples = EXAMPLES("收到答复 1"),
};
