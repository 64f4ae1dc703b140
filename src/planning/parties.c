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

#define NEAR_MAX 10 /* households re-planned at once */
#define NEAR_PARTIES 14
#define NEAR_NODES 400 /* steps of one such search */
#define STALE_MAX 100  /* searches without success before a kick */
#define KICKS 1        /* parties forced elsewhere then */
#define AWAY_MAX 2     /* kicks before the search goes home to its best */

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
	struct state state, best;
	int64_t best_vector[PLAN_LEVELS], bound[PLAN_LEVELS], hopeless;
	int *free, *cut, *open; /* parties that stay together, those that may be cut, open households */
	size_t free_count, cut_count, open_count;
	uint64_t seed;
	int64_t nodes;
	bool proven;
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
			const struct plan_party *a = &state->problem->parties[parties[k]],
			                        *b = &state->problem->parties[parties[k - 1]];
			int x = possible_houses(state, (size_t)parties[k]),
			    y = possible_houses(state, (size_t)parties[k - 1]);

			if (!(x != y                     ? x < y
			            : a->beds != b->beds ? a->beds > b->beds
			                                 : state->points[parties[k]] > state->points[parties[k - 1]]))
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
run(struct planner *planner, int *households, size_t household_count, int *parties, size_t party_count,
    bool plateau, int64_t nodes, int64_t *left)
{
	struct search search = {
	    .state = &planner->state,
	    .households = households,
	    .household_count = household_count,
	    .parties = parties,
	    .party_count = party_count,
	    .cut = planner->cut,
	    .cut_count = planner->cut_count,
	    .plateau = plateau,
	    .forced_to = NOWHERE,
	    .nodes = nodes,
	};
	bool better;

	/* While everybody who can be placed is, leaving somebody out cannot help. */
	search.may_leave = planner->best_vector[PLAN_HEADS] > planner->hopeless;
	better = search_run(&search);
	planner->nodes -= nodes - (search.nodes > 0 ? search.nodes : 0);
	if (left)
		*left = search.rough ? -1 : search.nodes;
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

/* Parties that may be cut are filled one after the other: the one with the fewest
 * households and the largest unit first, the bulk around it. */
static void
sort_cut(struct planner *planner)
{
	const struct plan_problem *problem = planner->state.problem;

	for (size_t i = 1; i < planner->cut_count; i++)
		for (size_t k = i; k > 0; k--) {
			size_t a = (size_t)planner->cut[k], b = (size_t)planner->cut[k - 1];
			int x = 0, y = 0;

			for (size_t h = 0; h < problem->household_count; h++) {
				x += problem->cells[a * problem->household_count + h].may;
				y += problem->cells[b * problem->household_count + h].may;
			}
			if (!(x != y ? x < y : problem->parties[a].unit > problem->parties[b].unit))
				break;
			int swap = planner->cut[k];

			planner->cut[k] = planner->cut[k - 1];
			planner->cut[k - 1] = swap;
		}
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

static int
pick(struct planner *planner)
{
	return planner->open[chance(&planner->seed, planner->open_count)];
}

/* A party that could be better off elsewhere, by chance: where it is and where it would
 * rather be. False if none was found. */
static bool
pick_unhappy(struct planner *planner, int *from, int *to)
{
	const struct state *state = &planner->state;

	for (int tries = 0; tries < 12 && planner->free_count; tries++) {
		size_t p = (size_t)planner->free[chance(&planner->seed, planner->free_count)];
		int at = state->at[p], h = pick(planner);
		const struct plan_cell *row = &state->problem->cells[p * state->H];

		if (h == at || !row[h].may)
			continue;
		if (at != NOWHERE && row[h].missed >= row[at].missed &&
		    state_moved(state, p, h) >= state_moved(state, p, at))
			continue;
		*from = at;
		*to = h;
		return true;
	}
	return false;
}

/* A household too far from its due share and one too far to the other side. */
static void
pick_uneven(struct planner *planner, int *from, int *to)
{
	const struct state *state = &planner->state;
	int64_t most = 0, least = 0;

	*from = *to = pick(planner);
	for (int tries = 0; tries < 5; tries++) {
		int h = pick(planner);
		const struct seat_room *room = &state->rooms[h];
		int64_t off = 2 * (state->problem->households[h].ledger + room->points) - room->low - room->high;

		if (tries == 0 || off > most) {
			most = off;
			*from = h;
		}
		if (tries == 0 || off < least) {
			least = off;
			*to = h;
		}
	}
}

/* The parties now in these households, at most `limit`, by chance; and some without a place. */
static size_t
gather(struct planner *planner, const int *households, size_t count, int *out, size_t limit)
{
	const struct state *state = &planner->state;
	size_t n = 0, homeless = 0,
	       start = planner->free_count ? (size_t)chance(&planner->seed, planner->free_count) : 0;

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

/* Adds households by chance up to `want`; sorted. */
static size_t
complete(struct planner *planner, int *households, size_t count, size_t want)
{
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
	return count;
}

static const size_t near_parties[NEAR_MAX + 1] = {0, 14, 14, 11, 9, 8, 8, 8, 8, 9, 9};

static bool
near(struct planner *planner)
{
	int households[NEAR_MAX], parties[NEAR_PARTIES + 1], from = NOWHERE, to = NOWHERE;
	size_t want = 2 + (size_t)chance(&planner->seed, NEAR_MAX - 1), count = 0;
	uint64_t how = chance(&planner->seed, 4);

	if (how == 0)
		pick_uneven(planner, &from, &to);
	else if (how < 3)
		pick_unhappy(planner, &from, &to);
	if (from != NOWHERE)
		households[count++] = from;
	if (to != NOWHERE && to != from)
		households[count++] = to;
	count = complete(planner, households, count, want);
	size_t n = gather(planner, households, count, parties, near_parties[count]);
	return run(planner, households, count, parties, n, true, NEAR_NODES, NULL);
}

/* Forces a party elsewhere and lets its neighbours make room, where that costs nothing
 * on the levels that weigh; what the last level loses may open a way. */
static bool
force(struct planner *planner, struct state *before)
{
	int households[NEAR_MAX], parties[NEAR_PARTIES + 1];
	struct state *state = &planner->state;
	int p = planner->free[chance(&planner->seed, planner->free_count)], to = pick(planner);
	size_t count = 0, n;
	bool there = false, loose = chance(&planner->seed, 4) == 0;

	if (state->at[p] == to || state->at[p] == NOWHERE ||
	    !state->problem->cells[(size_t)p * state->H + (size_t)to].may)
		return false;
	households[count++] = state->at[p];
	households[count++] = to;
	count = complete(planner, households, count, 4);
	n = gather(planner, households, count, parties, near_parties[count]);
	for (size_t i = 0; i < n; i++)
		there |= parties[i] == p;
	if (!there) {
		parties[n++] = p;
		qsort(parties, n, sizeof *parties, by_number);
	}
	struct search search = {
	    .state = state,
	    .households = households,
	    .household_count = count,
	    .parties = parties,
	    .party_count = n,
	    .cut = planner->cut,
	    .cut_count = planner->cut_count,
	    .forced = p,
	    .forced_to = to,
	    .nodes = NEAR_NODES,
	};
	state_copy(before, state);
	search_run(&search);
	planner->nodes -= NEAR_NODES - (search.nodes > 0 ? search.nodes : 0);
	const int64_t *change = search.change;
	if (state->at[p] == to && change[PLAN_HEADS] <= 0 && change[PLAN_POINTS] <= 0 &&
	    change[PLAN_SPLIT] <= 0 && change[PLAN_MOVED] <= 0 && change[PLAN_OUTSIDE] <= (loose ? 2 : 0) &&
	    change[PLAN_WISHES] <= loose)
		return true;
	state_copy(state, before);
	return false;
}

/* Leaves a place where nothing near is better. */
static void
kick(struct planner *planner, struct state *before)
{
	int done = 0;

	for (int tries = 0; tries < 20 && done < KICKS && planner->free_count; tries++) {
		planner->nodes -= 40;
		done += force(planner, before);
	}
}

static void
improve(struct planner *planner)
{
	struct state before;
	int stale = 0, away = 0;

	state_open(&before, planner->state.problem);
	for (int64_t reserve = planner->nodes / 4;
	     planner->nodes > reserve && planner->open_count > 1 && !planner->proven;) {
		bool better = near(planner);

		planner->nodes -= 40; /* the search's own start */
		stale = better ? 0 : stale + 1;
		if (better)
			note(planner);
		if (stale < STALE_MAX)
			continue;
		note(planner);
		if (++away > AWAY_MAX) {
			state_copy(&planner->state, &planner->best);
			away = 0;
		}
		kick(planner, &before);
		stale = 0;
	}
	state_copy(&planner->state, &planner->best);
	state_close(&before);
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
	state_prepare(&planner->state);
	state_open(&planner->best, problem);
	planner->free = mem_new((problem->party_count + 1) * sizeof *planner->free);
	planner->cut = mem_new((problem->party_count + 1) * sizeof *planner->cut);
	planner->open = mem_new((problem->household_count + 1) * sizeof *planner->open);
	for (size_t p = 0; p < problem->party_count; p++)
		if (!problem->parties[p].locked)
			*(problem->parties[p].unit ? &planner->cut[planner->cut_count++]
			                           : &planner->free[planner->free_count++]) = (int)p;
	for (size_t h = 0; h < problem->household_count; h++)
		if (problem->households[h].open)
			planner->open[planner->open_count++] = (int)h;
	planner->seed = UINT64_C(0x2545f4914f6cdd1d);
	planner->nodes = nodes;
	state_bound(&planner->state, planner->bound, &planner->hopeless);
	state_vector(&planner->state, planner->best_vector);
	sort_cut(planner);
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
	struct plan_result result = {.heads = mem_new((H * P + 1) * sizeof *result.heads),
	    .nodes = nodes - planner.nodes,
	    .proven = planner.proven && planner.state.exact};
	state_matrix(&planner.best, heads);
	for (size_t p = 0; p < P; p++)
		for (size_t h = 0; h < H; h++)
			result.heads[party_of[p] * H + house_of[h]] = heads[p * H + h];
	memcpy(result.vector, planner.best_vector, sizeof result.vector);
	memcpy(result.bound, result.proven ? planner.best_vector : planner.bound, sizeof result.bound);
	state_close(&planner.state);
	state_close(&planner.best);
	free(planner.free);
	free(planner.cut);
	free(planner.open);
	plan_problem_free(&canonical);
	free(house_of);
	free(party_of);
	free(heads);
	return result;
}

void
plan_problem_free(struct plan_problem *problem)
{
	free(problem->households);
	free(problem->parties);
	free(problem->cells);
	*problem = (struct plan_problem){0};
}

void
plan_result_free(struct plan_result *result)
{
	free(result->heads);
	*result = (struct plan_result){0};
}
