/* The bulk planner: Webster's counting from the ledger inside the band rule. */
#include "planning/bulk.h"

#include "base/require.h"

/* Points of a household outside its band. */
static int64_t
outside(const struct bulk_household *household, int64_t points)
{
	return points > household->high ? points - household->high
	    : points < household->low   ? household->low - points
	                                : 0;
}

struct cost {
	int64_t moved, outside, numerator, share;
};

static bool
less(const struct cost *a, const struct cost *b, int64_t order_a, int64_t order_b)
{
	if (a->moved != b->moved)
		return a->moved < b->moved;
	if (a->outside != b->outside)
		return a->outside < b->outside;
	int64_t left = a->numerator * b->share, right = b->numerator * a->share;
	return left != right ? left < right : order_a < order_b;
}

int64_t
bulk_fill(struct bulk_household *households, size_t count, int64_t heads, int64_t unit, int64_t meal_points)
{
	int64_t unit_points = unit * meal_points;

	require(unit > 0 && heads >= 0);
	for (size_t i = 0; i < count; i++)
		households[i].heads = 0;
	for (; heads >= unit; heads -= unit) {
		struct cost best = {0};
		struct bulk_household *next = NULL;

		for (size_t i = 0; i < count; i++) {
			struct bulk_household *household = &households[i];

			if (!household->open || household->heads + unit > household->seats)
				continue;
			int64_t points = household->ledger + household->heads * meal_points;
			int64_t back = household->previous - household->heads;
			struct cost cost = {
			    .moved = back <= 0 ? 0 : -(back < unit ? back : unit),
			    .outside = outside(household, points + unit_points) - outside(household, points),
			    .numerator = 2 * points + unit_points,
			    .share = household->share,
			};
			if (next == NULL || less(&cost, &best, household->order, next->order)) {
				next = household;
				best = cost;
			}
		}
		if (next == NULL)
			break;
		next->heads += unit;
	}
	return heads;
}

struct bulk_result
bulk_plan(struct bulk_household *households, size_t count, int64_t heads, int64_t unit,
    const struct bulk_policy *policy)
{
	struct bulk_result result = {.total_points = heads * policy->meal_points};

	for (size_t i = 0; i < count; i++)
		if (households[i].open) {
			result.total_points += households[i].ledger;
			result.total_share += households[i].share;
		}
	/* The band: [floor(target)-band, ceil(target)+band]. */
	for (size_t i = 0; i < count; i++) {
		int64_t scaled = result.total_points * households[i].share;

		if (!households[i].open)
			continue;
		households[i].low = scaled / result.total_share - (scaled % result.total_share < 0) -
		    policy->band_points;
		households[i].high = -(-scaled / result.total_share - (-scaled % result.total_share < 0)) +
		    policy->band_points;
	}
	result.unplaced = bulk_fill(households, count, heads, unit, policy->meal_points);
	for (size_t i = 0; i < count; i++) {
		const struct bulk_household *household = &households[i];

		if (!household->open)
			continue;
		if (household->previous > household->heads)
			result.moved += household->previous - household->heads;
		result.outside += outside(household, household->ledger + household->heads * policy->meal_points);
	}
	return result;
}
