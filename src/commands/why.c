/* 为什么: why my household has this number: due, served, this time, gap, reason. */
#include "commands/commands.h"
#include "records/entry.h"
#include "work/guests.h"

static const struct arrival *
last_arrival(const struct turn *turn, const struct operator *operator)
{
	const struct arrival *found = NULL;

	EACH_BY(&turn->world->store, arrival, state, store_key_int(ARRIVAL_posted), arrival)
		if (arrival->village == operator->village)
			found = arrival;
	for (int state = ARRIVAL_running; found == NULL && state <= ARRIVAL_settled; state++)
		EACH_BY(&turn->world->store, arrival, state, store_key_int(state), arrival)
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
	return turn->actor ? access_operator(turn->world, turn->actor->id, turn->group ? turn->group->place : 0) : 0;
}

/* 为什么我家才11: about a quota, by an operator who has one. */
static bool
is_open(const struct turn *turn, const struct call *call)
{
	size_t at = parse_skip(&call->text, call->from);
	int64_t operator = access_operator(turn->world, turn->actor->id, turn->group ? turn->group->place : 0);
	bool quota = parse_word(&call->text, at, "我家") || parse_word(&call->text, at, "我们家") || parse_word(&call->text, at, "给我家") || parse_word(&call->text, at, "分给我");

	return operator && guests_line(turn, operator, -1, 0) != NULL && (quota || at == call->text.n);
}

static void
run(struct turn *turn, const struct call *call)
{
	int64_t id = asked(turn, call);
	const struct operator *operator = turn_find(turn, operator, id);
	const struct arrival *arrival = operator ? last_arrival(turn, operator) : NULL;
	int64_t today = 0, points = 0, shares = 0;

	if (arrival == NULL) {
		turn_say(turn, operator ? "why-no-arrival" : "why-not-understood", WITH_NONE);
		return;
	}
	/* The same sums the plan was made from: ledgers before this arrival, all its points. */
	int64_t mine = guests_ledger(turn, operator);
	EACH_BY(&turn->world->store, operator, village, store_key_int(operator->village), one) {
		int64_t ledger = guests_ledger(turn, one);

		EACH_BY(&turn->world->store, entry, arrival, store_key_int(arrival->id), entry)
			ledger -= entry->operator == one->id ? entry->points : 0;
		if (one->status == OPERATOR_suspended)
			continue;
		points += ledger;
		shares += one->share > 0 ? one->share : 1;
		if (one == operator)
			mine = ledger;
	}
	points += arrival->heads * turn->world->policy.meal_points;
	bool declined = false, seen = false;
	EACH_BY(&turn->world->store, line, arrival, store_key_int(arrival->id), line) {
		if (line->operator != operator->id)
			continue;
		seen = true;
		if (line->state == LINE_offered || line->state == LINE_accepted || line->state == LINE_seated || line->state == LINE_served)
			today += line->heads;
		declined |= line->state == LINE_declined || line->state == LINE_no_answer;
	}
	int64_t share = operator->share > 0 ? operator->share : 1;
	int64_t due = shares ? points * share / shares : 0, after = mine + today * turn->world->policy.meal_points, gap = after - due;
	bool full = today >= operator->seats;
	const char *reason = turn_phrase(turn, declined ? "why-declined" : full ? "why-full" : !seen && gap >= 0 ? "why-ahead" : gap > 1 ? "why-ahead" : gap < -1 ? "why-behind" : "why-even", WITH_NONE);
	turn_say(turn, "why", WITH({"name", operator->name}, {"due", turn_number(turn, due)}, {"served", turn_number(turn, mine)}, {"today", turn_number(turn, today)}, {"after", turn_number(turn, after)},
	                           {"gap", arena_printf(&turn->arena, "%+lld", (long long)gap)}, {"share", turn_number(turn, share)}, {"shares", turn_number(turn, shares)}, {"points", turn_number(turn, points)}, {"reason", reason}));
}

const struct command command_why = {
	.name = "why",
	.phrases = PHRASES("为什么", "凭什么", "why"),
	.help_zh = "为什么 [哪家]:这次为什么分这么多",
	.help_en = "why [household]: how this number came about",
	.needs = ANYBODY,
	.hear = HEAR_OPEN,
	.open = is_open,
	.args = {ARG_REST_OPTIONAL},
	.run = run,
	.examples = EXAMPLES("为什么", "why"),
};
