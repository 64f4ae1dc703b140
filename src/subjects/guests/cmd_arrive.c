/* 到了, 没来, 只来了5个, 失约: what became of the guests. Said by the household, 失约 by
 * an administrator about a household. */
#include "subjects/commands.h"

#include "language/count.h"
#include "records/kinds.h"
#include "subjects/guests/guests.h"
#include "subjects/guests/ledger.h"

#define EARLY_MS (2 * MS_HOUR) /* guests come early, too */

/* The household's taken line that is due now, or NULL. */
static const struct line *
due_line(const struct turn *turn, int64_t operator)
{
	for (const struct line *line = operator? guests_line(turn, operator, - 1, 0) : NULL; line;
	     line = guests_line(turn, operator, - 1, line->id)) {
		const struct arrival *arrival = turn_find(turn, arrival, line->arrival);

		if (line->state != LINE_offered && arrival->at - EARLY_MS <= turn->now)
			return line;
	}
	return NULL;
}

static bool
is_open(const struct turn *turn, const struct call *call)
{
	return parse_skip(&call->text, call->from) == call->text.n && due_line(turn, guests_own(turn)) != NULL;
}

static void
run_seated(struct turn *turn, const struct call *call)
{
	int64_t operator= guests_own(turn), heads = 0;

	(void)call;
	turn->answered = true;
	for (const struct line *line = due_line(turn, operator); line;
	     line = guests_line(turn, operator, LINE_accepted, 0)) {
		const struct arrival *arrival = turn_find(turn, arrival, line->arrival);

		if (line->state != LINE_accepted || arrival->at - EARLY_MS > turn->now)
			break;
		heads += line->heads;
		guests_answer(turn, line, LINE_seated, NULL);
	}
	if (turn_wants_word(turn))
		turn_say(turn, heads ? "seated" : "seated-nothing", WITH({"heads", turn_number(turn, heads)}));
}

const struct command command_seated = {
    .name = "seated",
    .topic = TOPIC_guests,
    .phrases = PHRASES("到了", "客人到了", "已到", "guests arrived", "arrived"),
    .help_zh = "到了:分给我家的客人到了",
    .help_en = "arrived: the guests offered are here",
    .needs = ANYBODY,
    .hear = HEAR_OPEN,
    .open = is_open,
    .args = {ARG_END},
    .run = run_seated,
    .operators = true,
    .examples = EXAMPLES("到了", "arrived"),
};

/* So many did not come: the household keeps a part of their points. */
static void
absent(struct turn *turn, const struct line *line, int64_t heads)
{
	struct line kept = *line, gone = *line;

	if (heads < line->heads) {
		kept.heads -= heads;
		kept.beds = kept.beds > heads ? kept.beds - heads : 0;
		turn_put(turn, &kind_line, &kept);
		gone.id = 0;
		gone.heads = heads;
		gone.beds = line->beds > heads ? heads : line->beds;
		gone.state = LINE_accepted;
		line = turn_put(turn, &kind_line, &gone);
	}
	ledger_charge(turn, guests_answer(turn, line, LINE_no_show, NULL), ENTRY_no_show,
	    turn->world->policy.no_show_percent, NULL);
	/* Said back even when nobody addressed the bot: it has a price, and may have been chatter. */
	turn_say(turn, "no-show",
	    WITH({"heads", turn_number(turn, heads)},
	        {"percent", turn_number(turn, turn->world->policy.no_show_percent)}));
}

static int64_t
number_at(const struct call *call, size_t at)
{
	struct count count;
	size_t used = count_at(call->text.cp, call->text.n, at, &count);

	return used && (count.unit == COUNT_heads || count.unit == COUNT_none) && count.lo == count.hi &&
	        !count.ask && count.lo % 100 == 0
	    ? count.lo / 100
	    : -1;
}

static void
run_no_show(struct turn *turn, const struct call *call)
{
	const struct line *line = due_line(turn, guests_own(turn));
	size_t at = parse_skip(&call->text, call->from);
	int64_t heads = number_at(call, at);

	if (line == NULL || line->state == LINE_seated) {
		turn_say(turn, line ? "no-show-seated" : "seated-nothing", WITH({"heads", "0"}));
		return;
	}
	if (heads > line->heads || heads == 0) {
		turn_say(turn, "no-show-range", WITH({"heads", turn_number(turn, line->heads)}));
		return;
	}
	absent(turn, line, heads < 0 ? line->heads : heads);
}

static bool
no_show_open(const struct turn *turn, const struct call *call)
{
	size_t at = parse_skip(&call->text, call->from);

	return (at == call->text.n || number_at(call, at) > 0) && due_line(turn, guests_own(turn)) != NULL;
}

const struct command command_no_show = {
    .name = "no_show",
    .topic = TOPIC_guests,
    .phrases = PHRASES("没来", "客人没来", "没到", "no show"),
    .help_zh = "没来 [几个]:分给我家的客人没来",
    .help_en = "no show [some]: the guests offered did not come",
    .needs = ANYBODY,
    .hear = HEAR_OPEN,
    .open = no_show_open,
    .args = {ARG_REST_OPTIONAL},
    .run = run_no_show,
    .operators = true,
    .examples = EXAMPLES("没来3个", "no show"),
};

static void
run_failed(struct turn *turn, const struct call *call)
{
	int64_t lines[GUEST_LINES_MAX], operator= call->args[0].id;
	const struct line *line = guests_line(turn, operator, - 1, 0);
	size_t count = 0;
	int64_t arrival = line ? line->arrival : 0;

	for (; line && count < GUEST_LINES_MAX; line = guests_line(turn, operator, - 1, line->id))
		if (line->arrival == arrival && line->state != LINE_offered)
			lines[count++] = line->id;
	if (count)
		guests_give_up(turn, arrival, lines, count, LINE_failed, call->args[1].text);
	else
		turn_say(turn, "failed-nothing", WITH_NONE);
}

const struct command command_failed = {
    .name = "failed",
    .topic = TOPIC_guests,
    .phrases = PHRASES("失约", "failed"),
    .help_zh = "失约 <经营户> [原因]:接了没做到,改给别家,加倍记账",
    .help_en = "failed <household> [reason]: accepted and did not do it",
    .needs = ADMINS,
    .hear = HEAR_CERTAIN,
    .args = {ARG_OPERATOR, ARG_REST_OPTIONAL},
    .run = run_failed,
    .examples = EXAMPLES("失约 陈家 没人在", "failed 陈家: nobody there"),
};
