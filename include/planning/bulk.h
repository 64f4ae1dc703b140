/* Dividing a bulk of guests among operator households, exactly and fairly over time
 * (allocation.md): pure, deterministic, integers only. */
#ifndef PLANNING_BULK_H
#define PLANNING_BULK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct bulk_household {
	int64_t seats;     /* free ones, net of bookings */
	int64_t share;     /* 1 … 10000 */
	int64_t ledger;    /* points served so far */
	int64_t previous;  /* heads the plan before gave it */
	int64_t taken;     /* heads it has accepted of this bulk already */
	int64_t weight;    /* L / share, for bulk_fill_least */
	int64_t order;     /* ties: lowest first (the public draw) */
	bool open;         /* takes part and counts in the fairness sums */
	int64_t low, high; /* the band its points should stay in; set by bulk_plan */
	int64_t heads;     /* out */
};
struct bulk_policy {
	int64_t meal_points, band_points;
};
struct bulk_result {
	int64_t unplaced, moved, outside;  /* levels 0, 2, 3 of the objective */
	int64_t total_points, total_share; /* target = total_points * share / total_share */
};

/* Places `heads` in whole units of `unit`: each next unit goes to the household with
 * room and the smallest (change of moved heads, change of points outside the band,
 * (2*(ledger+today)+unit points)/share). heads % unit is left over as unplaced. */
struct bulk_result bulk_plan(struct bulk_household *households, size_t count, int64_t heads, int64_t unit,
    const struct bulk_policy *policy);
/* The same inside bands that are given; the heads that found no room. */
int64_t bulk_fill(
    struct bulk_household *households, size_t count, int64_t heads, int64_t unit, int64_t meal_points);

/* The smallest part (src/planning/allocation.md): nothing or `least`, or what fills the last table of one that
 * has accepted; with `few`, as few households as possible get more than before. */
struct bulk_rule {
	int64_t least, table;
	bool few;
};
/* What a part of `heads` lacks. */
int64_t bulk_lacks(const struct bulk_rule *rule, int64_t taken, int64_t heads);
/* Fills by single heads under the rule, inside bands that are given: exact, by dynamic programming over
 * households and heads, unless the table would be too large: then *exact is false and it is merely
 * good. *steps: what it cost. Returns the heads that found no room. */
int64_t bulk_fill_least(struct bulk_household *households, size_t count, int64_t heads, int64_t meal_points,
    const struct bulk_rule *rule, int64_t *steps, bool *exact);

#endif
