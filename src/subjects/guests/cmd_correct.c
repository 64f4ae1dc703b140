/* 记账: an administrator's counter-entry in the ledger, with a sign and a reason. */
#include "reading/parse.h"

#include "base/memory.h"
#include "language/count.h"
#include "subjects/guests/ledger.h"

#define POINTS_MAX 100000

/* The sign before the points, whichever of the many minus signs it is, with a blank or not;
 * *at moves to the number. The marks before an argument are passed over, so it looks back. */
static int64_t
sign_at(const struct glyphs *text, size_t *at)
{
	int64_t sign = 1;

	for (size_t i = *at; i > 0 && (text->cp[i - 1] == ' ' || count_minus(text->cp[i - 1])); i--)
		if (count_minus(text->cp[i - 1]))
			sign = -1;
	while (*at < text->n && (text->cp[*at] == '+' || text->cp[*at] == ' ' || count_minus(text->cp[*at]))) {
		if (count_minus(text->cp[*at]))
			sign = -1;
		++*at;
	}
	return sign;
}

/* 记账 陈家 +5 补记上月: points with a sign, then why. */
static void
run(struct turn *turn, const struct call *call)
{
	const struct operator* operator= turn_find(turn, operator, call->args[0].id);
	const struct glyphs *text = &call->text;
	size_t at = call->args[1].from;
	struct count count;
	int64_t sign = sign_at(text, &at);
	size_t used = count_at(text->cp, text->n, at, &count), rest = parse_skip(text, at + used);

	if (used == 0 || (count.unit != COUNT_points && count.unit != COUNT_none) || count.lo != count.hi ||
	    count.ask || count.lo % 100 || count.lo == 0 || count.lo / 100 > POINTS_MAX) {
		turn_say(turn, "correct-how", WITH_NONE);
		return;
	}
	if (rest >= text->n) {
		turn_say(turn, "correct-why", WITH_NONE);
		return;
	}
	int64_t points = sign * count.lo / 100;
	const char *reason = text->clean + text->at[rest];
	ledger_enter(turn, operator->id, points, ENTRY_correction, reason);
	turn_say(turn, "corrected", WITH({"name", operator->name}, {"points", arena_printf(&turn->arena, "%+lld", (long long)points)}, {"total", turn_number(turn, ledger_points(turn, operator))}, {"reason", reason}));
}

const struct command command_correct = {
    .name = "correct",
    .topic = TOPIC_operators,
    .phrases = PHRASES("记账", "correct entry"),
    .help_zh = "记账 <经营户> <+/-点数> <原因>:公平账上补记或冲回一笔",
    .help_en = "correct entry <household> <+/-points> <reason>: a counter-entry in the ledger",
    .needs = ADMINS,
    .hear = HEAR_ADDRESSED,
    .args = {ARG_OPERATOR, ARG_REST},
    .run = run,
    .examples = EXAMPLES("记账 陈家 +5 补记上次接待", "correct entry 陈家 -5 counted twice"),
};
