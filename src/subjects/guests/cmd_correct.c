/* 记账: an administrator's counter-entry in the ledger, with a sign and a reason. */
#include "reading/parse.h"

#include "base/memory.h"
#include "language/count.h"
#include "subjects/guests/ledger.h"

#define POINTS_MAX 100000

/* What takes points away and what adds them, as a word. */
static const char *const less[] = {"扣除", "扣掉", "扣", "减去", "减掉", "减", "冲掉", "冲回", "负", "少记",
    "minus", "less", NULL},
                         *const more[] = {"加上", "加", "补上", "补记", "补", "多记", "正", "plus", NULL};

static size_t
word_of(const struct glyphs *text, size_t at, const char *const *words)
{
	for (size_t used; *words; words++)
		if ((used = parse_word(text, at, *words)) > 0)
			return used;
	return 0;
}

static bool
is_minus(const struct glyphs *text, size_t at)
{
	return count_minus(text->cp[at]);
}

/* The sign before the points, whichever of the many minus signs or words it is, with a blank
 * or not; *at moves to the number. The marks before an argument are passed over, so it looks
 * back. 0: two signs, and nobody knows which is meant. */
static int64_t
sign_at(const struct glyphs *text, size_t *at)
{
	int minus = 0, plus = 0;

	for (size_t i = *at; i > 0 && (text->cp[i - 1] == ' ' || is_minus(text, i - 1)); i--)
		minus += is_minus(text, i - 1);
	for (size_t used; *at < text->n; *at += used) {
		size_t taken = word_of(text, *at, less), given = word_of(text, *at, more);

		minus += taken || is_minus(text, *at);
		plus += given || text->cp[*at] == '+';
		used = taken ? taken
		    : given  ? given
		             : is_minus(text, *at) || text->cp[*at] == '+' || text->cp[*at] == ' ';
		if (used == 0)
			break;
	}
	return minus + plus > 1 ? 0 : minus ? -1 : 1;
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

	if (used == 0 || sign == 0 || (count.unit != COUNT_points && count.unit != COUNT_none) ||
	    count.lo != count.hi || count.ask || count.lo % 100 || count.lo == 0 || count.lo / 100 > POINTS_MAX) {
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
    .right = RIGHT_administer,
    .where = WHERE_said,
    .hear = HEAR_ADDRESSED,
    .args = {ARG_OPERATOR, ARG_REST},
    .run = run,
    .examples = EXAMPLES("记账 陈家 +5 补记上次接待", "correct entry 陈家 -5 counted twice"),
};
