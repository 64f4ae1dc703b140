/* The bulk planner: Webster's counting from the ledger inside the band rule. */
#include "planning/bulk.h"

#include "base/require.h"

/* Points of a household outside [floor(target)-band, ceil(target)+band]. */
static int64_t
outside(const struct bulk_result *sums, const struct bulk_household *household, int64_t points, int64_t band)
{
	int64_t scaled = sums->total_points * household->share;
	int64_t low = scaled / sums->total_share - (scaled % sums->total_share < 0) - band;
	int64_t high = -(-scaled / sums->total_share - (-scaled % sums->total_share < 0)) + band;

	return points > high ? points - high : points < low ? low - points : 0;
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

struct bulk_result
bulk_plan(struct bulk_household *households, size_t count, int64_t heads, int64_t unit, const struct bulk_policy *policy)
{
	struct bulk_result result = {.total_points = heads * policy->meal_points};
	int64_t unit_points = unit * policy->meal_points;

	require(unit > 0 && heads >= 0);
	for (size_t i = 0; i < count; i++) {
		households[i].heads = 0;
		if (households[i].open) {
			result.total_points += households[i].ledger;
			result.total_share += households[i].share;
		}
	}
	for (; heads >= unit; heads -= unit) {
		struct cost best = {0};
		struct bulk_household *next = NULL;

		for (size_t i = 0; i < count; i++) {
			struct bulk_household *household = &households[i];

			if (!household->open || household->heads + unit > household->seats)
				continue;
			int64_t points = household->ledger + household->heads * policy->meal_points;
			int64_t back = household->previous - household->heads;
			struct cost cost = {
				.moved = back <= 0 ? 0 : -(back < unit ? back : unit),
				.outside = outside(&result, household, points + unit_points, policy->band_points) - outside(&result, household, points, policy->band_points),
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
	result.unplaced = heads;
	for (size_t i = 0; i < count; i++) {
		const struct bulk_household *household = &households[i];

		if (!household->open)
			continue;
		if (household->previous > household->heads)
			result.moved += household->previous - household->heads;
		result.outside += outside(&result, household, household->ledger + household->heads * policy->meal_points, policy->band_points);
	}
	return result;
}

int64_t
bulk_due(const struct bulk_result *result, int64_t share)
{
	return result->total_share ? result->total_points * share / result->total_share : 0;
}
