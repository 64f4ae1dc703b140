/* 停业: an operator household takes no guests until it says otherwise. */
#include "reading/parse.h"

#include "records/kinds.h"
#include "subjects/guests/guest_facts.h"
#include "subjects/guests/register.h"

static void
run(struct turn *turn, const struct call *call)
{
	struct operator operator= *(const struct operator*) turn_find(turn, operator, call->args[0].id);

	if (guests_line(turn, operator.id, -1, 0)) {
		turn_say(turn, "suspend-has-guests", WITH({"name", operator.name}));
		return;
	}
	operator.status = OPERATOR_suspended;
	operator.to = turn_today(turn);
	register_say(turn, "suspended", turn_put(turn, &kind_operator, &operator));
}

const struct command command_suspend_operator = {
    .name = "suspend_operator",
    .topic = TOPIC_operators,
    .phrases = PHRASES("停业", "suspend household"),
    .help_zh = "停业 <经营户>:暂不派客",
    .help_en = "suspend household <household>: no guests for now",
    .right = RIGHT_administer,
    .where = WHERE_said,
    .hear = HEAR_ADDRESSED,
    .args = {ARG_OPERATOR},
    .run = run,
    .examples = EXAMPLES("停业 陈家", "suspend household 陈家"),
};
