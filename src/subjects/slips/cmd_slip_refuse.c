/* 不认可: the department replies again, in the time of a first reply. */
#include "reading/parse.h"

#include "subjects/slips/slip_life.h"
#include "subjects/slips/slip_words.h"
#include "subjects/slips/slips.h"

/* The refused reply's round is over; the new one has the time it takes for a first reply. */
static void
set_refused(struct turn *turn, struct slip *slip, const void *context)
{
	(void)context;
	slip->round++;
	slip->extended = 0;
	slips_deadline(turn, slip, turn_today(turn), (int)slip->days);
	slip->reply = NULL;
	slip->receivers = slip->received = (struct list){0};
}

static void
run(struct turn *turn, const struct call *call)
{
	const struct slip *slip = slip_step(
	    turn, call->args[0].id, SLIP_refuse, call->args[1].text, set_refused, NULL);

	if (slip == NULL)
		return;
	slips_send(turn, slip);
	slips_say(turn, "slip-refused", slip);
	slips_tell_department(turn, slip, "slip-refused-department", call->args[1].text);
}

const struct command command_slip_refuse = {
    .name = "slip_refuse",
    .topic = TOPIC_slips,
    .phrases = PHRASES("不认可", "refuse slip"),
    .help_zh = "不认可 <抄告编号> <原因>:请部门重新答复",
    .help_en = "refuse slip <number> <reason>: the department replies again",
    .right = RIGHT_serve,
    .where = WHERE_own,
    .hear = HEAR_ADDRESSED,
    .args = {ARG_SLIP, ARG_REST},
    .run = run,
    .examples = EXAMPLES("不认可 抄告1 只换了一台", "refuse slip 1 only one pump was replaced"),
};
