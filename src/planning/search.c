/* Branch and bound over some households and parties; see the header. Levels that are
 * sums over parties (heads, points, moved, wishes) are counted on the way; the two that
 * are sums over households are bounded by what remains to be placed, as if it could be
 * cut point by point. */
#include "planning/search.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "planning/bulk.h"

struct search_frame {
	struct search *search;
	struct state *state;
	int64_t sums[PLAN_LEVELS];                       /* of what is placed so far */
	int64_t *rest_points, *rest_moved, *rest_missed; /* of parties i and behind */
	int64_t best[PLAN_LEVELS];
	int *best_at;
	int64_t *best_heads; /* cut parties × households of the search */
	int64_t best_nodes;
	int64_t least_lack; /* of the bulks: fewer heads than the smallest part */
	bool found;
	int *rank; /* households by points per share, kept sorted */
	struct bulk_household *bulk;
	struct choice *choices; /* of each depth: households of the search */
};

/* Points per share of a household now, comparable without division. */
static bool
before(const struct state *state, int a, int b)
{
	const struct plan_household *x = &state->problem->households[a], *y = &state->problem->households[b];

	return (x->ledger + state->rooms[a].points) * y->share < (y->ledger + state->rooms[b].points) * x->share;
}

/* Points that lie outside the bands whatever is done with `points` more. */
static int64_t
bound_outside(const struct search_frame *frame, int64_t points)
{
	const struct state *state = frame->state;
	int64_t over = 0, under = 0, room = 0;

	for (size_t i = 0; i < frame->search->household_count; i++) {
		int h = frame->search->households[i];
		const struct seat_room *r = &state->rooms[h];
		int64_t all = state->problem->households[h].ledger + r->points;

		over += all > r->high ? all - r->high : 0;
		under += all < r->low ? r->low - all : 0;
		room += all < r->high ? r->high - all : 0;
	}
	return over + (under > points ? under - points : 0) + (points > room ? points - room : 0);
}

/* The least sum of squares when `points` more come and could be cut at will. */
static int64_t
bound_squares(const struct search_frame *frame, int64_t points)
{
	const struct state *state = frame->state;
	size_t n = frame->search->household_count, used = 0;
	int64_t squares = 0, sum = points, shares = 0;
	int *rank = frame->rank;

	for (size_t i = 1; i < n; i++) /* nearly sorted from the last time */
		for (size_t k = i; k > 0 && before(state, rank[k], rank[k - 1]); k--) {
			int swap = rank[k];

			rank[k] = rank[k - 1];
			rank[k - 1] = swap;
		}
	for (size_t i = 0; i < n; i++) {
		const struct plan_household *household = &state->problem->households[rank[i]];
		const struct seat_room *r = &state->rooms[rank[i]];
		int64_t all = household->ledger + r->points;

		/* Water runs into the lowest until the level reaches the next. */
		if (used == i && (i == 0 || all * shares < sum * household->share)) {
			sum += all;
			shares += household->share;
			used++;
		} else {
			squares += r->weight * all * all;
		}
	}
	if (shares) {
		int64_t whole = sum / shares,
		        rest = sum % shares; /* L*sum*sum/shares, rounded up, without leaving 63 bits */
		int64_t part = state->lcm * rest;

		squares += state->lcm * whole * sum + part / shares * sum +
		    (part % shares * sum + (part % shares * sum > 0 ? shares - 1 : 0)) / shares;
	}
	return squares;
}

/* Can what is placed so far still become better than the best? The dear bounds are made
 * only when the cheap levels do not decide. */
