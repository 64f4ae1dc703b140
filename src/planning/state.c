/* The planner's board; see the header. */
#include "planning/state.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/require.h"
#include "planning/bulk.h"

#define NEAR_LCM (INT64_C(1) << 30)

static int64_t
gcd(int64_t a, int64_t b)
{
	while (b) {
		int64_t rest = a % b;

		a = b;
		b = rest;
	}
	return a;
}

int64_t
plan_lcm(const struct plan_problem *problem)
{
	int64_t lcm = 1;

	for (size_t h = 0; h < problem->household_count; h++) {
		const struct plan_household *household = &problem->households[h];

		if (!household->open)
			continue;
		require(household->share > 0);
		lcm = lcm / gcd(lcm, household->share) * household->share;
		if (lcm >= INT64_C(1) << 53)
			return 0;
	}
	return lcm;
}

int64_t
plan_points(const struct plan_problem *problem, const struct plan_party *party)
{
	return party->heads * problem->meal_points + party->beds * problem->bed_points;
}

int64_t
plan_lacks(const struct plan_problem *problem, const struct plan_party *party, const struct plan_cell *cell,
    int64_t heads)
{
	const struct bulk_rule rule = {.least = problem->bulk_least, .table = problem->table_heads};

	return party->unit == 1 && problem->bulk_least > 1 ? bulk_lacks(&rule, cell->taken, heads) : 0;
}

int
plan_compare(const int64_t a[PLAN_LEVELS], const int64_t b[PLAN_LEVELS])
{
	for (int i = 0; i < PLAN_LEVELS; i++)
		if (a[i] != b[i])
			return a[i] < b[i] ? -1 : 1;
	return 0;
}

/* Numerator and denominator of the target: all points, all shares. */
static void
sums(const struct plan_problem *problem, int64_t *points, int64_t *shares)
{
	*points = *shares = 0;
	for (size_t h = 0; h < problem->household_count; h++)
		if (problem->households[h].open) {
			*points += problem->households[h].ledger;
			*shares += problem->households[h].share;
		}
	for (size_t p = 0; p < problem->party_count; p++)
		*points += plan_points(problem, &problem->parties[p]);
}

static int64_t
floor_div(int64_t a, int64_t b)
{
	return a / b - (a % b < 0);
}

int64_t
plan_due(const struct plan_problem *problem, size_t household)
{
	int64_t points, shares;

	sums(problem, &points, &shares);
	return shares && problem->households[household].open
	    ? floor_div(points * problem->households[household].share, shares)
	    : 0;
}

static bool
houses_alike(const struct plan_problem *problem, size_t a, size_t b)
{
	const struct plan_household *x = &problem->households[a], *y = &problem->households[b];

	if (x->seats != y->seats || x->beds != y->beds || x->ground_beds != y->ground_beds ||
	    x->share != y->share || x->ledger != y->ledger || x->open != y->open)
		return false;
	for (size_t p = 0; p < problem->party_count; p++) {
		const struct plan_cell *row = &problem->cells[p * problem->household_count];

		if (row[a].may != row[b].may || row[a].taken != row[b].taken || row[a].missed != row[b].missed ||
		    row[a].previous != row[b].previous)
			return false;
	}
	return true;
}

static bool
parties_alike(const struct plan_problem *problem, size_t a, size_t b)
{
	const struct plan_party *x = &problem->parties[a], *y = &problem->parties[b];

	if (x->heads != y->heads || x->unit != y->unit || x->beds != y->beds ||
	    x->ground_beds != y->ground_beds || x->wishes != y->wishes || x->locked != y->locked)
		return false;
	for (size_t h = 0; h < problem->household_count; h++) {
		const struct plan_cell *s = &problem->cells[a * problem->household_count + h],
		                       *t = &problem->cells[b * problem->household_count + h];

		if (s->may != t->may || s->taken != t->taken || s->missed != t->missed || s->previous != t->previous)
			return false;
	}
	return true;
}

