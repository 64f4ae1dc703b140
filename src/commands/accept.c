/* 接: an operator household takes its quota. In the group nothing is said: the count
 * moves; in private one line answers. */
#include "commands/commands.h"

#include "base/numeral.h"
#include "work/guests.h"

static bool
is_open(const struct turn *turn, const struct call *call)
{
	static const char *const tails[] = {"了", "好", "的", "单", "下", "啦", NULL};
	size_t at = call->from;
	int64_t operator = access_operator(turn->world, turn->actor->id, turn->group ? turn->group->place : 0);

	for (bool more = true; more && at < call->text.n;) {
		size_t before = at;

		for (int i = 0; tails[i]; i++)
			at += parse_word(&call->text, at, tails[i]);
		at = parse_skip(&call->text, at);
		more = at != before;
	}
	return at == call->text.n && operator && guests_line(turn, operator, -1, 0) != NULL;
}

static void
run(struct turn *turn, const struct call *call)
{
	int64_t operator = access_operator(turn->world, turn->actor->id, turn->group ? turn->group->place : 0);
	int64_t heads = 0, number;
	size_t at = parse_skip(&call->text, call->from);

	if (at < call->text.n && numeral_read(call->text.cp + at, call->text.n - at, &number)) {
		turn_say(turn, "accept-whole", WITH_NONE);
		return;
	}
	const struct arrival *arrival = NULL;
	for (const struct line *line = operator ? guests_line(turn, operator, LINE_offered, 0) : NULL; line;) {
		struct line taken = *line;

		taken.state = LINE_accepted;
		taken.answered_at = turn->now;
		heads += taken.heads;
		arrival = turn_find(turn, arrival, taken.arrival);
		turn_put(turn, &kind_line, &taken);
		line = guests_line(turn, operator, LINE_offered, taken.id);
	}
	if (arrival == NULL) {
		const struct line *already = operator ? guests_line(turn, operator, LINE_accepted, 0) : NULL;

		if (turn->addressed)
			turn_say(turn, already ? "accept-already" : "accept-nothing", WITH_NONE);
		else
			turn->answered = true;
		return;
	}
	struct guest_count count = guests_count(turn, arrival->id);
	turn->answered = true;
	if (turn->addressed)
		turn_say(turn, "accepted", WITH({"heads", turn_number(turn, heads)}, {"time", turn_time(turn, arrival->at)}, {"accepted", turn_number(turn, count.accepted)}, {"asked", turn_number(turn, count.asked)}));
}

const struct command command_accept = {
	.name = "accept",
	.phrases = PHRASES("接", "接了", "accept"),
	.help_zh = "接:接下分给我家的客人",
	.help_en = "accept: take the guests offered",
	.needs = ANYBODY,
	.hear = HEAR_OPEN,
	.open = is_open,
	.args = {ARG_REST_OPTIONAL},
	.run = run,
	.examples = EXAMPLES("接", "accept"),
};
