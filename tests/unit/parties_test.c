/* planning: the planner of parties against every possible plan of small cases, its
 * metamorphic laws, its bound on the search; the matching against every assignment. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/rng.h"
#include "planning/matching.h"
#include "problems.h"

struct every {
	const struct plan_problem *problem;
	int64_t *heads, best[PLAN_LEVELS];
};

static bool
fits(const struct plan_problem *problem, const int64_t *heads, size_t h)
{
	int64_t seats = 0, beds = 0, ground = 0;

	for (size_t p = 0; p < problem->party_count; p++) {
		const struct plan_party *party = &problem->parties[p];
		int64_t here = heads[p * problem->household_count + h];

		seats += here;
		beds += here ? party->beds : 0;
		ground += here ? party->ground_beds : 0;
	}
	const struct plan_household *house = &problem->households[h];
	return seats <= house->seats && beds <= house->beds && ground <= house->ground_beds;
}

/* Tries party p in every household and nowhere; one that may be cut, in every division. */
static void
try_all(struct every *every, size_t p, size_t h, int64_t left)
{
	const struct plan_problem *problem = every->problem;
	int64_t vector[PLAN_LEVELS];

	if (p == problem->party_count) {
		plan_score(problem, every->heads, vector);
		if (plan_compare(vector, every->best) < 0)
			memcpy(every->best, vector, sizeof vector);
		return;
	}
	const struct plan_party *party = &problem->parties[p];
	int64_t *row = &every->heads[p * problem->household_count];
	if (party->unit == 0) {
		try_all(every, p + 1, 0, p + 1 < problem->party_count ? problem->parties[p + 1].heads : 0);
		for (size_t i = 0; i < problem->household_count; i++) {
			if (!problem->households[i].open || !problem->cells[p * problem->household_count + i].may)
				continue;
			row[i] = party->heads;
			if (fits(problem, every->heads, i))
				try_all(every, p + 1, 0, p + 1 < problem->party_count ? problem->parties[p + 1].heads : 0);
			row[i] = 0;
		}
		return;
	}
	if (h == problem->household_count) {
		try_all(every, p + 1, 0, p + 1 < problem->party_count ? problem->parties[p + 1].heads : 0);
		return;
	}
	bool may = problem->households[h].open && problem->cells[p * problem->household_count + h].may;
	for (int64_t here = 0; here <= (may ? left : 0); here += party->unit) {
		row[h] = here;
		if (fits(problem, every->heads, h))
			try_all(every, p, h + 1, left - here);
	}
	row[h] = 0;
}

static void
test_brute_force(void **state)
{
	struct rng rng;

	(void)state;
	rng_seed(&rng, "every plan", 10);
	for (int round = 0; round < 400; round++) {
		struct plan_problem problem = problem_random(
		    &rng, 1 + rng_below(&rng, 6), 1 + rng_below(&rng, 4), (enum problem_style)(round % 5));
		struct every every = {.problem = &problem,
		    .heads = mem_new(problem.party_count * problem.household_count * sizeof(int64_t))};

		for (int i = 0; i < PLAN_LEVELS; i++)
			every.best[i] = INT64_MAX;
		try_all(&every, 0, 0, problem.parties[0].heads);
		struct plan_result result = plan_parties(&problem, PLAN_NODES);
		int64_t again[PLAN_LEVELS];
		plan_score(&problem, result.heads, again);
		for (int i = 0; i < PLAN_LEVELS; i++) {
			assert_int_equal(result.vector[i], again[i]); /* what is said is what is planned */
			assert_int_equal(result.vector[i], every.best[i]);
		}
		assert_true(result.proven);
		for (size_t h = 0; h < problem.household_count; h++)
			assert_true(fits(&problem, result.heads, h));
		plan_result_free(&result);
		free(every.heads);
		plan_problem_free(&problem);
	}
}

/* Other names and another order of the lists: the same six integers. */
static void
test_shuffled(void **state)
{
	struct rng rng;

	(void)state;
	rng_seed(&rng, "shuffled", 8);
	for (int round = 0; round < 40; round++) {
		struct plan_problem problem = problem_random(&rng, 12 + rng_below(&rng, 14), 6 + rng_below(&rng, 8),
		                        (enum problem_style)(round % 5)),
		                    other = problem_shuffled(&rng, &problem);
		struct plan_result a = plan_parties(&problem, 200000), b = plan_parties(&other, 200000);

		assert_memory_equal(a.vector, b.vector, sizeof a.vector);
		plan_result_free(&a);
		plan_result_free(&b);
		plan_problem_free(&problem);
		plan_problem_free(&other);
	}
}

/* The search ends where it was told to, and says how far the bound is. */
static void
test_bounded(void **state)
{
	struct rng rng;

	(void)state;
	rng_seed(&rng, "bounded", 7);
	struct plan_problem problem = problem_random(&rng, 60, 40, 0);
	struct plan_result result = plan_parties(&problem, 100000);
	assert_true(result.nodes <= 100000 + 60 * 40);
	assert_false(result.proven);
	assert_true(plan_compare(result.bound, result.vector) < 0);
	/* More steps never make it worse. */
	struct plan_result longer = plan_parties(&problem, 1000000);
	assert_true(plan_compare(longer.vector, result.vector) <= 0);
	plan_result_free(&result);
	plan_result_free(&longer);
	plan_problem_free(&problem);
}

