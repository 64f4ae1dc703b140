/* Matching cadres to villages, or volunteers to home villages (allocation.md): the
 * Hungarian method over costs of four levels compared in order. Pure. */
#ifndef PLANNING_MATCHING_H
#define PLANNING_MATCHING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum match_level { MATCH_UNFILLED, MATCH_SPECIALTY, MATCH_HOMETOWN, MATCH_DISTANCE, MATCH_LEVELS };

struct match_cost {
	int64_t level[MATCH_LEVELS];
};
struct match_village {
	int64_t priority, slots;
};
struct match_problem {
	size_t cadre_count, village_count;
	struct match_village *villages;
	struct match_cost *costs; /* cadre * village_count + village; level 0 unused */
	bool *may;                /* as costs */
};
#define MATCH_NONE (-1)
struct match_result {
	int *village;   /* of each cadre; MATCH_NONE if he is left out */
	int *next_best; /* where he would go if this village were barred to him */
	struct match_cost vector;
};

/* The optimum; a cadre serves one village at most, a village takes `slots`. */
struct match_result match_solve(const struct match_problem *problem);
void match_result_free(struct match_result *result);

#endif
