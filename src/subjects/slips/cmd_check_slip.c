/* 验抄告: does a paper say what was issued? Answered to anybody who holds it. */
#include "reading/parse.h"

#include <string.h>

#include "subjects/issues/issue_life.h"
#include "subjects/slips/slip_life.h"
#include "subjects/slips/slips.h"

/* The check number of a paper in somebody's hand: is it what the books say now? */
static void
run(struct turn *turn, const struct call *call)
{
	const struct slip *slip = turn_find(turn, slip, call->args[0].id);
	struct glyphs given = text_glyphs(&turn->arena, call->args[1].text),
	              want = text_glyphs(&turn->arena, slips_check(turn, slip));
	bool same = given.n == want.n && memcmp(given.cp, want.cp, want.n * sizeof *want.cp) == 0;

	if (!slips_may_read(turn, slip)) {
		turn_say(turn, "slip-none", WITH({"n", turn_number(turn, slip->id)}));
		return;
	}
	turn_say(turn, same ? "slip-check-good" : "slip-check-bad", WITH({"slip", turn_number(turn, slip->id)}));
}

const struct command command_check_slip = {
    .name = "check_slip",
    .topic = TOPIC_slips,
    .phrases = PHRASES("验抄告", "check slip"),
    .help_zh = "验抄告 <抄告编号> <校验号>:手里的纸还作数吗",
    .help_en = "check slip <number> <check number>: is the paper still what the books say",
    .right = RIGHT_serve,
    .where = WHERE_own,
    .hear = HEAR_ADDRESSED,
    .args = {ARG_SLIP, ARG_REST},
    .run = run,
    .examples = EXAMPLES("验抄告 1 12ab-34cd", "check slip 1 12ab-34cd"),
};
