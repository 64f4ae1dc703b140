/* 签收: the department has the slip. */
#include "reading/parse.h"

#include "core/dialog.h"
#include "records/kinds.h"
#include "subjects/slips/slip_life.h"
#include "subjects/slips/slip_words.h"

static void
set_signed(struct turn *turn, struct slip *slip, const void *context)
{
	(void)context;
	slip->signed_at = turn->now;
	slip->signed_by = turn->actor->id;
}

static void
run(struct turn *turn, const struct call *call)
{
	const struct slip *slip = slip_step(turn, call->args[0].id, SLIP_sign, NULL, set_signed, NULL);

	if (slip == NULL)
		return;
	dialog_close(turn, DIALOG_alert, turn_topic(&kind_slip, slip->id));
	slips_say(turn, "slip-signed", slip);
}

const struct command command_slip_sign = {
    .name = "slip_sign",
    .topic = TOPIC_slips,
    .phrases = PHRASES("签收", "sign slip"),
    .help_zh = "签收 <抄告编号>:部门收到了",
    .help_en = "sign slip <number>: the department has it",
    .right = RIGHT_serve,
    .where = WHERE_own,
    .hear = HEAR_ADDRESSED,
    .args = {ARG_SLIP},
    .run = run,
    .examples = EXAMPLES("签收 抄告1", "sign slip 1"),
};
