/* 转问: passes a question to whoever is responsible; he answers with 答问. */
#include "reading/parse.h"

#include "subjects/asking/inquiries.h"

static void
run(struct turn *turn, const struct call *call)
{
	inquiries_ask(turn, call->args[0].text);
}

const struct command command_ask_person = {
    .name = "ask_person",
    .topic = TOPIC_self,
    .phrases = PHRASES("转问", "pass on"),
    .help_zh = "转问 <什么>:问管这事的人,他答了告诉你",
    .help_en = "pass on <question>: to who is responsible; you are told the answer",
    .right = RIGHT_any,
    .where = WHERE_own,
    .hear = HEAR_ADDRESSED,
    .args = {ARG_REST},
    .run = run,
    .examples = EXAMPLES("转问 村里的打谷场今年还租吗", "pass on is the threshing floor for rent"),
};
