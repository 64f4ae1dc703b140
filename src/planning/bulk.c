/* The bulk planner: Webster's counting from the ledger inside the band rule. */
#include "planning/bulk.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
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

int64_t
bulk_lacks(const struct bulk_rule *rule, int64_t taken, int64_t heads)
{
	bool fills = taken > 0 && rule->table > 0 && (taken + heads) % rule->table == 0;

	return heads == 0 || heads >= rule->least || fills ? 0 : rule->least - heads;
}

/* ---- the exact filling under the rule ---- */

#define CELLS_MAX 400000   /* of the table */
#define STEPS_MAX 60000000 /* to fill it */

/* The levels of the objective that this decides, in their order. */
enum { LACKS, MOVED, OUTSIDE, ASKED, SQUARES, LEVELS };
struct level {
	int64_t at[LEVELS];
};

static struct level
cost_of(
    const struct bulk_household *household, int64_t heads, int64_t meal_points, const struct bulk_rule *rule)
{
	int64_t points = household->ledger + heads * meal_points, back = household->previous - heads;

	return (struct level){{
	    [LACKS] = bulk_lacks(rule, household->taken, heads),
	    [MOVED] = household->open && back > 0 ? back : 0,
	    [OUTSIDE] = household->open ? outside(household, points) : 0,
	    [ASKED] = rule->few && heads > household->previous,
	    [SQUARES] = household->open ? household->weight * points * points : 0,
	}};
}

static int
compare(const struct level *a, const struct level *b)
{
	for (int i = 0; i < LEVELS; i++)
		if (a->at[i] != b->at[i])
			return a->at[i] < b->at[i] ? -1 : 1;
	return 0;
}

static struct level
sum_of(const struct level *a, const struct level *b)
{
	struct level sum;

	for (int i = 0; i < LEVELS; i++)
		sum.at[i] = a->at[i] + b->at[i];
	return sum;
}

struct bulk_filling {
	struct bulk_household **by; /* in the order of the draw */
	size_t count;
	int64_t heads;      /* as many as find room */
	int64_t *room;      /* of household i and of all behind it: room[i] */
	struct level *best; /* household i and behind, so many heads: [i * (heads + 1) + heads] */
};

static int
by_draw(const void *a, const void *b)
{
	const struct bulk_household *x = *(struct bulk_household *const *)a,
	                            *y = *(struct bulk_household *const *)b;

	return x->order != y->order ? (x->order < y->order ? -1 : 1) : x < y ? -1 : x > y;
}

static int64_t
seats_of(const struct bulk_household *household)
{
	return household->open && household->seats > 0 ? household->seats : 0;
}

/* From the last household to the first: what is the best that this one and those behind can do with
 * so many heads? */
static void
fill_table(struct bulk_filling *filling, int64_t meal_points, const struct bulk_rule *rule)
{
	int64_t width = filling->heads + 1;

	for (int64_t k = 0; k < width; k++) /* behind the last */
		filling->best[(int64_t)filling->count * width + k] = (struct level){{0}};
	for (size_t i = filling->count; i-- > 0;) {
		const struct bulk_household *household = filling->by[i];
		int64_t most = seats_of(household) < filling->heads ? seats_of(household) : filling->heads,
		        behind = filling->room[i + 1];

		for (int64_t k = 0; k < width; k++)
			filling->best[(int64_t)i * width + k].at[LACKS] = -1; /* not known yet */
		for (int64_t x = 0; x <= most; x++) {
			struct level own = cost_of(household, x, meal_points, rule);

			for (int64_t k = x; k < width && k - x <= behind; k++) {
				struct level all = sum_of(&own, &filling->best[(int64_t)(i + 1) * width + k - x]),
				             *best = &filling->best[(int64_t)i * width + k];

				if (best->at[LACKS] < 0 || compare(&all, best) < 0)
					*best = all;
			}
		}
	}
}

