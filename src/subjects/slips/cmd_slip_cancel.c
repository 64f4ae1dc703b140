/* 撤销抄告: the department need not act any more. */
#include "reading/parse.h"

#include "subjects/slips/slip_life.h"
#include "subjects/slips/slip_words.h"
#include "subjects/slips/slips.h"

static void
run(struct turn *turn, const struct call *call)
{
	const struct slip *slip = slip_step(turn, call->args[0].id, SLIP_cancel, call->args[1].text, NULL, NULL);

	if (slip == NULL)
		return;
	slips_say(turn, "slip-cancelled", slip);
	if (slip->issued_at)
		slips_tell_department(turn, slip, "slip-cancelled-department", call->args[1].text);
	else
		slips_tell_askers(turn, slip, "slip-cancelled-department", call->args[1].text);
	slips_ended(turn, slip);
}

const struct command command_slip_cancel = {
    .name = "slip_cancel",
    .topic = TOPIC_slips,
    .phrases = PHRASES("撤销抄告", "cancel slip"),
    .help_zh = "撤销抄告 <抄告编号> [原因]:不用部门办了",
    .help_en = "cancel slip <number> [why]: the department need not act",
    .right = RIGHT_serve,
    .where = WHERE_own,
    .hear = HEAR_ADDRESSED,
    .args = {ARG_SLIP, ARG_REST_OPTIONAL},
    .run = run,
    .examples = EXAMPLES("撤销抄告 1 村里自己修好了", "cancel slip 1 the village mended it"),
};