void
state_open(struct state *state, const struct plan_problem *problem)
{
	int64_t points, shares;

	*state = (struct state){.problem = problem, .H = problem->household_count, .P = problem->party_count};
	state->rooms = mem_new((state->H + 1) * sizeof *state->rooms);
	state->at = mem_new((state->P + 1) * sizeof *state->at);
	state->heads = mem_new((state->P * state->H + 1) * sizeof *state->heads);
	state->points = mem_new((state->P + 1) * sizeof *state->points);
	state->house_twin = mem_new((state->H + 1) * sizeof *state->house_twin);
	state->party_twin = mem_new((state->P + 1) * sizeof *state->party_twin);
	state->lcm = plan_lcm(problem);
	state->exact = state->lcm > 0;
	if (!state->exact) /* too many odd shares: the last level is near, not exact */
		state->lcm = NEAR_LCM;
	sums(problem, &points, &shares);
	for (size_t h = 0; h < state->H; h++) {
		const struct plan_household *household = &problem->households[h];
		struct seat_room *room = &state->rooms[h];

		room->seats = household->seats;
		room->beds = household->beds;
		room->ground = household->ground_beds;
		if (household->open) {
			room->weight = state->lcm / household->share;
			room->low = floor_div(points * household->share, shares) - problem->band_points;
			room->high = -floor_div(-points * household->share, shares) + problem->band_points;
		}
	}
	for (size_t p = 0; p < state->P; p++) {
		state->points[p] = plan_points(problem, &problem->parties[p]);
		state->at[p] = NOWHERE;
	}
	/* What is locked stays, and takes its room whatever the rest does. */
	for (size_t p = 0; p < state->P; p++)
		for (size_t h = 0; problem->parties[p].locked && h < state->H; h++) {
			int64_t heads = problem->cells[p * state->H + h].previous;

			if (heads == 0)
				continue;
			if (problem->parties[p].unit == 0 && state->at[p] == NOWHERE)
				state_place(state, p, h);
			else if (problem->parties[p].unit)
				state_shift(state, p, h, heads);
		}
}

static int64_t
moved_heads(const struct state *state, size_t party, int household)
{
	int64_t moved = 0;

	for (size_t h = 0; h < state->H; h++) {
		int64_t back = state->problem->cells[party * state->H + h].previous;

		if (back == 0 || !state->problem->households[h].open)
			continue;
		if ((int)h == household)
			back -= state->problem->parties[party].heads;
		moved += back > 0 ? back : 0;
	}
	return moved;
}

void
state_prepare(struct state *state)
{
	for (size_t h = 0; h < state->H; h++)
		while (!houses_alike(state->problem, (size_t)state->house_twin[h], h))
			state->house_twin[h]++;
	for (size_t p = 0; p < state->P; p++)
		while (!parties_alike(state->problem, (size_t)state->party_twin[p], p))
			state->party_twin[p]++;
	state->moved = mem_new((state->P * (state->H + 1) + 1) * sizeof *state->moved);
	for (size_t p = 0; p < state->P; p++)
		for (size_t h = 0; h <= state->H; h++)
			state->moved[p * (state->H + 1) + h] = moved_heads(state, p, (int)h - 1);
}

void
state_close(struct state *state)
{
	free(state->rooms);
	free(state->at);
	free(state->heads);
	free(state->points);
	free(state->house_twin);
	free(state->party_twin);
	free(state->moved);
	*state = (struct state){0};
}

void
state_copy(struct state *to, const struct state *from)
{
	require(to->H == from->H && to->P == from->P);
	memcpy(to->rooms, from->rooms, from->H * sizeof *from->rooms);
	memcpy(to->at, from->at, from->P * sizeof *from->at);
	memcpy(to->heads, from->heads, from->P * from->H * sizeof *from->heads);
}

bool
state_fits(const struct state *state, size_t party, size_t household)
{
	const struct plan_party *who = &state->problem->parties[party];
	const struct seat_room *room = &state->rooms[household];

	return state->problem->households[household].open &&
	    state->problem->cells[party * state->H + household].may && room->seats >= who->heads &&
	    room->beds >= who->beds && room->ground >= who->ground_beds;
}

