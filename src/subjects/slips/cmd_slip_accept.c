/* 认可: the reply is good and the slip is closed; the issue goes on. */
#include "reading/parse.h"

#include "subjects/slips/slip_life.h"
#include "subjects/slips/slip_words.h"
#include "subjects/slips/slips.h"

static void
run(struct turn *turn, const struct call *call)
{
	const struct slip *slip = slip_step(turn, call->args[0].id, SLIP_accept, NULL, NULL, NULL);

	if (slip == NULL)
		return;
	slips_say(turn, "slip-closed", slip);
	slips_tell_department(turn, slip, "slip-closed-department", NULL);
	slips_ended(turn, slip);
}

const struct command command_slip_accept = {
    .name = "slip_accept",
    .topic = TOPIC_slips,
    .phrases = PHRASES("认可", "accept slip"),
    .help_zh = "认可 <抄告编号>:答复可以,抄告办结,问题接着办",
    .help_en = "accept slip <number>: the reply is good; the issue goes on",
    .right = RIGHT_serve,
    .where = WHERE_own,
    .hear = HEAR_ADDRESSED,
    .args = {ARG_SLIP},
    .run = run,
    .examples = EXAMPLES("认可 抄告1", "accept slip 1"),
};
