/* Random allocations; see the header. */
#include "problems.h"

#include <stdlib.h>

#include "base/memory.h"

static int64_t
between(struct rng *rng, int64_t low, int64_t high)
{
	return low + (int64_t)rng_below(rng, (uint64_t)(high - low + 1));
}

static struct plan_problem
room(size_t parties, size_t households)
{
	return (struct plan_problem){
	    .households = mem_new(households * sizeof(struct plan_household)),
	    .household_count = households,
	    .parties = mem_new(parties * sizeof(struct plan_party)),
	    .party_count = parties,
	    .cells = mem_new(parties * households * sizeof(struct plan_cell)),
	};
}

struct plan_problem
problem_random(struct rng *rng, size_t parties, size_t households, enum problem_style style)
{
	struct plan_problem problem = room(parties, households);

	problem.meal_points = 1;
	problem.bed_points = 2;
	problem.band_points = between(rng, 2, 10);
	for (size_t h = 0; h < households; h++)
		problem.households[h] = (struct plan_household){
		    .seats = between(rng, 4, 24),
		    .beds = between(rng, 0, 10),
		    .ground_beds = between(rng, 0, 3),
		    .share = style == PROBLEM_TIES ? 2 : between(rng, 1, 6),
		    .ledger = style == PROBLEM_TIES ? 0
		        : style == PROBLEM_SKEWED   ? between(rng, 0, 1) * 90
		                                    : between(rng, 0, 40),
		    .order = between(rng, 0, 1 << 30),
		    .open = rng_below(rng, 8) > 0,
		};
	for (size_t p = 0; p < parties; p++) {
		struct plan_party *party = &problem.parties[p];

		*party = (struct plan_party){
		    .heads = style == PROBLEM_TIES ? 5 : between(rng, 1, 9), .order = between(rng, 0, 1 << 30)};
		if (style == PROBLEM_CUT && p + 1 == parties)
			party->unit = between(rng, 1, 3);
		if (party->unit == 0 && rng_below(rng, 3) == 0) {
			party->beds = party->heads;
			party->ground_beds = between(rng, 0, 1);
		}
		for (int wish = 0; party->unit == 0 && wish < 2; wish++) {
			int64_t weight = between(rng, 0, 3);

			party->wishes += weight;
			for (size_t h = 0; h < households; h++)
				problem.cells[p * households + h].missed += rng_below(rng, 2) ? weight : 0;
		}
		for (size_t h = 0; h < households; h++)
			problem.cells[p * households + h].may = rng_below(rng, 6) > 0;
		if (style == PROBLEM_DECLINES && rng_below(rng, 3))
			problem.cells[p * households + rng_below(rng, households)].previous = party->heads;
	}
	return problem;
}

struct plan_problem
problem_bulk(struct rng *rng, size_t families, size_t households)
{
	struct plan_problem problem = problem_random(rng, families + 1, households, PROBLEM_PLAIN);
	size_t p = families;
	bool anew = rng_below(rng, 2);

	problem.bulk_least = between(rng, 2, 6);
	problem.table_heads = between(rng, 0, 1) * 10;
	problem.few = anew;
	problem.parties[p] = (struct plan_party){.heads = between(rng, 1, 26), .unit = 1};
	for (size_t h = 0; h < households; h++) {
		struct plan_cell *cell = &problem.cells[p * households + h];

		*cell = (struct plan_cell){.may = cell->may};
		if (anew && rng_below(rng, 3) == 0)
			cell->previous = between(rng, 1, 8);
		else if (anew && rng_below(rng, 3) == 0)
			cell->taken = between(rng, 1, 14);
	}
	return problem;
}

static void
shuffle(struct rng *rng, size_t *order, size_t n)
{
	for (size_t i = 0; i < n; i++)
		order[i] = i;
	for (size_t i = n; i > 1; i--) {
		size_t k = rng_below(rng, i), swap = order[i - 1];

		order[i - 1] = order[k];
		order[k] = swap;
	}
}

struct plan_problem
problem_shuffled(struct rng *rng, const struct plan_problem *problem)
{
	size_t H = problem->household_count, P = problem->party_count;
	struct plan_problem other = room(P, H);
	size_t *houses = mem_new(H * sizeof *houses), *parties = mem_new(P * sizeof *parties);

	shuffle(rng, houses, H);
	shuffle(rng, parties, P);
	other.meal_points = problem->meal_points;
	other.bed_points = problem->bed_points;
	other.band_points = problem->band_points;
	for (size_t h = 0; h < H; h++) {
		other.households[h] = problem->households[houses[h]];
		other.households[h].order = between(rng, 0, 1 << 30);
	}
	for (size_t p = 0; p < P; p++) {
		other.parties[p] = problem->parties[parties[p]];
		other.parties[p].order = between(rng, 0, 1 << 30);
		for (size_t h = 0; h < H; h++)
			other.cells[p * H + h] = problem->cells[parties[p] * H + houses[h]];
	}
	free(houses);
	free(parties);
	return other;
}
