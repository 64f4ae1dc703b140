/* 没来, 没来3个: the guests of the household, or some of them, did not come. */
#include "reading/parse.h"

#include "language/count.h"
#include "records/kinds.h"
#include "subjects/guests/guest_facts.h"
#include "subjects/guests/guests.h"
#include "subjects/guests/ledger.h"

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
run(struct turn *turn, const struct call *call)
{
	const struct line *line = guests_due_line(turn, guests_own(turn));
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
is_open(const struct turn *turn, const struct call *call)
{
	size_t at = parse_skip(&call->text, call->from);

	return (at == call->text.n || number_at(call, at) > 0) && guests_due_line(turn, guests_own(turn)) != NULL;
}

const struct command command_no_show = {
    .name = "no_show",
    .topic = TOPIC_guests,
    .phrases = PHRASES("没来", "客人没来", "没到", "no show"),
    .help_zh = "没来 [几个]:分给我家的客人没来",
    .help_en = "no show [some]: the guests offered did not come",
    .right = RIGHT_any,
    .where = WHERE_own,
    .hear = HEAR_OPEN,
    .open = is_open,
    .args = {ARG_REST_OPTIONAL},
    .run = run,
    .operators = true,
    .examples = EXAMPLES("没来3个", "no show"),
};