/* What is locked stays even where it should not be; a closed household gets nobody. */
static void
test_locked_and_closed(void **state)
{
	struct plan_household houses[] = {{.seats = 10, .share = 1, .open = true},
	    {.seats = 10, .share = 1, .open = true}, {.seats = 10, .share = 1}};
	struct plan_party parties[] = {{.heads = 8, .locked = true}, {.heads = 4}, {.heads = 3, .unit = 1}};
	struct plan_cell cells[9] = {{.previous = 8, .may = true}, {.may = true}, {.may = true}, {.may = true},
	    {.may = true}, {.previous = 4, .may = true}, {.may = true}, {.may = true}, {.may = true}};
	struct plan_problem problem = {.meal_points = 1,
	    .bed_points = 2,
	    .band_points = 10,
	    .households = houses,
	    .household_count = 3,
	    .parties = parties,
	    .party_count = 3,
	    .cells = cells};
	struct plan_result result = plan_parties(&problem, 10000);

	(void)state;
	assert_int_equal(result.heads[0], 8);
	assert_int_equal(result.heads[1 * 3 + 1], 4); /* its house is closed: not counted as moved */
	assert_int_equal(result.vector[PLAN_HEADS], 0);
	assert_int_equal(result.vector[PLAN_MOVED], 0);
	assert_int_equal(result.heads[2 * 3 + 2], 0);
	assert_int_equal(plan_reason_of(&problem, result.heads, 0).code, PLAN_LOCKED);
	assert_int_equal(plan_reason_of(&problem, result.heads, 2).code, PLAN_CLOSED);
	assert_int_equal(
	    plan_reason_of(&problem, result.heads, 1).after, plan_reason_of(&problem, result.heads, 1).today);
	plan_result_free(&result);
}

static void
assign(const struct match_problem *problem, size_t c, int *village, int64_t *left, struct match_cost *best)
{
	if (c == problem->cadre_count) {
		struct match_cost sum = {{0}};

		for (size_t v = 0; v < problem->village_count; v++)
			sum.level[0] += left[v] * problem->villages[v].priority;
		for (size_t i = 0; i < problem->cadre_count; i++)
			for (int l = 1; village[i] != MATCH_NONE && l < MATCH_LEVELS; l++)
				sum.level[l] += problem->costs[i * problem->village_count + (size_t)village[i]].level[l];
		for (int l = 0; l < MATCH_LEVELS; l++) {
			if (sum.level[l] == best->level[l])
				continue;
			if (sum.level[l] < best->level[l])
				*best = sum;
			break;
		}
		return;
	}
	village[c] = MATCH_NONE;
	assign(problem, c + 1, village, left, best);
	for (size_t v = 0; v < problem->village_count; v++) {
		if (left[v] == 0 || !problem->may[c * problem->village_count + v])
			continue;
		left[v]--;
		village[c] = (int)v;
		assign(problem, c + 1, village, left, best);
		village[c] = MATCH_NONE;
		left[v]++;
	}
}

static void
test_matching(void **state)
{
	struct rng rng;

	(void)state;
	rng_seed(&rng, "matching", 8);
	for (int round = 0; round < 300; round++) {
		struct match_village villages[4];
		struct match_cost costs[20] = {0}, best = {{INT64_MAX}};
		bool may[20];
		int village[5];
		int64_t left[4];
		struct match_problem problem = {1 + rng_below(&rng, 5), 1 + rng_below(&rng, 4), villages, costs, may};

		for (size_t v = 0; v < problem.village_count; v++) {
			villages[v] = (struct match_village){
			    1 + (int64_t)rng_below(&rng, 3), 1 + (int64_t)rng_below(&rng, 2)};
			left[v] = villages[v].slots;
		}
		for (size_t i = 0; i < 20; i++) {
			may[i] = rng_below(&rng, 5) > 0;
			costs[i] = (struct match_cost){
			    {0, (int64_t)rng_below(&rng, 4), (int64_t)rng_below(&rng, 2), (int64_t)rng_below(&rng, 50)}};
		}
		struct match_result result = match_solve(&problem);
		assign(&problem, 0, village, left, &best);
		for (int l = 0; l < MATCH_LEVELS; l++)
			assert_int_equal(result.vector.level[l], best.level[l]);
		for (size_t c = 0; c < problem.cadre_count; c++) {
			assert_true(result.village[c] == MATCH_NONE ||
			    may[c * problem.village_count + (size_t)result.village[c]]);
			assert_true(result.next_best[c] == MATCH_NONE || result.next_best[c] != result.village[c]);
		}
		match_result_free(&result);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_brute_force),
	    cmocka_unit_test(test_shuffled),
	    cmocka_unit_test(test_bounded),
	    cmocka_unit_test(test_locked_and_closed),
	    cmocka_unit_test(test_matching),
	};

	return cmocka_run_group_tests_name("parties", tests, NULL, NULL);
}