static bool
hopeless(struct search_frame *frame, size_t i)
{
	const int64_t *best = frame->best;
	int64_t low[PLAN_LEVELS] = {
	    [PLAN_HEADS] = frame->sums[PLAN_HEADS],
	    [PLAN_POINTS] = frame->sums[PLAN_POINTS],
	    [PLAN_SPLIT] = frame->least_lack,
	    [PLAN_MOVED] = frame->sums[PLAN_MOVED] + frame->rest_moved[i],
	    [PLAN_WISHES] = frame->sums[PLAN_WISHES] + frame->rest_missed[i],
	};

	for (int l = 0; l < PLAN_LEVELS; l++) {
		if (l == PLAN_OUTSIDE)
			low[l] = bound_outside(frame, frame->rest_points[i]);
		else if (l == PLAN_SQUARES)
			low[l] = bound_squares(frame, frame->rest_points[i]);
		if (low[l] != best[l])
			return low[l] > best[l];
	}
	return true;
}

/* Is there a rule for parts of a bulk? */
static bool
ruled(const struct plan_problem *problem)
{
	return problem->bulk_least > 1 || problem->few;
}

/* Fills the parties that may be cut, one after the other: exact for each alone. Without the rule for
 * parts it is quicker, and no worse on the other levels. */
static void
fill_cut(struct search_frame *frame, bool by_rule)
{
	struct search *search = frame->search;
	struct state *state = frame->state;
	const struct plan_problem *problem = state->problem;

	for (size_t c = 0; c < search->cut_count; c++) {
		size_t p = (size_t)search->cut[c];
		const struct plan_party *party = &problem->parties[p];
		int64_t here = 0;

		for (size_t h = 0; h < state->H; h++)
			here += state->heads[p * state->H + h];
		for (size_t i = 0; i < search->household_count; i++) {
			size_t h = (size_t)search->households[i];
			const struct plan_cell *cell = &problem->cells[p * state->H + h];

			frame->bulk[i] = (struct bulk_household){
			    .seats = cell->may && problem->households[h].open ? state->rooms[h].seats : 0,
			    .share = problem->households[h].share,
			    .ledger = problem->households[h].ledger + state->rooms[h].points,
			    .previous = cell->previous,
			    .taken = cell->taken,
			    .weight = state->rooms[h].weight,
			    .order = problem->households[h].order,
			    .open = problem->households[h].open,
			    .low = state->rooms[h].low,
			    .high = state->rooms[h].high,
			};
		}
		int64_t steps = party->heads / (party->unit * 8);
		if (party->unit == 1 && by_rule) {
			const struct bulk_rule rule = {problem->bulk_least, problem->table_heads, problem->few};
			bool exact;

			bulk_fill_least(frame->bulk, search->household_count, party->heads - here, problem->meal_points,
			    &rule, &steps, &exact);
			search->rough |= !exact;
		} else {
			bulk_fill(
			    frame->bulk, search->household_count, party->heads - here, party->unit, problem->meal_points);
		}
		for (size_t i = 0; i < search->household_count; i++)
			if (frame->bulk[i].heads)
				state_shift(state, p, (size_t)search->households[i], frame->bulk[i].heads);
		search->nodes -= steps;
	}
}

/* What the cut parties cost as they sit now, over all households. */
static void
cut_costs(const struct search_frame *frame, int64_t sums[PLAN_LEVELS])
{
	const struct state *state = frame->state;
	const struct plan_problem *problem = state->problem;

	for (size_t c = 0; c < frame->search->cut_count; c++) {
		size_t p = (size_t)frame->search->cut[c];
		int64_t placed = 0, missed = 0;

		for (size_t h = 0; h < state->H; h++) {
			const struct plan_cell *cell = &problem->cells[p * state->H + h];
			int64_t here = state->heads[p * state->H + h];

			placed += here;
			sums[PLAN_SPLIT] += plan_lacks(problem, &problem->parties[p], cell, here);
			sums[PLAN_ASKED] += problem->few && problem->parties[p].unit == 1 && here > cell->previous;
			if (here && cell->missed > missed)
				missed = cell->missed;
			if (problem->households[h].open && cell->previous > here)
				sums[PLAN_MOVED] += cell->previous - here;
		}
		sums[PLAN_HEADS] += problem->parties[p].heads - placed;
		sums[PLAN_POINTS] += (problem->parties[p].heads - placed) * problem->meal_points;
		sums[PLAN_WISHES] += placed < problem->parties[p].heads ? problem->parties[p].wishes : missed;
	}
}

