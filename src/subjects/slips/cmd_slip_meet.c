/* 会商: one department cannot do it alone; those concerned sit down together. */
#include "reading/parse.h"

#include "subjects/slips/slip_life.h"
#include "subjects/slips/slip_words.h"
#include "subjects/slips/slips.h"

static void
run(struct turn *turn, const struct call *call)
{
	const struct slip *old = turn_find(turn, slip, call->args[0].id), *slip;

	/* After a return only the third one leads here, by itself. */
	if (old->state == SLIP_returned && slip_who(turn, old)) {
		turn_say(turn, "slip-not-now",
		    WITH({"n", turn_number(turn, old->id)}, {"state", slip_state(turn, old->state)}));
		return;
	}
	slip = slip_step(turn, call->args[0].id, SLIP_meet, call->args[1].text, NULL, NULL);
	if (slip == NULL)
		return;
	slips_say(turn, "slip-conference", slip);
	slips_tell_askers(turn, slip, "slip-conference-asked", call->args[1].text);
	slips_tell_department(turn, slip, "slip-conference-asked", call->args[1].text);
	slips_nudge(turn, slip);
}

const struct command command_slip_meet = {
    .name = "slip_meet",
    .topic = TOPIC_slips,
    .phrases = PHRASES("会商", "meeting slip"),
    .help_zh = "会商 <抄告编号> <难在哪>:一家办不了,几家坐到一起",
    .help_en = "meeting slip <number> <what is hard>: those concerned sit down together",
    .right = RIGHT_serve,
    .where = WHERE_own,
    .hear = HEAR_ADDRESSED,
    .args = {ARG_SLIP, ARG_REST},
    .run = run,
    .examples = EXAMPLES("会商 抄告1 要挖县道,得几家一起定", "meeting slip 1 the county road must be dug up"),
};
