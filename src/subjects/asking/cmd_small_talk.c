/* What asks nothing and tells nothing gets one short word; what may be a report after all is asked
 * about, so that none is lost. */
#include "language/undress.h"
#include "reading/parse.h"

#include "subjects/asking/offer.h"
#include "subjects/asking/words.h"

#define SHORT 8        /* code points; a longer sentence tells something */
#define SHORT_LATIN 32 /* letters */

/* Faces and marks alone say nothing that could be kept. */
static bool
wordless(const struct glyphs *text, size_t from)
{
	for (; from < text->n; from++)
		if (!undress_mark(text->cp[from]) && !undress_face(text->cp[from]))
			return false;
	return true;
}

static void
run(struct turn *turn, const struct call *call)
{
	const struct glyphs *text = &call->text;
	size_t from = parse_skip(text, call->from), n = text->n - from;
	bool latin = n && text->cp[from] < 0x80, wrong = words_wrong(text, from);
	bool thanks = words_any(text, from, "谢|辛苦|靠谱|恭喜|祝|新年|过年好|节快乐|早上好|晚上好|thank");

	if (wordless(text, from))
		turn_say(turn, parse_find(text, from, "?") < text->n ? "not-understood" : "heard", WITH_NONE);
	else if (!wrong && (thanks || n <= (latin ? SHORT_LATIN : SHORT)))
		turn_say(turn, "heard", WITH_NONE);
	else
		offer_report(turn, "report-or-not", "", text, from);
}

const struct command command_small_talk = {
    .name = "small_talk",
    .topic = TOPIC_self,
    .phrases = PHRASES("闲聊", "small talk"),
    .help_zh = "闲聊 <什么>:不是事情的话",
    .help_en = "small talk <text>: what is no matter",
    .right = RIGHT_any,
    .where = WHERE_own,
    .hear = HEAR_ADDRESSED,
    .args = {ARG_REST},
    .run = run,
    .hidden = true,
    .examples = EXAMPLES("闲聊 今天橘子甜", "small talk nice day"),
};