static void
house_costs(const struct search_frame *frame, int64_t sums[PLAN_LEVELS])
{
	for (size_t i = 0; i < frame->search->household_count; i++) {
		size_t h = (size_t)frame->search->households[i];

		sums[PLAN_OUTSIDE] += state_outside(frame->state, h, frame->state->rooms[h].points);
		sums[PLAN_SQUARES] += state_square(frame->state, h, frame->state->rooms[h].points);
	}
}

static void
empty_cut(struct search_frame *frame)
{
	struct search *search = frame->search;

	for (size_t c = 0; c < search->cut_count; c++)
		for (size_t i = 0; i < search->household_count; i++) {
			size_t p = (size_t)search->cut[c], h = (size_t)search->households[i];
			int64_t here = frame->state->heads[p * frame->state->H + h];

			if (here)
				state_shift(frame->state, p, h, -here);
		}
}

static void
keep(struct search_frame *frame, const int64_t sums[PLAN_LEVELS])
{
	struct search *search = frame->search;

	memcpy(frame->best, sums, sizeof frame->best);
	frame->found = true;
	for (size_t i = 0; i < search->party_count; i++)
		frame->best_at[i] = frame->state->at[search->parties[i]];
	for (size_t c = 0; c < search->cut_count; c++)
		for (size_t i = 0; i < search->household_count; i++)
			frame->best_heads[c * search->household_count + i] =
			    frame->state->heads[(size_t)search->cut[c] * frame->state->H + (size_t)search->households[i]];
}

static void
leaf(struct search_frame *frame)
{
	int64_t sums[PLAN_LEVELS];

	memcpy(sums, frame->sums, sizeof sums);
	if (frame->search->cut_count && ruled(frame->state->problem)) {
		int64_t low[PLAN_LEVELS];

		fill_cut(frame, false);
		memcpy(low, sums, sizeof low);
		cut_costs(frame, low);
		house_costs(frame, low);
		low[PLAN_SPLIT] = low[PLAN_ASKED] = 0;
		empty_cut(frame);
		if (plan_compare(low, frame->best) >= 0)
			return;
	}
	if (frame->search->cut_count) {
		fill_cut(frame, ruled(frame->state->problem));
		cut_costs(frame, sums);
	}
	house_costs(frame, sums);
	if (plan_compare(sums, frame->best) < 0)
		keep(frame, sums);
	if (frame->search->cut_count)
		empty_cut(frame);
}

struct choice {
	int household;
	int64_t moved, outside, missed, square;
};

static bool
better(const struct choice *a, const struct choice *b)
{
	if (a->moved != b->moved)
		return a->moved < b->moved;
	if (a->outside != b->outside)
		return a->outside < b->outside;
	if (a->missed != b->missed)
		return a->missed < b->missed;
	return a->square < b->square;
}

/* The households party p may go to, best first. */
static size_t
choices(struct search_frame *frame, size_t p, int not_before, struct choice *out)
{
	struct search *search = frame->search;
	struct state *state = frame->state;
	size_t count = 0;

	for (size_t i = 0; i < search->household_count; i++) {
		int h = search->households[i];
		const struct seat_room *room = &state->rooms[h];
		bool twin = false;

		if (h < not_before || !state_fits(state, p, (size_t)h))
			continue;
		if (search->forced_to >= 0 && (int)p == search->forced && h != search->forced_to)
			continue;
		/* Of households alike in everything, standing alike, the first is enough. */
		for (size_t k = 0; k < i && !twin; k++) {
			int other = search->households[k];
			const struct seat_room *r = &state->rooms[other];

			twin = state->house_twin[other] == state->house_twin[h] && other >= not_before &&
			    r->seats == room->seats && r->beds == room->beds && r->ground == room->ground &&
			    r->points == room->points;
		}
		if (twin && search->cut_count == 0 && search->forced_to < 0)
			continue;
		struct choice choice = {
		    .household = h,
		    .moved = state_moved(state, p, h),
		    .outside = state_outside(state, (size_t)h, room->points + state->points[p]) -
		        state_outside(state, (size_t)h, room->points),
		    .missed = state->problem->cells[p * state->H + (size_t)h].missed,
		    .square = state_square(state, (size_t)h, room->points + state->points[p]) -
		        state_square(state, (size_t)h, room->points),
		};
		size_t at = count++;
		for (; at > 0 && better(&choice, &out[at - 1]); at--)
			out[at] = out[at - 1];
		out[at] = choice;
	}
	return count;
}

