/* 政策: a rule of the compendium by its name or in people's words. */
#include "reading/parse.h"

#include "subjects/asking/inquiries.h"
#include "subjects/asking/rules.h"

static void
run(struct turn *turn, const struct call *call)
{
	size_t from = parse_skip(&call->text, call->from);
	bool expired;

	if (!rules_answer(turn, &call->text, from, &expired))
		inquiries_offer(turn, &call->text, from);
}

const struct command command_policy = {
    .name = "policy",
    .topic = TOPIC_self,
    .phrases = PHRASES("政策", "查政策", "policy"),
    .help_zh = "政策 <什么>:依据、范围、标准、流程、找谁",
    .help_en = "policy <what>: what it rests on, for whom, how much, how, whom to ask",
    .right = RIGHT_any,
    .where = WHERE_own,
    .hear = HEAR_ADDRESSED,
    .args = {ARG_REST},
    .run = run,
    .examples = EXAMPLES("政策 种粮补贴一亩多少钱", "policy grain subsidy"),
};
