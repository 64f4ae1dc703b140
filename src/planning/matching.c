/* The Hungarian method with potentials: rows are slots of villages, columns are cadres
 * and, behind them, "nobody" once a row. See the header. */
#include "planning/matching.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

#define BARRED (INT64_C(1) << 40) /* on level 0: dearer than every empty slot together */

struct match_board {
	const struct match_problem *problem;
	size_t rows, columns;
	int *village_of;          /* of a row */
	struct match_cost *u, *v; /* potentials, from 1 */
	size_t *row_of;           /* of a column, from 1; 0 = free */
	size_t barred_cadre, barred_village;
};

static struct match_cost
add(struct match_cost a, struct match_cost b, int sign)
{
	for (int i = 0; i < MATCH_LEVELS; i++)
		a.level[i] += sign * b.level[i];
	return a;
}

static bool
below(const struct match_cost *a, const struct match_cost *b)
{
	for (int i = 0; i < MATCH_LEVELS; i++)
		if (a->level[i] != b->level[i])
			return a->level[i] < b->level[i];
	return false;
}

static struct match_cost
cost(const struct match_board *board, size_t row, size_t column)
{
	size_t village = (size_t)board->village_of[row - 1], cadre = column - 1;

	if (column > board->problem->cadre_count)
		return (struct match_cost){{board->problem->villages[village].priority}};
	if (!board->problem->may[cadre * board->problem->village_count + village] ||
	    (cadre == board->barred_cadre && village == board->barred_village))
		return (struct match_cost){{BARRED}};
	return board->problem->costs[cadre * board->problem->village_count + village];
}

/* Finds a place for one row by the cheapest chain of changes: O(rows * columns). */
static void
augment(struct match_board *board, size_t row)
{
	size_t n = board->columns, at = 0;
	struct match_cost *least = mem_new((n + 1) * sizeof *least);
	size_t *way = mem_new((n + 1) * sizeof *way);
	bool *used = mem_new(n + 1), *reached = mem_new(n + 1);

	board->row_of[0] = row;
	do {
		size_t here = board->row_of[at], next = 0;
		struct match_cost delta = {{0}};

		used[at] = true;
		for (size_t j = 1; j <= n; j++) {
			if (used[j])
				continue;
			struct match_cost reduced = add(add(cost(board, here, j), board->u[here], -1), board->v[j], -1);

			if (!reached[j] || below(&reduced, &least[j])) {
				least[j] = reduced;
				way[j] = at;
				reached[j] = true;
			}
			if (next == 0 || below(&least[j], &delta)) {
				delta = least[j];
				next = j;
			}
		}
		for (size_t j = 0; j <= n; j++)
			if (used[j]) {
				board->u[board->row_of[j]] = add(board->u[board->row_of[j]], delta, 1);
				board->v[j] = add(board->v[j], delta, -1);
			} else {
				least[j] = add(least[j], delta, -1);
			}
		at = next;
	} while (board->row_of[at] != 0);
	while (at) {
		size_t before = way[at];

		board->row_of[at] = board->row_of[before];
		at = before;
	}
	free(least);
	free(way);
	free(used);
	free(reached);
}

static void
read_out(const struct match_board *board, int *village)
{
	for (size_t c = 0; c < board->problem->cadre_count; c++) {
		size_t row = board->row_of[c + 1];
		int v = row ? board->village_of[row - 1] : MATCH_NONE;

		/* An impossible pair stands for an empty slot. */
		if (v != MATCH_NONE && cost(board, row, c + 1).level[0] == BARRED)
			v = MATCH_NONE;
		village[c] = v;
	}
}

/* Where the pair itself would cost least: for one whom nobody would need elsewhere. */
static int
cheapest_other(const struct match_problem *problem, size_t cadre, int not_this)
{
	int best = MATCH_NONE;

	for (size_t v = 0; v < problem->village_count; v++) {
		size_t at = cadre * problem->village_count + v;

		if ((int)v != not_this && problem->may[at] && problem->villages[v].slots > 0 &&
		    (best == MATCH_NONE ||
		        below(&problem->costs[at], &problem->costs[cadre * problem->village_count + (size_t)best])))
			best = (int)v;
	}
	return best;
}

struct match_result
match_solve(const struct match_problem *problem)
{
	struct match_board board = {.problem = problem, .barred_cadre = problem->cadre_count};
	struct match_result result = {.village = mem_new((problem->cadre_count + 1) * sizeof(int)),
	    .next_best = mem_new((problem->cadre_count + 1) * sizeof(int))};

	for (size_t v = 0; v < problem->village_count; v++)
		board.rows += (size_t)problem->villages[v].slots;
	board.columns = problem->cadre_count + board.rows;
	board.village_of = mem_new((board.rows + 1) * sizeof *board.village_of);
	board.u = mem_new((board.rows + 1) * sizeof *board.u);
	board.v = mem_new((board.columns + 1) * sizeof *board.v);
	board.row_of = mem_new((board.columns + 1) * sizeof *board.row_of);
	for (size_t v = 0, row = 0; v < problem->village_count; v++)
		for (int64_t s = 0; s < problem->villages[v].slots; s++)
			board.village_of[row++] = (int)v;
	for (size_t row = 1; row <= board.rows; row++)
		augment(&board, row);
	read_out(&board, result.village);
	for (size_t v = 0; v < problem->village_count; v++)
		result.vector.level[MATCH_UNFILLED] += problem->villages[v].priority * problem->villages[v].slots;
	for (size_t c = 0; c < problem->cadre_count; c++) {
		result.next_best[c] = MATCH_NONE;
		if (result.village[c] == MATCH_NONE)
			continue;
		size_t v = (size_t)result.village[c];
		struct match_cost pair = problem->costs[c * problem->village_count + v];
		pair.level[MATCH_UNFILLED] = -problem->villages[v].priority;
		result.vector = add(result.vector, pair, 1);
	}
	/* The best alternative of each: this village barred to him, his slot placed anew. */
	size_t rows = board.rows + 1, columns = board.columns + 1;
	struct match_cost *u = mem_new(rows * sizeof *u), *w = mem_new(columns * sizeof *w);
	size_t *row_of = mem_new(columns * sizeof *row_of);
	int *village = mem_new((problem->cadre_count + 1) * sizeof *village);
	memcpy(u, board.u, rows * sizeof *u);
	memcpy(w, board.v, columns * sizeof *w);
	memcpy(row_of, board.row_of, columns * sizeof *row_of);
	for (size_t c = 0; c < problem->cadre_count; c++) {
		if (result.village[c] == MATCH_NONE)
			continue;
		size_t row = row_of[c + 1];

		board.barred_cadre = c;
		board.barred_village = (size_t)result.village[c];
		board.row_of[c + 1] = 0;
		augment(&board, row);
		read_out(&board, village);
		result.next_best[c] = village[c] != MATCH_NONE ? village[c]
		                                               : cheapest_other(problem, c, result.village[c]);
		memcpy(board.u, u, rows * sizeof *u);
		memcpy(board.v, w, columns * sizeof *w);
		memcpy(board.row_of, row_of, columns * sizeof *row_of);
	}
	free(u);
	free(w);
	free(row_of);
	free(village);
	free(board.village_of);
	free(board.u);
	free(board.v);
	free(board.row_of);
	return result;
}

void
match_result_free(struct match_result *result)
{
	free(result->village);
	free(result->next_best);
	*result = (struct match_result){0};
}
