/* One order for a problem: colour refinement. Each household and party gets a colour
 * from its own figures; then, some rounds long, from the colours of what it is tied to.
 * See the header. */
#include "planning/canonical.h"

#include <stdlib.h>

#include "base/memory.h"

#define ROUNDS 3

static uint64_t
mix(uint64_t colour, int64_t value)
{
	uint64_t z = (colour ^ (uint64_t)value) + UINT64_C(0x9e3779b97f4a7c15); /* splitmix64's finaliser */

	z = (z ^ z >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
	z = (z ^ z >> 27) * UINT64_C(0x94d049bb133111eb);
	return z ^ z >> 31;
}

struct ranked {
	uint64_t colour;
	int64_t size, order;
	size_t at;
};

/* Larger first, so that the hardest stand in front; then colour, then the draw. */
static int
by_rank(const void *a, const void *b)
{
	const struct ranked *x = a, *y = b;

	if (x->size != y->size)
		return x->size > y->size ? -1 : 1;
	if (x->colour != y->colour)
		return x->colour < y->colour ? -1 : 1;
	if (x->order != y->order)
		return x->order < y->order ? -1 : 1;
	return x->at < y->at ? -1 : x->at > y->at;
}

static uint64_t
cell_colour(const struct plan_cell *cell)
{
	return mix(mix(mix(mix(1, cell->previous), cell->missed), cell->may), cell->taken);
}

void
canonical_order(const struct plan_problem *problem, size_t *house_of, size_t *party_of)
{
	size_t H = problem->household_count, P = problem->party_count;
	uint64_t *houses = mem_new((H + 1) * sizeof *houses), *parties = mem_new((P + 1) * sizeof *parties),
	         *next = mem_new((H + P + 1) * sizeof *next);
	struct ranked *ranked = mem_new((H + P + 1) * sizeof *ranked);

	for (size_t h = 0; h < H; h++) {
		const struct plan_household *x = &problem->households[h];

		houses[h] = mix(
		    mix(mix(mix(mix(mix(2, x->seats), x->beds), x->ground_beds), x->share), x->ledger), x->open);
	}
	for (size_t p = 0; p < P; p++) {
		const struct plan_party *x = &problem->parties[p];

		parties[p] = mix(
		    mix(mix(mix(mix(mix(3, x->heads), x->unit), x->beds), x->ground_beds), x->wishes), x->locked);
	}
	for (int round = 0; round < ROUNDS; round++) {
		for (size_t h = 0; h < H; h++) {
			next[h] = mix(houses[h], 4);
			for (size_t p = 0; p < P; p++) /* a sum: the order does not matter */
				next[h] += mix(parties[p], (int64_t)cell_colour(&problem->cells[p * H + h]));
		}
		for (size_t p = 0; p < P; p++) {
			next[H + p] = mix(parties[p], 5);
			for (size_t h = 0; h < H; h++)
				next[H + p] += mix(houses[h], (int64_t)cell_colour(&problem->cells[p * H + h]));
		}
		for (size_t h = 0; h < H; h++)
			houses[h] = next[h];
		for (size_t p = 0; p < P; p++)
			parties[p] = next[H + p];
	}
	for (size_t h = 0; h < H; h++)
		ranked[h] = (struct ranked){houses[h], problem->households[h].share, problem->households[h].order, h};
	qsort(ranked, H, sizeof *ranked, by_rank);
	for (size_t h = 0; h < H; h++)
		house_of[h] = ranked[h].at;
	for (size_t p = 0; p < P; p++)
		ranked[p] = (struct ranked){
		    parties[p], plan_points(problem, &problem->parties[p]), problem->parties[p].order, p};
	qsort(ranked, P, sizeof *ranked, by_rank);
	for (size_t p = 0; p < P; p++)
		party_of[p] = ranked[p].at;
	free(houses);
	free(parties);
	free(next);
	free(ranked);
}

struct plan_problem
canonical_copy(const struct plan_problem *problem, const size_t *house_of, const size_t *party_of)
{
	size_t H = problem->household_count, P = problem->party_count;
	struct plan_problem copy = *problem;

	copy.households = mem_new((H + 1) * sizeof *copy.households);
	copy.parties = mem_new((P + 1) * sizeof *copy.parties);
	copy.cells = mem_new((H * P + 1) * sizeof *copy.cells);
	for (size_t h = 0; h < H; h++)
		copy.households[h] = problem->households[house_of[h]];
	for (size_t p = 0; p < P; p++) {
		copy.parties[p] = problem->parties[party_of[p]];
		for (size_t h = 0; h < H; h++)
			copy.cells[p * H + h] = problem->cells[party_of[p] * H + house_of[h]];
	}
	return copy;
}
