/* planning: the bulk planner against the sample with proven optimum, against brute force
 * on small cases, and its metamorphic laws. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

#include "base/rng.h"
#include "planning/bulk.h"

static const struct bulk_policy policy = {1, 10};

static void
anke(struct bulk_household out[17])
{
	static const int seats[17] = {80, 70, 60, 60, 60, 50, 50, 50, 50, 50, 50, 40, 40, 40, 40, 30, 30},
	                 shares[17] = {8, 7, 6, 6, 6, 5, 5, 5, 5, 5, 5, 4, 4, 4, 4, 3, 3};

	for (int i = 0; i < 17; i++)
		out[i] = (struct bulk_household){.seats = seats[i], .share = shares[i], .order = i, .open = true};
}

/* Level 5 of the objective; L = 840 for Anke's shares. */
static int64_t
squares(const struct bulk_household *h, size_t n, int64_t l)
{
	int64_t sum = 0;

	for (size_t i = 0; i < n; i++)
		sum += l / h[i].share * (h[i].ledger + h[i].heads) * (h[i].ledger + h[i].heads);
	return sum;
}

static void
test_anke(void **state)
{
	struct bulk_household h[17];

	(void)state;
	anke(h);
	struct bulk_result result = bulk_plan(h, 17, 150, 1, &policy);
	assert_int_equal(result.unplaced, 0);
	assert_int_equal(result.outside, 0);
	assert_int_equal(squares(h, 17, 840), 222548); /* the proven optimum of the sample */
	int64_t sum = 0;
	for (int i = 0; i < 17; i++)
		sum += h[i].heads;
	assert_int_equal(sum, 150);
	/* 15 tables over equal shares: two households wait */
	for (int i = 0; i < 17; i++)
		h[i].share = 1;
	bulk_plan(h, 17, 150, 10, &policy);
	int waiting = 0;
	for (int i = 0; i < 17; i++) {
		assert_true(h[i].heads == 10 || h[i].heads == 0);
		waiting += h[i].heads == 0;
	}
	assert_int_equal(waiting, 2);
}

/* 70 then 80 equals 150 at once, where nobody's points leave the band. */
static void
test_additive(void **state)
{
	struct bulk_household once[17], twice[17];

	(void)state;
	anke(once);
	anke(twice);
	bulk_plan(once, 17, 150, 1, &policy);
	bulk_plan(twice, 17, 70, 1, &policy);
	for (int i = 0; i < 17; i++) {
		twice[i].ledger = twice[i].heads;
		twice[i].seats -= twice[i].heads;
	}
	bulk_plan(twice, 17, 80, 1, &policy);
	for (int i = 0; i < 17; i++)
		assert_int_equal(once[i].heads, twice[i].ledger + twice[i].heads);
}

/* One more household never raises anyone else's number; shuffling changes nobody's. */
static void
test_monotone(void **state)
{
	struct bulk_household all[17], fewer[17], shuffled[17];

	(void)state;
	anke(all);
	anke(fewer);
	fewer[4].open = false;
	bulk_plan(all, 17, 150, 1, &policy);
	bulk_plan(fewer, 17, 150, 1, &policy);
	for (int i = 0; i < 17; i++)
		if (i != 4)
			assert_true(all[i].heads <= fewer[i].heads);
	anke(shuffled);
	for (int i = 0; i < 8; i++) {
		struct bulk_household swap = shuffled[i];

		shuffled[i] = shuffled[16 - i];
		shuffled[16 - i] = swap;
	}
	bulk_plan(shuffled, 17, 150, 1, &policy);
	for (int i = 0; i < 17; i++)
		assert_int_equal(all[i].heads, shuffled[16 - i].heads);
}

struct vector {
	int64_t unplaced, moved, outside, squares;
};

static int64_t
outside_of(int64_t points, int64_t total, int64_t share, int64_t shares, int64_t band)
{
	int64_t low = total * share / shares, high = (total * share + shares - 1) / shares;

	return points > high + band ? points - high - band : points < low - band ? low - band - points : 0;
}

/* The best vector over all ways to divide n heads among three households. */
static struct vector
best_of_all(const struct bulk_household *h, int64_t n, const struct bulk_policy *small)
{
	struct vector best = {INT64_MAX, 0, 0, 0};
	int64_t total = n, shares = 0;

	for (int i = 0; i < 3; i++) {
		total += h[i].ledger;
		shares += h[i].share;
	}
	for (int64_t a = 0; a <= h[0].seats; a++)
		for (int64_t b = 0; b <= h[1].seats; b++)
			for (int64_t c = 0; c <= h[2].seats && a + b + c <= n; c++) {
				int64_t heads[3] = {a, b, c};
				struct vector v = {.unplaced = n - a - b - c};

				for (int i = 0; i < 3; i++) {
					v.moved += h[i].previous > heads[i] ? h[i].previous - heads[i] : 0;
					v.outside += outside_of(
					    h[i].ledger + heads[i], total, h[i].share, shares, small->band_points);
					v.squares += 60 / h[i].share * (h[i].ledger + heads[i]) * (h[i].ledger + heads[i]);
				}
				int64_t x[4] = {v.unplaced, v.moved, v.outside, v.squares},
				        y[4] = {best.unplaced, best.moved, best.outside, best.squares};
				for (int k = 0; k < 4; k++) {
					if (x[k] == y[k])
						continue;
					if (x[k] < y[k])
						best = v;
					break;
				}
			}
	return best;
}

static void
test_optimal(void **state)
{
	struct rng rng;
	const struct bulk_policy small = {1, 2};

	(void)state;
	rng_seed(&rng, "bulk", 4);
	for (int round = 0; round < 300; round++) {
		struct bulk_household h[3];
		int64_t n = 1 + (int64_t)rng_below(&rng, 14);

		for (int i = 0; i < 3; i++) {
			h[i] = (struct bulk_household){.seats = (int64_t)rng_below(&rng, 9),
			    .share = 1 + (int64_t)rng_below(&rng, 5),
			    .ledger = (int64_t)rng_below(&rng, 12),
			    .order = i,
			    .open = true};
			h[i].previous = (int64_t)rng_below(&rng, 3) ? 0
			                                            : (int64_t)rng_below(&rng, (uint64_t)h[i].seats + 1);
		}
		struct vector best = best_of_all(h, n, &small);
		struct bulk_result got = bulk_plan(h, 3, n, 1, &small);
		int64_t sq = 0;
		for (int i = 0; i < 3; i++)
			sq += 60 / h[i].share * (h[i].ledger + h[i].heads) * (h[i].ledger + h[i].heads);
		if (got.unplaced != best.unplaced || got.moved != best.moved || got.outside != best.outside ||
		    sq != best.squares)
			fail_msg("round %d: expected %lld %lld %lld %lld, got %lld %lld %lld %lld", round,
			    (long long)best.unplaced, (long long)best.moved, (long long)best.outside,
			    (long long)best.squares, (long long)got.unplaced, (long long)got.moved,
			    (long long)got.outside, (long long)sq);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_anke), cmocka_unit_test(test_additive),
	    cmocka_unit_test(test_monotone), cmocka_unit_test(test_optimal)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
