/* 改经营户: other figures for an operator household, or the end of its trial. */
#include "reading/parse.h"

#include "records/kinds.h"
#include "subjects/guests/register.h"

static void
run(struct turn *turn, const struct call *call)
{
	struct operator operator= *(const struct operator*) turn_find(turn, operator, call->args[0].id);
	size_t at = call->args[1].from;

	if (parse_word(&call->text, at, "转正") || parse_word(&call->text, at, "正式")) {
		operator.status = OPERATOR_active;
		at = call->text.n;
	}
	if (!register_figures(turn, call, at, &operator))
		return;
	if (operator.seats == 0) { /* who receives nobody is suspended, and that is said */
		turn_say(turn, "revise-no-seats", WITH({"name", operator.name}));
		return;
	}
	register_say(turn, "registered-changed", turn_put(turn, &kind_operator, &operator));
}

const struct command command_revise_operator = {
    .name = "revise_operator",
    .topic = TOPIC_operators,
    .phrases = PHRASES("改经营户", "revise household"),
    .help_zh = "改经营户 <经营户> <餐位90 份额7 …/转正>:改登记",
    .help_en = "revise household <household> <seats 90 share 7 …>",
    .right = RIGHT_administer,
    .where = WHERE_said,
    .hear = HEAR_ADDRESSED,
    .args = {ARG_OPERATOR, ARG_REST},
    .run = run,
    .examples = EXAMPLES("改经营户 陈家 餐位90", "revise household 陈家 share 9"),
};