static void
descend(struct search_frame *frame, size_t i)
{
	struct search *search = frame->search;
	struct state *state = frame->state;
	struct choice *out = frame->choices + i * search->household_count;

	if (--search->nodes < 0 || hopeless(frame, i))
		return;
	if (i == search->party_count) {
		leaf(frame);
		return;
	}
	size_t p = (size_t)search->parties[i];
	const struct plan_party *party = &state->problem->parties[p];
	bool twin = i > 0 && search->forced_to < 0 &&
	    state->party_twin[search->parties[i - 1]] == state->party_twin[p];
	int not_before = twin ? state->at[search->parties[i - 1]] : 0;
	size_t count = twin && not_before == NOWHERE ? 0 : choices(frame, p, not_before, out);
	int64_t saved[PLAN_LEVELS];
	memcpy(saved, frame->sums, sizeof saved);
	for (size_t c = 0; c < count && search->nodes >= 0; c++) {
		frame->sums[PLAN_MOVED] += out[c].moved;
		frame->sums[PLAN_WISHES] += out[c].missed;
		state_place(state, p, (size_t)out[c].household);
		descend(frame, i + 1);
		state_lift(state, p);
		memcpy(frame->sums, saved, sizeof saved);
	}
	if ((search->may_leave || count == 0) && search->nodes >= 0) {
		frame->sums[PLAN_HEADS] += party->heads;
		frame->sums[PLAN_POINTS] += state->points[p];
		frame->sums[PLAN_MOVED] += state_moved(state, p, NOWHERE);
		frame->sums[PLAN_WISHES] += party->wishes;
		descend(frame, i + 1);
		memcpy(frame->sums, saved, sizeof saved);
	}
}

/* The least each party costs in moved heads and wishes, summed from the back. */
static void
rests(struct search_frame *frame)
{
	struct search *search = frame->search;
	struct state *state = frame->state;
	size_t n = search->party_count;

	frame->rest_points[n] = frame->rest_moved[n] = frame->rest_missed[n] = 0;
	for (size_t c = 0; c < search->cut_count; c++) {
		size_t p = (size_t)search->cut[c];
		int64_t here = 0;

		for (size_t h = 0; h < state->H; h++)
			here += state->heads[p * state->H + h];
		frame->rest_points[n] += (state->problem->parties[p].heads - here) * state->problem->meal_points;
		bool may_fill = false;
		for (size_t h = 0; h < state->H; h++)
			may_fill |= state->problem->cells[p * state->H + h].taken > 0;
		if (here == 0 && !may_fill)
			frame->least_lack += plan_lacks(state->problem, &state->problem->parties[p],
			    &state->problem->cells[p * state->H], state->problem->parties[p].heads);
	}
	for (size_t i = n; i-- > 0;) {
		size_t p = (size_t)search->parties[i];
		int64_t moved = state_moved(state, p, NOWHERE), missed = state->problem->parties[p].wishes;

		for (size_t k = 0; k < search->household_count; k++) {
			int h = search->households[k];
			const struct plan_cell *cell = &state->problem->cells[p * state->H + (size_t)h];
			int64_t m;

			if (!cell->may || !state->problem->households[h].open)
				continue;
			m = state_moved(state, p, h);
			moved = m < moved ? m : moved;
			missed = cell->missed < missed ? cell->missed : missed;
		}
		frame->rest_points[i] = frame->rest_points[i + 1] + state->points[p];
		frame->rest_moved[i] = frame->rest_moved[i + 1] + moved;
		frame->rest_missed[i] = frame->rest_missed[i + 1] + missed;
	}
}

