/* 不接: an operator household gives its quota back; what it had is divided anew among
 * those who have not refused, and said in one post. */
#include "commands/commands.h"
#include "work/guests.h"

static bool
is_open(const struct turn *turn, const struct call *call)
{
	int64_t operator = access_operator(turn->world, turn->actor->id, turn->group ? turn->group->place : 0);
	size_t at = call->from;

	at += parse_word(&call->text, at, "了");
	/* 不接电话 is chatter; 不接,灶坏了 is an answer. */
	return (at == call->text.n || parse_skip(&call->text, at) > at) && operator && guests_line(turn, operator, -1, 0) != NULL;
}

static void
run(struct turn *turn, const struct call *call)
{
	int64_t operator = access_operator(turn->world, turn->actor->id, turn->group ? turn->group->place : 0);
	const struct line *line = operator ? guests_line(turn, operator, -1, 0) : NULL;
	const char *reason = call->args[0].text;
	int64_t heads = 0, group = 0, lines[GUEST_LINES_MAX];

	if (line == NULL) {
		turn_say(turn, "accept-nothing", WITH_NONE);
		return;
	}
	turn->answered = true;
	/* Every open line of the household, arrival by arrival: one post each. */
	while (line) {
		const struct arrival *arrival = turn_find(turn, arrival, line->arrival);
		size_t count = 0;

		if (line->state == LINE_seated || arrival->at <= turn->now) {
			turn_say(turn, "decline-too-late", WITH_NONE);
			return;
		}
		for (const struct line *same = line; same && count < GUEST_LINES_MAX; same = guests_line(turn, operator, -1, same->id))
			if (same->arrival == arrival->id) {
				lines[count++] = same->id;
				heads += same->heads;
			}
		group = arrival->group;
		guests_give_up(turn, arrival->id, lines, count, LINE_declined, reason);
		line = guests_line(turn, operator, -1, 0);
	}
	if (turn->chat.group != group)
		turn_say(turn, "declined", WITH({"heads", turn_number(turn, heads)}));
}

const struct command command_decline = {
	.name = "decline",
	.phrases = PHRASES("不接", "让给别家", "decline"),
	.help_zh = "不接 [原因]:让给别家",
	.help_en = "decline [reason]: leave the guests to others",
	.needs = ANYBODY,
	.hear = HEAR_OPEN,
	.open = is_open,
	.args = {ARG_REST_OPTIONAL},
	.run = run,
	.examples = EXAMPLES("不接,灶坏了", "decline, the stove is broken"),
};
