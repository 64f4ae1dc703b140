/* 复业: a suspended household takes guests again. */
#include "reading/parse.h"

#include "records/kinds.h"
#include "subjects/guests/ledger.h"
#include "subjects/guests/register.h"

static void
run(struct turn *turn, const struct call *call)
{
	struct operator operator= *(const struct operator*) turn_find(turn, operator, call->args[0].id);
	int64_t behind = ledger_average(turn, &operator) - ledger_points(turn, &operator);

	if (operator.status != OPERATOR_suspended) {
		turn_say(turn, "resume-open", WITH({"name", operator.name}));
		return;
	}
	/* Away so long that the past is past: starts at the average, if that is more. */
	if (operator.to != DAY_NONE && turn_today(turn) -
	    operator.to >= turn->world->policy.newcomer_days && behind> 0)
		ledger_enter(turn, operator.id, behind, ENTRY_newcomer, NULL);
	operator.status = OPERATOR_active;
	operator.from = turn_today(turn);
	operator.to = DAY_NONE;
	register_say(turn, "resumed", turn_put(turn, &kind_operator, &operator));
}

const struct command command_resume_operator = {
    .name = "resume_operator",
    .topic = TOPIC_operators,
    .phrases = PHRASES("复业", "resume household"),
    .help_zh = "复业 <经营户>:重新派客,停得久的按平均起算",
    .help_en = "resume household <household>: guests again; after long, from the average",
    .right = RIGHT_administer,
    .where = WHERE_said,
    .hear = HEAR_ADDRESSED,
    .args = {ARG_OPERATOR},
    .run = run,
    .examples = EXAMPLES("复业 陈家", "resume household 陈家"),
};
