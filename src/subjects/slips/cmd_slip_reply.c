/* 答复: the department says what is done and by when. */
#include "reading/parse.h"

#include "subjects/slips/slip_life.h"
#include "subjects/slips/slips.h"

#define MEASURE_CHARS 4 /* what is left of a reply without its date and its empty words */

/* A reply says what is done and by when; "正在研究" is none (seed practice: replies within
 * the time set, with content). */
static bool
says_something(struct turn *turn, const char *text)
{
	static const char *const empty[] = {"正在研究", "研究中", "研究", "尽快", "抓紧", "高度重视", "正在协调",
	    "协调", "处理", "办理", "解决", "落实", "under study", "being studied", "as soon as possible",
	    "working on it", NULL};
	struct glyphs glyphs = text_glyphs(&turn->arena, text);
	struct when when;
	size_t at, used, left = 0;

	if (!parse_when(turn, &glyphs, 0, &when, &at, &used) || !when.has_day || when.bad)
		return false;
	for (size_t i = 0; i < glyphs.n;) {
		size_t skip = i >= at && i < at + used ? at + used - i : 0;

		for (int k = 0; skip == 0 && empty[k]; k++)
			skip = parse_word(&glyphs, i, empty[k]);
		if (skip == 0)
			left += (glyphs.cp[i] >= 0x3400 && !parse_word(&glyphs, i, "前") &&
			            !parse_word(&glyphs, i, "我局")) ||
			    (glyphs.cp[i] >= 'a' && glyphs.cp[i] <= 'z');
		i += skip ? skip : 1;
	}
	return left >= MEASURE_CHARS;
}

static void
set_replied(struct turn *turn, struct slip *slip, const void *context)
{
	slip->reply = context;
	slip->replied_at = turn->now;
}

static void
run(struct turn *turn, const struct call *call)
{
	const char *text = call->args[1].text;
	const struct slip *old = turn_find(turn, slip, call->args[0].id);

	if (!turn->chat.private_chat) {
		turn_say(turn, "slip-private", WITH_NONE);
		return;
	}
	if (slip_who(turn, old) & SLIP_DEPARTMENT && !says_something(turn, text)) {
		turn_say(turn, "slip-reply-how", WITH_NONE);
		return;
	}
	const struct slip *slip = slip_step(turn, call->args[0].id, SLIP_reply, text, set_replied, text);
	if (slip == NULL)
		return;
	slips_deliver(turn, slip);
	slip = turn_find(turn, slip, slip->id);
	turn_say(turn, "slip-reply-sent",
	    WITH({"slip", turn_number(turn, slip->id)}, {"who", turn_people(turn, &slip->receivers)}));
}

const struct command command_slip_reply = {
    .name = "slip_reply",
    .topic = TOPIC_slips,
    .phrases = PHRASES("答复", "reply slip"),
    .help_zh = "答复 <抄告编号> <怎么办、哪天前>:送签发人、村里和指导员",
    .help_en =
        "reply slip <number> <what is done and by when>: goes to who issued it, the village and the adviser",
    .right = RIGHT_serve,
    .where = WHERE_own,
    .hear = HEAR_ADDRESSED,
    .args = {ARG_SLIP, ARG_REST},
    .run = run,
    .examples = EXAMPLES(
        "答复 抄告1 12月5日前换上新水泵", "reply slip 1 a new pump is installed by 5 december"),
};
