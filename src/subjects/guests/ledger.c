/* The fairness ledger; see the header. */
#include "subjects/guests/ledger.h"

#include "records/kinds.h"

struct ledger_parts
ledger_parts(const struct turn *turn, const struct operator* operator)
{
	struct ledger_parts parts = {.corrected = operator->ledger };

	EACH_BY (&turn->world->store, entry, operator, store_key_int(operator->id), entry)
		switch (entry->cause) {
		case ENTRY_served: parts.served += entry->points; break;
		case ENTRY_correction:
		case ENTRY_newcomer: parts.corrected += entry->points; break;
		default: parts.charged += entry->points; break;
		}
	return parts;
}

int64_t
ledger_points(const struct turn *turn, const struct operator* operator)
{
	int64_t points = operator->ledger;

	EACH_BY (&turn->world->store, entry, operator, store_key_int(operator->id), entry)
		points += entry->points;
	return points;
}

int64_t
ledger_worth(const struct turn *turn, int64_t heads, int64_t beds)
{
	return heads * turn->world->policy.meal_points + beds * turn->world->policy.bed_points;
}

struct ledger_sums
ledger_sums(const struct turn *turn, int64_t village)
{
	struct ledger_sums sums = {0};

	EACH_BY (&turn->world->store, operator, village, store_key_int(village), operator) {
		sums.points += ledger_points(turn, operator);
		sums.shares += operator_share(operator);
	}
	return sums;
}

int64_t
ledger_due(const struct ledger_sums *sums, const struct operator* operator)
{
	return sums->points * operator_share(operator) / sums->shares;
}

int64_t
ledger_promised(const struct turn *turn, const struct operator* operator, int64_t except)
{
	int64_t points = 0;

	EACH_BY (&turn->world->store, line, operator, store_key_int(operator->id), line)
		if (line->arrival != except && line_live(line))
			points += ledger_worth(turn, line->heads, line->beds);
	return points;
}

void
ledger_charge(
    struct turn *turn, const struct line *line, enum entry_cause cause, int64_t percent, const char *reason)
{
	struct entry entry = {
	    .operator= line->operator,
	    .points = ledger_worth(turn, line->heads, line->beds) * percent / 100,
	    .arrival = line->arrival,
	    .cause = (int32_t)cause,
	    .author = turn->actor ? turn->actor->id : 0,
	    .at = turn->now,
	    .reason = reason,
	};

	if (entry.points)
		turn_put(turn, &kind_entry, &entry);
}

void
ledger_enter(struct turn *turn, int64_t operator, int64_t points, enum entry_cause cause, const char *reason)
{
	struct entry entry = {.operator= operator,
	    .points = points,
	    .cause = (int32_t)cause,
	    .author = turn->actor ? turn->actor->id : 0,
	    .at = turn->now,
	    .reason = reason};

	turn_put(turn, &kind_entry, &entry);
}

void
ledger_reverse(struct turn *turn, int64_t arrival, const char *reason)
{
	EACH_BY (&turn->world->store, entry, arrival, store_key_int(arrival), charged) {
		if (charged->cause == ENTRY_correction)
			continue;
		struct entry back = {.operator= charged->operator,
		    .points = - charged->points,
		    .arrival = arrival,
		    .cause = ENTRY_correction,
		    .author = turn->actor ? turn->actor->id : 0,
		    .at = turn->now,
		    .reason = reason};
		turn_put(turn, &kind_entry, &back);
	}
}

int64_t
ledger_average(const struct turn *turn, const struct operator* operator)
{
	int64_t points = 0, shares = 0, share = operator_share(operator);

	EACH_BY (&turn->world->store, operator, village, store_key_int(operator->village), other) {
		if (other->id == operator->id || other->status == OPERATOR_suspended)
			continue;
		points += ledger_points(turn, other) + ledger_promised(turn, other, 0);
		shares += operator_share(other);
	}
	return shares ? points * share / shares : 0;
}
