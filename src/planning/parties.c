/* The planner: construction, improvement by exact search over a few households at a
 * time, proof by exact search over all. See the header and allocation.md. */
#include "planning/parties.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "planning/bulk.h"
#include "planning/canonical.h"
#include "planning/search.h"
#include "planning/state.h"

#define NEAR_MAX    6     /* households re-planned at once */
#define NEAR_NODES  3000  /* steps of one such search */
#define STALE_MAX   1200  /* searches without success before a kick */
#define KICKS       4

/* A small generator of its own: the search must be the same for the same problem. */
static uint64_t
chance(uint64_t *seed, uint64_t below)
{
	*seed ^= *seed << 13;
	*seed ^= *seed >> 7;
	*seed ^= *seed << 17;
	return (*seed >> 11) % below;
}

struct planner {
	struct state  state, best;
	int64_t       best_vector[PLAN_LEVELS], bound[PLAN_LEVELS];
	int          *free, *cut, *open;   /* parties that stay together, those that may be cut, open households */
	size_t        free_count, cut_count, open_count;
	uint64_t      seed;
	int64_t       nodes;
	bool          proven;
};

static int
possible_houses(const struct state *state, size_t p)
{
	int count = 0;

	for (size_t h = 0; h < state->H; h++)
		count += state_fits(state, p, h);
	return count;
}

/* Hardest first: fewest houses, most beds, most points. */
static void
sort_hardest(const struct planner *planner, int *parties, size_t count)
{
	const struct state *state = &planner->state;

	for (size_t i = 1; i < count; i++)
		for (size_t k = i; k > 0; k--) {
			const struct plan_party *a = &state->problem->parties[parties[k]], *b = &state->problem->parties[parties[k - 1]];
			int x = possible_houses(state, (size_t)parties[k]), y = possible_houses(state, (size_t)parties[k - 1]);

			if (!(x != y ? x < y : a->beds != b->beds ? a->beds > b->beds : state->points[parties[k]] > state->points[parties[k - 1]]))
				break;
			int swap = parties[k];

			parties[k] = parties[k - 1];
			parties[k - 1] = swap;
		}
}

/* Largest first, so that what is alike stands together. */
static int
by_number(const void *a, const void *b)
{
	return *(const int *)a - *(const int *)b;
}

static bool
run(struct planner *planner, int *households, size_t household_count, int *parties, size_t party_count, bool plateau, int64_t nodes, int64_t *left)
{
	struct search search = {
		.state = &planner->state, .households = households, .household_count = household_count, .parties = parties, .party_count = party_count,
		.cut = planner->cut, .cut_count = planner->cut_count, .plateau = plateau, .nodes = nodes,
	};
	bool better;

	/* Leaving somebody out can only help while more are out than must be. */
	search.may_leave = planner->best_vector[PLAN_HEADS] > planner->bound[PLAN_HEADS] || planner->best_vector[PLAN_POINTS] > planner->bound[PLAN_POINTS];
	better = search_run(&search);
	planner->nodes -= nodes - (search.nodes > 0 ? search.nodes : 0);
	if (left)
		*left = search.nodes;
	return better;
}

/* Keeps the state if it is the best so far. True when nothing better can exist. */
static bool
note(struct planner *planner)
{
	int64_t vector[PLAN_LEVELS];

	state_vector(&planner->state, vector);
	if (plan_compare(vector, planner->best_vector) < 0) {
		memcpy(planner->best_vector, vector, sizeof vector);
		state_copy(&planner->best, &planner->state);
	}
	planner->proven = plan_compare(planner->best_vector, planner->bound) <= 0;
	return planner->proven;
}

/* Each party, hardest first, to the household where it costs least. */
static void
construct(struct planner *planner)
{
	sort_hardest(planner, planner->free, planner->free_count);
	for (size_t i = 0; i < planner->free_count; i++)
		run(planner, planner->open, planner->open_count, &planner->free[i], 1, false, 4, NULL);
	if (planner->free_count == 0)
		run(planner, planner->open, planner->open_count, NULL, 0, false, 4, NULL);
}

/* A household picked by chance; every second time one that is furthest from its band
 * edge of several. */
static int
pick(struct planner *planner)
{
	return planner->open[chance(&planner->seed, planner->open_count)];
}

/* The parties now in these households, at most `limit`, by chance; and some without a place. */
static size_t
gather(struct planner *planner, const int *households, size_t count, int *out, size_t limit)
{
	const struct state *state = &planner->state;
	size_t n = 0, homeless = 0, start = planner->free_count ? chance(&planner->seed, planner->free_count) : 0;

	for (size_t i = 0; i < planner->free_count && n < limit; i++) {
		int p = planner->free[(start + i) % planner->free_count];
		bool here = state->at[p] == NOWHERE && homeless < 3;

		homeless += here;
		for (size_t k = 0; k < count && !here; k++)
			here = state->at[p] == households[k];
		if (here)
			out[n++] = p;
	}
	qsort(out, n, sizeof *out, by_number);
	return n;
}

