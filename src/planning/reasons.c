/* Why a household got what it got: the figures and the first rule that decided. */
#include "planning/parties.h"

const char *const plan_code_names[PLAN_CODES] = {
    "behind", "ahead", "full", "need", "wish", "named", "locked", "kept", "lot", "closed", "small"};

static const struct plan_cell *
cell(const struct plan_problem *problem, size_t p, size_t h)
{
	return &problem->cells[p * problem->household_count + h];
}

static int64_t
points_at(const struct plan_problem *problem, const int64_t *heads, size_t h)
{
	int64_t points = 0;

	for (size_t p = 0; p < problem->party_count; p++) {
		const struct plan_party *party = &problem->parties[p];
		int64_t here = heads[p * problem->household_count + h];

		if (here)
			points += party->unit ? here * problem->meal_points : plan_points(problem, party);
	}
	return points;
}

static int64_t
heads_at(const struct plan_problem *problem, const int64_t *heads, size_t h)
{
	int64_t sum = 0;

	for (size_t p = 0; p < problem->party_count; p++)
		sum += heads[p * problem->household_count + h];
	return sum;
}

/* The open household with room that stands furthest behind. */
static size_t
next_in_line(const struct plan_problem *problem, const int64_t *heads, size_t not_this)
{
	size_t best = problem->household_count;
	int64_t best_points = 0;

	for (size_t h = 0; h < problem->household_count; h++) {
		const struct plan_household *household = &problem->households[h];
		int64_t points = household->ledger + points_at(problem, heads, h);

		if (h == not_this || !household->open || heads_at(problem, heads, h) >= household->seats)
			continue;
		if (best == problem->household_count ||
		    points * problem->households[best].share < best_points * household->share ||
		    (points * problem->households[best].share == best_points * household->share &&
		        household->order < problem->households[best].order)) {
			best = h;
			best_points = points;
		}
	}
	return best;
}

/* Equal households, one of which got more: only the draw can have said which. */
static bool
by_lot(const struct plan_problem *problem, const int64_t *heads, size_t h)
{
	const struct plan_household *mine = &problem->households[h];

	for (size_t o = 0; o < problem->household_count; o++) {
		const struct plan_household *other = &problem->households[o];

		bool alike = true;

		for (size_t p = 0; p < problem->party_count; p++)
			alike &= cell(problem, p, o)->may == cell(problem, p, h)->may &&
			    cell(problem, p, o)->missed == cell(problem, p, h)->missed &&
			    cell(problem, p, o)->previous == cell(problem, p, h)->previous;
		if (o != h && alike && other->open && other->share == mine->share && other->ledger == mine->ledger &&
		    points_at(problem, heads, o) != points_at(problem, heads, h) &&
		    other->seats > heads_at(problem, heads, o) && mine->seats > heads_at(problem, heads, h))
			return true;
	}
	return false;
}

/* Is there a bulk of which this household would get a part, if parts could be of any size? */
static bool
bulk_small(const struct plan_problem *problem, size_t h)
{
	for (size_t p = 0; p < problem->party_count; p++)
		if (problem->parties[p].unit == 1 && problem->bulk_least > 1 && cell(problem, p, h)->may)
			return true;
	return false;
}

static enum plan_code
code_of(const struct plan_problem *problem, const int64_t *heads, size_t h, const struct plan_reason *reason)
{
	bool all_locked = true, kept = false, named = false, wish = false, need = false,
	     lacks = problem->party_count > 0;

	if (!problem->households[h].open)
		return PLAN_CLOSED;
	for (size_t p = 0; p < problem->party_count; p++) {
		const struct plan_cell *here = cell(problem, p, h);
		int64_t worst = here->missed;
		bool some_may_not = false;

		lacks &= !here->may;
		if (heads[p * problem->household_count + h] == 0)
			continue;
		all_locked &= problem->parties[p].locked;
		kept |= here->previous > 0;
		for (size_t o = 0; o < problem->household_count; o++) {
			const struct plan_cell *there = cell(problem, p, o);

			if (o == h || !problem->households[o].open)
				continue;
			some_may_not |= !there->may;
			if (!there->may)
				continue;
			worst = there->missed > worst ? there->missed : worst;
		}
		need |= some_may_not; /* what these guests need, not every household has */
		wish |= worst > here->missed;
		named |= here->named;
	}
	if (reason->heads && all_locked)
		return PLAN_LOCKED;
	if (kept)
		return PLAN_KEPT;
	if (named)
		return PLAN_NAMED;
	if ((need && reason->after > reason->due) || (lacks && reason->heads == 0))
		return PLAN_NEED;
	if (wish)
		return PLAN_WISH;
	if (reason->heads >= problem->households[h].seats)
		return PLAN_FULL;
	if (by_lot(problem, heads, h))
		return PLAN_LOT;
	if (reason->heads == 0 && reason->ledger < reason->due && bulk_small(problem, h))
		return PLAN_SMALL;
	return reason->heads && reason->ledger < reason->due ? PLAN_BEHIND : PLAN_AHEAD;
}

struct plan_reason
plan_reason_of(const struct plan_problem *problem, const int64_t *heads, size_t household)
{
	struct plan_reason reason = {
	    .due = plan_due(problem, household),
	    .ledger = problem->households[household].ledger,
	    .today = points_at(problem, heads, household),
	    .heads = heads_at(problem, heads, household),
	    .next = next_in_line(problem, heads, household),
	};

	reason.after = reason.ledger + reason.today;
	reason.code = code_of(problem, heads, household, &reason);
	return reason;
}
