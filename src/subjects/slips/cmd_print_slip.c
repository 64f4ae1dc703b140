/* 打印: the paper of a slip, with its code. */
#include "reading/parse.h"

#include "subjects/slips/slip_life.h"
#include "subjects/slips/slip_words.h"
#include "subjects/slips/slips.h"

static void
run(struct turn *turn, const struct call *call)
{
	const struct slip *slip = turn_find(turn, slip, call->args[0].id);
	struct draft draft = {0};

	if (!slips_readable(turn, slip))
		return;
	if (slip->serial == 0) {
		turn_say(turn, "slip-not-now",
		    WITH({"n", turn_number(turn, slip->id)}, {"state", slip_state(turn, slip->state)}));
		return;
	}
	buf_adds(&draft.text, slips_print(turn, slip));
	turn_say_draft(turn, &draft);
}

const struct command command_print_slip = {
    .name = "print_slip",
    .topic = TOPIC_slips,
    .phrases = PHRASES("打印", "print slip"),
    .help_zh = "打印 <抄告编号>:纸面文字,带校验号",
    .help_en = "print slip <number>: the text on paper, with a check number",
    .right = RIGHT_serve,
    .where = WHERE_own,
    .hear = HEAR_ADDRESSED,
    .args = {ARG_SLIP},
    .run = run,
    .examples = EXAMPLES("打印 抄告1", "print slip 1"),
};