/* What each gets, from the first of the draw on: of what is equally good the largest part. */
static void
read_table(struct bulk_filling *filling, int64_t meal_points, const struct bulk_rule *rule)
{
	int64_t width = filling->heads + 1, left = filling->heads;

	for (size_t i = 0; i < filling->count; i++) {
		struct bulk_household *household = filling->by[i];
		int64_t most = seats_of(household) < left ? seats_of(household) : left;

		for (int64_t x = most; x >= 0; x--) {
			if (left - x > filling->room[i + 1])
				break;
			struct level own = cost_of(household, x, meal_points, rule),
			             all = sum_of(&own, &filling->best[(int64_t)(i + 1) * width + left - x]);

			if (compare(&all, &filling->best[(int64_t)i * width + left]) == 0) {
				household->heads = x;
				break;
			}
		}
		left -= household->heads;
	}
	require(left == 0);
}

/* Too many for the table: the part that lacks most goes to the others, as long as they have room. */
static int64_t
fill_roughly(struct bulk_household *households, size_t count, int64_t heads, int64_t meal_points,
    const struct bulk_rule *rule)
{
	int64_t *seats = mem_new((count + 1) * sizeof *seats), *good = mem_new((count + 1) * sizeof *good), left;

	for (size_t i = 0; i < count; i++)
		seats[i] = households[i].seats;
	left = bulk_fill(households, count, heads, 1, meal_points);
	for (bool better = true; better;) {
		size_t worst = count;

		better = false;
		for (size_t i = 0; i < count; i++) {
			good[i] = households[i].heads;
			int64_t lacks = bulk_lacks(rule, households[i].taken, households[i].heads);

			if (lacks && households[i].previous == 0 &&
			    (worst == count ||
			        lacks > bulk_lacks(rule, households[worst].taken, households[worst].heads)))
				worst = i;
		}
		if (worst == count)
			break;
		households[worst].seats = 0;
		if (bulk_fill(households, count, heads, 1, meal_points) > left) {
			for (size_t i = 0; i < count; i++)
				households[i].heads = good[i];
			break;
		}
		better = true;
	}
	for (size_t i = 0; i < count; i++)
		households[i].seats = seats[i];
	free(seats);
	free(good);
	return left;
}

int64_t
bulk_fill_least(struct bulk_household *households, size_t count, int64_t heads, int64_t meal_points,
    const struct bulk_rule *rule, int64_t *steps, bool *exact)
{
	int64_t left = bulk_fill(households, count, heads, 1, meal_points), lacks = 0, work = 0;
	struct bulk_filling filling = {.count = count, .heads = heads - left};

	*exact = true;
	*steps = heads / 8;
	for (size_t i = 0; i < count; i++)
		lacks += bulk_lacks(rule, households[i].taken, households[i].heads);
	/* Nobody has too small a part: what is best without the rule is best with it. */
	if ((lacks == 0 && !rule->few) || filling.heads == 0)
		return left;
	for (size_t i = 0; i < count; i++)
		work += (seats_of(&households[i]) < filling.heads ? seats_of(&households[i]) : filling.heads) *
		    (filling.heads + 1);
	if (((int64_t)count + 1) * (filling.heads + 1) > CELLS_MAX || work > STEPS_MAX) {
		*exact = false;
		return fill_roughly(households, count, heads, meal_points, rule);
	}
	filling.by = mem_new((count + 1) * sizeof *filling.by);
	filling.room = mem_new((count + 1) * sizeof *filling.room);
	/* Every row is written before it is read: zeroing 100 KB a leaf cost a third of the search. */
	filling.best = mem_grow(NULL, (count + 1) * (size_t)(filling.heads + 1) * sizeof *filling.best);
	for (size_t i = 0; i < count; i++) {
		filling.by[i] = &households[i];
		households[i].heads = 0;
	}
	qsort(filling.by, count, sizeof *filling.by, by_draw);
	for (size_t i = count; i-- > 0;)
		filling.room[i] = filling.room[i + 1] + seats_of(filling.by[i]);
	fill_table(&filling, meal_points, rule);
	read_table(&filling, meal_points, rule);
	free(filling.by);
	free(filling.room);
	free(filling.best);
	*steps += work / 16; /* as long as that many steps of the search take */
	return left;
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
