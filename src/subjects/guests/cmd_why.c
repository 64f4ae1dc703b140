/* 为什么: why my household has this number: due, served, this time, gap, reason and what
 * would have happened otherwise; the same sums the plan was made from. */
#include "reading/parse.h"

#include <stdlib.h>

#include "base/memory.h"
#include "records/kinds.h"
#include "records/plan_item.h"
#include "subjects/guests/guest_words.h"
#include "subjects/guests/guest_facts.h"

static const struct arrival *
last_arrival(const struct turn *turn, const struct operator* operator)
{
	const struct arrival *found = NULL;

	EACH_BY (&turn->world->store, arrival, state, store_key_int(ARRIVAL_posted), arrival)
		if (arrival->village == operator->village)
			found = arrival;
	for (int state = ARRIVAL_running; found == NULL && state <= ARRIVAL_settled; state++)
		EACH_BY (&turn->world->store, arrival, state, store_key_int(state), arrival)
			if (arrival->village == operator->village)
				found = arrival;
	return found;
}

/* The operator asked about: named, or the actor's own. */
static int64_t
asked(const struct turn *turn, const struct call *call)
{
	struct name_scope scope = parse_scope(turn);
	struct name_hit hits[NAME_HITS_MAX];

	for (size_t at = call->from; at < call->text.n; at++)
		if (names_at(turn->world, &kind_operator, &scope, &call->text, at, hits) == 1)
			return hits[0].id;
	return guests_own(turn);
}

/* 为什么我家才11: about a quota, by an operator who has one. */
static bool
is_open(const struct turn *turn, const struct call *call)
{
	size_t at = parse_skip(&call->text, call->from);
	int64_t operator= guests_own(turn);
	bool quota = parse_word(&call->text, at, "我家") || parse_word(&call->text, at, "我们家") ||
	    parse_word(&call->text, at, "给我家") || parse_word(&call->text, at, "分给我");

	return operator&& guests_line(turn, operator, - 1, 0) != NULL && (quota || at == call->text.n);
}

static bool
refused(const struct turn *turn, int64_t arrival, int64_t operator)
{
	bool given_up = false, kept = false;

	EACH_BY (&turn->world->store, line, arrival, store_key_int(arrival), line) {
		if (line->operator!= operator)
			continue;
		given_up |= line->state == LINE_declined || line->state == LINE_no_answer ||
		    line->state == LINE_failed;
		kept |= line_live(line) || line->state == LINE_served;
	}
	return given_up && !kept;
}

/* 正好, 多 3 人, 还差 2 人: how the household stands once this is counted. */
static const char *
gap_words(struct turn *turn, int64_t gap)
{
	return turn_phrase(turn,
	    gap == 0      ? "why-even"
	        : gap > 0 ? "why-more"
	                  : "why-fewer",
	    WITH({"count", turn_number(turn, gap < 0 ? -gap : gap)}));
}

static void
say(struct turn *turn, const struct board *board, const struct plan_reason *reason,
    const struct operator* operator, bool gave_up)
{
	const char *nights = reason->today == reason->heads
	    ? ""
	    : turn_phrase(turn, "why-nights", WITH({"night", turn_number(turn, turn->world->policy.bed_points)}));
	const char *next = gave_up || reason->next >= board->count
	    ? ""
	    : turn_phrase(turn, "why-next", WITH({"next", board->operators[reason->next]->name}));
	const char *name = operator->id == guests_own(turn) ? turn_phrase(turn, "why-your", WITH_NONE) :
	                                                    operator->name;

	turn_say(turn, "why",
	    WITH({"name", name}, {"share", turn_number(turn, operator_share(operator))},
	        {"due", turn_number(turn, reason->due)}, {"served", turn_number(turn, reason->ledger)},
	        {"heads", turn_number(turn, reason->heads)}, {"nights", nights},
	        {"gap", gap_words(turn, reason->after - reason->due)}, {"next", next},
	        {"reason", turn_phrase(turn, gave_up ? "why-declined" : guest_whys[reason->code], WITH_NONE)}));
}

static void
run(struct turn *turn, const struct call *call)
{
	int64_t id = asked(turn, call);
	const struct operator* operator= turn_find(turn, operator, id);
	const struct arrival *arrival = operator? last_arrival(turn, operator) : NULL;
	struct board board;

	if (arrival == NULL) {
		turn_say(turn, operator? "why-no-arrival" : "why-not-understood", WITH_NONE);
		return;
	}
	board_open_as_divided(turn, arrival, &board);
	int64_t *heads = mem_new((board.problem.party_count * board.count + 1) * sizeof *heads);
	const struct plan_item *items = arrival->plan.items;
	size_t mine = board.count;
	for (size_t h = 0; h < board.count; h++)
		mine = board.operators[h] == operator? h : mine;
	for (size_t i = 0; i < arrival->plan.n; i++) {
		int row = board_row(&board, items[i].party);

		for (size_t h = 0; row >= 0 && h < board.count; h++)
			if (board.operators[h]->id == items[i].operator)
				heads[(size_t)row * board.count + h] += items[i].heads;
	}
	/* One that has refused is not next in line, whatever its points. */
	for (size_t h = 0; h < board.count; h++)
		if (h != mine && refused(turn, arrival->id, board.operators[h]->id))
			board.problem.households[h].seats = 0;
	if (mine < board.count) {
		struct plan_reason reason = plan_reason_of(&board.problem, heads, mine);

		say(turn, &board, &reason, operator, refused(turn, arrival->id, operator->id));
	}
	free(heads);
	board_free(&board);
}

const struct command command_why = {
    .name = "why",
    .topic = TOPIC_guests,
    .phrases = PHRASES("为什么", "凭什么", "why"),
    .help_zh = "为什么 [哪家]:这次为什么分这么多",
    .help_en = "why [household]: how this number came about",
    .right = RIGHT_any,
    .where = WHERE_group,
    .hear = HEAR_OPEN,
    .open = is_open,
    .args = {ARG_REST_OPTIONAL},
    .run = run,
    .examples = EXAMPLES("为什么", "why"),
};
