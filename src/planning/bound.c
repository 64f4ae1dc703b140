/* What no plan can beat, level by level: each level's relaxation given that the ones
 * before are at their bound. */
#include "planning/state.h"

#include <stdlib.h>

#include "base/memory.h"

/* The smallest sum of squares when `points` could be cut one by one, and the points
 * that must lie outside the band then; capacities are kept. */
static void
divisible(const struct state *state, int64_t points, int64_t *outside, int64_t *squares)
{
	int64_t *at = mem_new((state->H + 1) * sizeof *at), *room = mem_new((state->H + 1) * sizeof *room);

	*outside = *squares = 0;
	for (size_t h = 0; h < state->H; h++) {
		at[h] = state->rooms[h].points;
		room[h] = state->rooms[h].seats * state->problem->meal_points +
		    state->rooms[h].beds * state->problem->bed_points;
	}
	/* Greedy is exact for separable convex sums: first by points outside, then by squares. */
	for (; points > 0; points--) {
		size_t best = state->H;
		int64_t best_cost = 0;

		for (size_t h = 0; h < state->H; h++) {
			int64_t cost;

			if (!state->problem->households[h].open || room[h] <= 0)
				continue;
			cost = state_square(state, h, at[h] + 1) - state_square(state, h, at[h]);
			if (best == state->H || cost < best_cost) {
				best = h;
				best_cost = cost;
			}
		}
		if (best == state->H)
			break;
		at[best]++;
		room[best]--;
	}
	for (size_t h = 0; h < state->H; h++)
		if (state->problem->households[h].open)
			*squares += state_square(state, h, at[h]);
	free(at);
	free(room);
}

/* Points that lie outside the band whatever is done with `points` more. */
static int64_t
outside_at_least(const struct state *state, int64_t points)
{
	int64_t over = 0, under = 0, room = 0;

	for (size_t h = 0; h < state->H; h++) {
		const struct seat_room *r = &state->rooms[h];
		int64_t all = state->problem->households[h].ledger + r->points;

		if (!state->problem->households[h].open)
			continue;
		over += all > r->high ? all - r->high : 0;
		under += all < r->low ? r->low - all : 0;
		room += all < r->high ? r->high - all : 0;
	}
	return over + (under > points ? under - points : 0) + (points > room ? points - room : 0);
}

/* The least each level costs one party that is not locked. */
static bool
party_bound(const struct state *state, size_t p, int64_t *moved, int64_t *missed)
{
	const struct plan_party *party = &state->problem->parties[p];
	bool some = false;

	*moved = party->unit ? 0 : state_moved(state, p, NOWHERE);
	*missed = party->wishes;
	for (size_t h = 0; h < state->H; h++) {
		const struct plan_cell *cell = &state->problem->cells[p * state->H + h];
		int64_t m;

		if (party->unit
		        ? !(cell->may && state->problem->households[h].open && state->rooms[h].seats >= party->unit)
		        : !state_fits(state, p, h))
			continue;
		some = true;
		m = party->unit ? 0 : state_moved(state, p, (int)h);
		*moved = m < *moved ? m : *moved;
		*missed = cell->missed < *missed ? cell->missed : *missed;
	}
	return some;
}

/* What a bulk of fewer heads than the smallest part lacks wherever it goes. */
static int64_t
least_lack(const struct state *state, size_t p)
{
	const struct plan_party *party = &state->problem->parties[p];

	for (size_t h = 0; h < state->H; h++)
		if (state->problem->cells[p * state->H + h].taken)
			return 0; /* it may fill a table */
	return plan_lacks(state->problem, party, &state->problem->cells[p * state->H], party->heads);
}

void
state_bound(const struct state *state, int64_t bound[PLAN_LEVELS], int64_t *hopeless)
{
	struct state empty;
	int64_t fixed[PLAN_LEVELS] = {0}, points = 0, heads = 0, seats = 0, lost_heads = 0, lost_points = 0,
	        least = 0;

	/* A board with the locked parties alone. */
	state_open(&empty, state->problem);
	state_prepare(&empty);
	for (size_t p = 0; p < empty.P; p++) {
		const struct plan_party *party = &empty.problem->parties[p];
		int64_t moved = 0, missed = 0, placed = 0;

		if (party->locked) {
			for (size_t h = 0; h < empty.H; h++) {
				const struct plan_cell *cell = &empty.problem->cells[p * empty.H + h];

				if (cell->previous == 0)
					continue;
				fixed[PLAN_SPLIT] += plan_lacks(empty.problem, party, cell, cell->previous);
				placed += party->unit ? cell->previous : party->heads;
				missed = cell->missed > missed ? cell->missed : missed;
			}
			lost_heads += party->heads - placed;
			lost_points += party->unit ? (party->heads - placed) * empty.problem->meal_points
			    : placed               ? 0
			                           : empty.points[p];
			fixed[PLAN_WISHES] += placed < party->heads ? party->wishes : missed;
			continue;
		}
		if (!party_bound(&empty, p, &moved, &missed)) {
			lost_heads += party->heads;
			lost_points += empty.points[p];
		} else {
			int64_t rest = party->unit ? party->heads % party->unit : 0;

			lost_heads += rest;
			lost_points += rest * empty.problem->meal_points;
			heads += party->heads - rest;
			points += empty.points[p] - rest * empty.problem->meal_points;
			missed = rest ? party->wishes : missed;
			least += least_lack(&empty, p);
		}
		fixed[PLAN_MOVED] += moved;
		fixed[PLAN_WISHES] += missed;
	}
	for (size_t h = 0; h < empty.H; h++)
		seats += empty.problem->households[h].open && empty.rooms[h].seats > 0 ? empty.rooms[h].seats : 0;
	*hopeless = lost_heads;
	bound[PLAN_HEADS] = lost_heads;
	bound[PLAN_POINTS] = lost_points;
	if (heads > seats) {
		bound[PLAN_HEADS] += heads - seats;
		bound[PLAN_POINTS] += (heads - seats) * empty.problem->meal_points;
		points -= (heads - seats) * empty.problem->meal_points;
	}
	bound[PLAN_SPLIT] = fixed[PLAN_SPLIT] + (heads > seats ? 0 : least);
	bound[PLAN_ASKED] = 0;
	bound[PLAN_MOVED] = fixed[PLAN_MOVED];
	bound[PLAN_WISHES] = fixed[PLAN_WISHES];
	divisible(&empty, points, &bound[PLAN_OUTSIDE], &bound[PLAN_SQUARES]);
	bound[PLAN_OUTSIDE] = outside_at_least(&empty, points);
	state_close(&empty);
}
