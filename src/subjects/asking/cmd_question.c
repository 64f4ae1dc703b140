/* 提问: whatever is asked in free words and is no command of its own; what nothing answers is
 * offered to be passed to a person. */
#include "reading/parse.h"

#include "subjects/asking/asking.h"
#include "subjects/asking/inquiries.h"

static void
run(struct turn *turn, const struct call *call)
{
	if (!asking_answer(turn, &call->text, call->from))
		inquiries_offer(turn, &call->text, parse_skip(&call->text, call->from));
}

const struct command command_question = {
    .name = "question",
    .topic = TOPIC_self,
    .phrases = PHRASES("提问", "ask"),
    .help_zh = "提问 <什么>:谁负责、找谁、怎么说、办到哪了",
    .help_en = "ask <what>: who is responsible, how to say it, how far it is",
    .right = RIGHT_any,
    .hear = HEAR_ADDRESSED,
    .args = {ARG_REST},
    .run = run,
    .examples = EXAMPLES("提问 网格员电话多少", "ask who is our grid leader"),
};