static bool
near(struct planner *planner, bool plateau)
{
	static const size_t limits[NEAR_MAX + 1] = {0, 14, 14, 11, 9, 8, 8};
	int households[NEAR_MAX], parties[16];
	size_t want = 2 + chance(&planner->seed, NEAR_MAX - 1), count = 0;

	if (want > planner->open_count)
		want = planner->open_count;
	for (int tries = 0; count < want && tries < 40; tries++) {
		int h = pick(planner);
		bool twice = false;

		for (size_t i = 0; i < count; i++)
			twice |= households[i] == h;
		if (!twice)
			households[count++] = h;
	}
	qsort(households, count, sizeof *households, by_number);
	size_t n = gather(planner, households, count, parties, limits[count]);
	return run(planner, households, count, parties, n, plateau, NEAR_NODES, NULL);
}

/* Throws some parties elsewhere, to leave a place where nothing near is better. */
static void
kick(struct planner *planner)
{
	struct state *state = &planner->state;

	for (int i = 0; i < KICKS && planner->free_count; i++) {
		size_t p = (size_t)planner->free[chance(&planner->seed, planner->free_count)], h = (size_t)pick(planner);
		int old = state->at[p];

		state_lift(state, p);
		if (state_fits(state, p, h))
			state_place(state, p, h);
		else if (old != NOWHERE)
			state_place(state, p, (size_t)old);
	}
}

static void
improve(struct planner *planner)
{
	int stale = 0;
	bool away = false;

	for (int64_t reserve = planner->nodes / 3; planner->nodes > reserve && planner->open_count > 1;) {
		bool better = near(planner, true);

		planner->nodes -= 40; /* the search's own start */
		stale = better ? 0 : stale + 1;
		if (better && note(planner))
			return;
		if (stale < STALE_MAX)
			continue;
		if (note(planner))
			return;
		if (away) /* nothing came of it */
			state_copy(&planner->state, &planner->best);
		kick(planner);
		away = true;
		stale = 0;
	}
	state_copy(&planner->state, &planner->best);
}

/* All households and parties at once: if the steps suffice, nothing better exists. */
static void
prove(struct planner *planner, int64_t nodes)
{
	int64_t left = 0;

	qsort(planner->free, planner->free_count, sizeof *planner->free, by_number);
	state_copy(&planner->state, &planner->best);
	if (planner->cut_count > 1)
		return; /* several that may be cut are filled one after the other: good, not exact */
	for (size_t c = 0; c < planner->cut_count; c++)
		if (planner->state.problem->parties[planner->cut[c]].wishes)
			return; /* wishes of a party that may be cut are no sum over households */
	run(planner, planner->open, planner->open_count, planner->free, planner->free_count, false, nodes, &left);
	note(planner);
	planner->proven |= left >= 0;
}

static void
solve(struct planner *planner, const struct plan_problem *problem, int64_t nodes)
{
	state_open(&planner->state, problem);
	state_twins(&planner->state);
	state_open(&planner->best, problem);
	planner->free = mem_new((problem->party_count + 1) * sizeof *planner->free);
	planner->cut = mem_new((problem->party_count + 1) * sizeof *planner->cut);
	planner->open = mem_new((problem->household_count + 1) * sizeof *planner->open);
	for (size_t p = 0; p < problem->party_count; p++)
		if (!problem->parties[p].locked)
			*(problem->parties[p].unit ? &planner->cut[planner->cut_count++] : &planner->free[planner->free_count++]) = (int)p;
	for (size_t h = 0; h < problem->household_count; h++)
		if (problem->households[h].open)
			planner->open[planner->open_count++] = (int)h;
	planner->seed = UINT64_C(0x2545f4914f6cdd1d);
	planner->nodes = nodes;
	state_bound(&planner->state, planner->bound);
	state_vector(&planner->state, planner->best_vector);
	construct(planner);
	if (!note(planner)) /* a small one is settled at once */
		prove(planner, planner->nodes / 30);
	if (!planner->proven && (planner->free_count || planner->cut_count > 1))
		improve(planner);
	if (!planner->proven)
		prove(planner, planner->nodes);
}

struct plan_result
plan_parties(const struct plan_problem *problem, int64_t nodes)
{
	size_t H = problem->household_count, P = problem->party_count;
	size_t *house_of = mem_new((H + 1) * sizeof *house_of), *party_of = mem_new((P + 1) * sizeof *party_of);
	int64_t *heads = mem_new((H * P + 1) * sizeof *heads);
	struct planner planner = {0};

	canonical_order(problem, house_of, party_of);
	struct plan_problem canonical = canonical_copy(problem, house_of, party_of);
	solve(&planner, &canonical, nodes);
	struct plan_result result = {.heads = mem_new((H * P + 1) * sizeof *result.heads), .nodes = nodes - planner.nodes, .proven = planner.proven};
	state_matrix(&planner.best, heads);
	for (size_t p = 0; p < P; p++)
		for (size_t h = 0; h < H; h++)
			result.heads[party_of[p] * H + house_of[h]] = heads[p * H + h];
	memcpy(result.vector, planner.best_vector, sizeof result.vector);
	memcpy(result.bound, planner.proven ? planner.best_vector : planner.bound, sizeof result.bound);
	state_close(&planner.state);
	state_close(&planner.best);
	free(planner.free);
	free(planner.cut);
	free(planner.open);
	canonical_free(&canonical);
	free(house_of);
	free(party_of);
	free(heads);
	return result;
}

void
plan_result_free(struct plan_result *result)
{
	free(result->heads);
	*result = (struct plan_result){0};
}
