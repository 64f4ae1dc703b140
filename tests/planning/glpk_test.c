/* The planner against a mixed-integer reference by GLPK, level by level: small random
 * instances, each level minimised with the ones before held. Test only. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <glpk.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "problems.h"

/* Columns: a seat of party p in household h; points over and under the band; and one
 * for each point a household may have today, since squares are sums of odd steps. */
struct model {
	glp_prob *lp;
	const struct plan_problem *problem;
	int *seat; /* column, 0 = may not */
	int *over, *under, *step, *steps;
	double **level; /* coefficient of each column on each level */
	double constant[PLAN_LEVELS];
	int columns;
};

#define COLUMNS_MAX 4000

static int
column(struct model *model, double upper, bool whole)
{
	int c = glp_add_cols(model->lp, 1);

	assert_true(c < COLUMNS_MAX);
	glp_set_col_bnds(model->lp, c, upper > 0 ? GLP_DB : GLP_LO, 0, upper);
	if (whole)
		glp_set_col_kind(model->lp, c, GLP_IV);
	return c;
}

static void
row(struct model *model, int n, const int *index, const double *value, int type, double bound)
{
	int r = glp_add_rows(model->lp, 1);

	glp_set_row_bnds(model->lp, r, type, bound, bound);
	glp_set_mat_row(model->lp, r, n, index, value);
}

/* What a party's seat here adds: 0 heads, 1 beds, 2 ground beds, 3 points. */
static double
load_of(const struct plan_problem *problem, size_t p, int what)
{
	const struct plan_party *party = &problem->parties[p];
	double heads = (double)(party->unit ? party->unit : party->heads);

	switch (what) {
	case 0: return heads;
	case 1: return (double)party->beds;
	case 2: return (double)party->ground_beds;
	default: return party->unit ? heads * (double)problem->meal_points : (double)plan_points(problem, party);
	}
}

static void
household_rows(struct model *model, size_t h, double low, double high, int64_t weight)
{
	const struct plan_problem *problem = model->problem;
	const struct plan_household *house = &problem->households[h];
	double room[3] = {(double)house->seats, (double)house->beds, (double)house->ground_beds};
	int index[COLUMNS_MAX], n,
	    steps = (int)(house->seats * problem->meal_points + house->beds * problem->bed_points);
	double value[COLUMNS_MAX];

	for (int what = 0; what < 3; what++) {
		n = 0;
		for (size_t p = 0; p < problem->party_count; p++)
			if (model->seat[p * problem->household_count + h]) {
				index[++n] = model->seat[p * problem->household_count + h];
				value[n] = load_of(problem, p, what);
			}
		row(model, n, index, value, GLP_UP, room[what]);
	}
	n = 0;
	for (size_t p = 0; p < problem->party_count; p++)
		if (model->seat[p * problem->household_count + h]) {
			index[++n] = model->seat[p * problem->household_count + h];
			value[n] = load_of(problem, p, 3);
		}
	int over = column(model, 0, false), under = column(model, 0, false);
	model->level[PLAN_OUTSIDE][over] = model->level[PLAN_OUTSIDE][under] = 1;
	index[n + 1] = over;
	value[n + 1] = -1;
	row(model, n + 1, index, value, GLP_UP, high - (double)house->ledger);
	index[n + 1] = under;
	value[n + 1] = 1;
	row(model, n + 1, index, value, GLP_LO, low - (double)house->ledger);
	model->constant[PLAN_SQUARES] += (double)(weight * house->ledger * house->ledger);
	for (int i = 0; i < steps; i++) {
		int step = column(model, 1, false);

		model->level[PLAN_SQUARES][step] = (double)(weight * (2 * (house->ledger + i) + 1));
		index[++n] = step;
		value[n] = -1;
	}
	row(model, n, index, value, GLP_FX, 0);
}

/* What a part of a bulk costs: heads taken away, what it lacks of the smallest part, whether the
 * household is asked for more. */
static void
bulk_rows(
    struct model *model, const struct plan_party *party, const struct plan_cell *cell, int seat, double units)
{
	const struct plan_problem *problem = model->problem;
	double unit = (double)party->unit, least = (double)problem->bulk_least;
	bool by_one = party->unit == 1;

	if (cell->previous) {
		int moved = column(model, 0, false);

		model->level[PLAN_MOVED][moved] = 1;
		row(model, 2, (int[]){0, moved, seat}, (double[]){0, 1, unit}, GLP_LO, (double)cell->previous);
	}
	if (by_one && problem->bulk_least > 1) {
		int some = column(model, 1, true), lacks = column(model, 0, false);

		model->level[PLAN_SPLIT][lacks] = 1;
		row(model, 2, (int[]){0, seat, some}, (double[]){0, 1, -units}, GLP_UP, 0);
		if (cell->taken && problem->table_heads) {
			/* What is left of its last table may be asked, too; or a table more. */
			double full = (double)(problem->table_heads - cell->taken % problem->table_heads);
			int fills = column(model, 1, true);

			row(model, 4, (int[]){0, lacks, some, seat, fills}, (double[]){0, 1, -least, 1, least}, GLP_LO,
			    0);
			row(model, 2, (int[]){0, seat, fills}, (double[]){0, 1, units}, GLP_UP, full + units);
			row(model, 2, (int[]){0, seat, fills}, (double[]){0, 1, -full}, GLP_LO, 0);
		} else {
			row(model, 3, (int[]){0, lacks, some, seat}, (double[]){0, 1, -least, 1}, GLP_LO, 0);
		}
	}
	if (by_one && problem->few) {
		int asked = column(model, 1, true);

		model->level[PLAN_ASKED][asked] = 1;
		row(model, 2, (int[]){0, seat, asked}, (double[]){0, 1, -units}, GLP_UP, (double)cell->previous);
	}
}