static void
sit(struct state *state, size_t party, size_t household, int sign)
{
	const struct plan_party *who = &state->problem->parties[party];
	struct seat_room *room = &state->rooms[household];

	room->seats -= sign * who->heads;
	room->beds -= sign * who->beds;
	room->ground -= sign * who->ground_beds;
	room->points += sign * state->points[party];
}

void
state_place(struct state *state, size_t party, size_t household)
{
	state->at[party] = (int)household;
	sit(state, party, household, 1);
}

void
state_lift(struct state *state, size_t party)
{
	if (state->at[party] == NOWHERE)
		return;
	sit(state, party, (size_t)state->at[party], -1);
	state->at[party] = NOWHERE;
}

void
state_shift(struct state *state, size_t party, size_t household, int64_t heads)
{
	struct seat_room *room = &state->rooms[household];

	state->heads[party * state->H + household] += heads;
	room->seats -= heads;
	room->points += heads * state->problem->meal_points;
}

int64_t
state_outside(const struct state *state, size_t household, int64_t points)
{
	const struct seat_room *room = &state->rooms[household];
	int64_t all = state->problem->households[household].ledger + points;

	return all > room->high ? all - room->high : all < room->low ? room->low - all : 0;
}

int64_t
state_square(const struct state *state, size_t household, int64_t points)
{
	int64_t all = state->problem->households[household].ledger + points;

	return state->rooms[household].weight * all * all;
}

void
plan_score(const struct plan_problem *problem, const int64_t *heads, int64_t vector[PLAN_LEVELS])
{
	struct state state;

	memset(vector, 0, PLAN_LEVELS * sizeof *vector);
	state_open(&state, problem);
	for (size_t h = 0; h < state.H; h++)
		state.rooms[h].points = 0;
	for (size_t p = 0; p < state.P; p++) {
		const struct plan_party *party = &problem->parties[p];
		int64_t placed = 0, missed = 0;

		for (size_t h = 0; h < state.H; h++) {
			int64_t here = heads[p * state.H + h], back = problem->cells[p * state.H + h].previous - here;
			const struct plan_cell *cell = &problem->cells[p * state.H + h];

			placed += here;
			vector[PLAN_SPLIT] += plan_lacks(problem, party, cell, here);
			vector[PLAN_ASKED] += problem->few && party->unit == 1 && !party->locked && back < 0;
			if (here && cell->missed > missed)
				missed = cell->missed; /* of parties that may be cut: the worst part counts */
			if (problem->households[h].open && back > 0)
				vector[PLAN_MOVED] += back;
			if (here)
				state.rooms[h].points += party->unit ? here * problem->meal_points : state.points[p];
		}
		vector[PLAN_HEADS] += party->heads - placed;
		vector[PLAN_POINTS] += party->unit ? (party->heads - placed) * problem->meal_points
		    : placed                       ? 0
		                                   : state.points[p];
		vector[PLAN_WISHES] += placed < party->heads ? party->wishes : missed;
	}
	for (size_t h = 0; h < state.H; h++)
		if (problem->households[h].open) {
			vector[PLAN_OUTSIDE] += state_outside(&state, h, state.rooms[h].points);
			vector[PLAN_SQUARES] += state_square(&state, h, state.rooms[h].points);
		}
	state_close(&state);
}

void
state_matrix(const struct state *state, int64_t *out)
{
	memcpy(out, state->heads, state->P * state->H * sizeof *out);
	for (size_t p = 0; p < state->P; p++)
		if (state->at[p] != NOWHERE)
			out[p * state->H + (size_t)state->at[p]] = state->problem->parties[p].heads;
}

void
state_vector(const struct state *state, int64_t vector[PLAN_LEVELS])
{
	int64_t *heads = mem_new((state->P * state->H + 1) * sizeof *heads);

	state_matrix(state, heads);
	plan_score(state->problem, heads, vector);
	free(heads);
}