/* The levels of the parties and households of this search as they are now. */
static void
current(struct search_frame *frame, int64_t sums[PLAN_LEVELS])
{
	memset(sums, 0, PLAN_LEVELS * sizeof *sums);
	for (size_t i = 0; i < frame->search->party_count; i++) {
		size_t p = (size_t)frame->search->parties[i];
		const struct plan_party *party = &frame->state->problem->parties[p];
		int at = frame->state->at[p];

		sums[PLAN_HEADS] += at == NOWHERE ? party->heads : 0;
		sums[PLAN_POINTS] += at == NOWHERE ? frame->state->points[p] : 0;
		sums[PLAN_MOVED] += state_moved(frame->state, p, at);
		sums[PLAN_WISHES] += at == NOWHERE
		    ? party->wishes
		    : frame->state->problem->cells[p * frame->state->H + (size_t)at].missed;
	}
	cut_costs(frame, sums);
	house_costs(frame, sums);
}

bool
search_run(struct search *search)
{
	struct state *state = search->state;
	size_t n = search->party_count, k = search->household_count;
	struct search_frame frame = {.search = search, .state = state};
	int64_t now[PLAN_LEVELS];

	int64_t *rests_of = mem_new(
	    3 * (n + 1) * sizeof *rests_of + (search->cut_count + 1) * (k + 1) * sizeof(int64_t));
	int *ints = mem_new((n + k + 2) * sizeof *ints);
	frame.rest_points = rests_of;
	frame.rest_moved = rests_of + n + 1;
	frame.rest_missed = rests_of + 2 * (n + 1);
	frame.best_heads = rests_of + 3 * (n + 1);
	frame.best_at = ints;
	frame.rank = ints + n + 1;
	frame.bulk = mem_new((k + 1) * sizeof *frame.bulk);
	frame.choices = mem_new((n + 1) * (k + 1) * sizeof *frame.choices);
	memcpy(frame.rank, search->households, k * sizeof *frame.rank);
	current(&frame, now);
	memcpy(frame.best, now, sizeof now);
	frame.best[PLAN_SQUARES] += search->plateau;
	if (search->forced_to >= 0)
		frame.best[PLAN_HEADS] = INT64_MAX;
	for (size_t i = 0; i < n; i++)
		frame.best_at[i] = state->at[search->parties[i]];
	for (size_t c = 0; c < search->cut_count; c++)
		for (size_t i = 0; i < k; i++)
			frame.best_heads[c * k + i] =
			    state->heads[(size_t)search->cut[c] * state->H + (size_t)search->households[i]];
	for (size_t i = 0; i < n; i++)
		state_lift(state, (size_t)search->parties[i]);
	empty_cut(&frame);
	rests(&frame);
	descend(&frame, 0);
	for (size_t i = 0; i < n; i++)
		if (frame.best_at[i] != NOWHERE)
			state_place(state, (size_t)search->parties[i], (size_t)frame.best_at[i]);
	for (size_t c = 0; c < search->cut_count; c++)
		for (size_t i = 0; i < k; i++)
			if (frame.best_heads[c * k + i])
				state_shift(state, (size_t)search->cut[c], (size_t)search->households[i],
				    frame.best_heads[c * k + i]);
	free(rests_of);
	free(ints);
	free(frame.bulk);
	free(frame.choices);
	memset(search->change, 0, sizeof search->change);
	for (int i = 0; frame.found && i < PLAN_LEVELS; i++)
		search->change[i] = frame.best[i] - now[i];
	return frame.found && plan_compare(frame.best, now) < 0;
}