static void
party_rows(struct model *model, size_t p)
{
	const struct plan_problem *problem = model->problem;
	const struct plan_party *party = &problem->parties[p];
	double units = party->unit ? (double)(party->heads / party->unit) : 1;
	int index[COLUMNS_MAX], n = 0;
	double value[COLUMNS_MAX];

	model->constant[PLAN_HEADS] += (double)party->heads;
	model->constant[PLAN_POINTS] += (double)plan_points(problem, party);
	model->constant[PLAN_WISHES] += (double)party->wishes;
	for (size_t h = 0; h < problem->household_count; h++) {
		const struct plan_cell *cell = &problem->cells[p * problem->household_count + h];

		if (!problem->households[h].open)
			continue;
		if (party->unit == 0)
			model->constant[PLAN_MOVED] += (double)cell->previous;
		if (!cell->may) {
			model->constant[PLAN_MOVED] += party->unit ? (double)cell->previous : 0;
			continue;
		}
		int seat = column(model, units, true);
		model->seat[p * problem->household_count + h] = seat;
		model->level[PLAN_HEADS][seat] = -load_of(problem, p, 0);
		model->level[PLAN_POINTS][seat] = -load_of(problem, p, 3);
		if (party->unit == 0) {
			model->level[PLAN_WISHES][seat] = (double)(cell->missed - party->wishes);
			model->level[PLAN_MOVED][seat] = -(
			    double)(cell->previous < party->heads ? cell->previous : party->heads);
		}
		if (party->unit)
			bulk_rows(model, party, cell, seat, units);
		index[++n] = seat;
		value[n] = 1;
	}
	if (n)
		row(model, n, index, value, GLP_UP, units);
}

static void
reference(const struct plan_problem *problem, int64_t vector[PLAN_LEVELS])
{
	struct model model = {.lp = glp_create_prob(),
	    .problem = problem,
	    .seat = mem_new(problem->party_count * problem->household_count * sizeof(int))};
	double *levels[PLAN_LEVELS], points = 0, shares = 0;
	int index[COLUMNS_MAX];
	double value[COLUMNS_MAX];
	glp_iocp control;

	for (int i = 0; i < PLAN_LEVELS; i++)
		levels[i] = mem_new(COLUMNS_MAX * sizeof(double));
	model.level = levels;
	glp_term_out(GLP_OFF);
	for (size_t p = 0; p < problem->party_count; p++) {
		points += (double)plan_points(problem, &problem->parties[p]);
		party_rows(&model, p);
	}
	int64_t lcm = plan_lcm(problem);
	for (size_t h = 0; h < problem->household_count; h++)
		if (problem->households[h].open) {
			points += (double)problem->households[h].ledger;
			shares += (double)problem->households[h].share;
		}
	for (size_t h = 0; h < problem->household_count; h++) {
		double target = points * (double)problem->households[h].share / shares;

		if (problem->households[h].open)
			household_rows(&model, h, floor(target + 1e-9) - (double)problem->band_points,
			    ceil(target - 1e-9) + (double)problem->band_points, lcm / problem->households[h].share);
	}
	glp_init_iocp(&control);
	control.presolve = GLP_ON;
	for (int l = 0; l < PLAN_LEVELS; l++) {
		int n = 0, columns = glp_get_num_cols(model.lp);

		for (int c = 1; c <= columns; c++) {
			glp_set_obj_coef(model.lp, c, levels[l][c]);
			if (levels[l][c] < 0 || levels[l][c] > 0) {
				index[++n] = c;
				value[n] = levels[l][c];
			}
		}
		assert_int_equal(glp_intopt(model.lp, &control), 0);
		assert_int_equal(glp_mip_status(model.lp), GLP_OPT);
		double best = floor(glp_mip_obj_val(model.lp) + 0.5);
		vector[l] = (int64_t)(best + model.constant[l]);
		if (n)
			row(&model, n, index, value, GLP_UP, best + 0.01);
	}
	for (int i = 0; i < PLAN_LEVELS; i++)
		free(levels[i]);
	free(model.seat);
	glp_delete_prob(model.lp);
}

static void
compare_all(struct rng *rng, int rounds, bool bulks)
{
	for (int round = 0; round < rounds; round++) {
		struct plan_problem problem = bulks ? problem_bulk(rng, rng_below(rng, 3), 3 + rng_below(rng, 4))
		                                    : problem_random(rng, 4 + rng_below(rng, 5),
		                                          3 + rng_below(rng, 3), (enum problem_style)(round % 5));
		struct plan_result result = plan_parties(&problem, PLAN_NODES);
		int64_t vector[PLAN_LEVELS];
		bool some = false;

		for (size_t h = 0; h < problem.household_count; h++)
			some |= problem.households[h].open;
		if (some) {
			reference(&problem, vector);
			for (int i = 0; i < PLAN_LEVELS; i++)
				if (result.vector[i] != vector[i])
					fail_msg("round %d, level %d: %lld, but %lld is possible", round, i,
					    (long long)result.vector[i], (long long)vector[i]);
			assert_true(result.proven || !bulks);
		}
		plan_result_free(&result);
		plan_problem_free(&problem);
	}
}

static void
test_reference(void **state)
{
	struct rng rng;

	(void)state;
	rng_seed(&rng, "glpk", 4);
	compare_all(&rng, 40, false);
}

/* Bulks with a smallest part, alone and beside families, divided and given anew. */
static void
test_smallest_part(void **state)
{
	struct rng rng;

	(void)state;
	rng_seed(&rng, "least", 5);
	compare_all(&rng, 80, true);
	glp_free_env();
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_reference), cmocka_unit_test(test_smallest_part)};

	return cmocka_run_group_tests_name("glpk", tests, NULL, NULL);
}
