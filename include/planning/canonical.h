/* One order for a problem whatever its lists' order and names: the search sees only
 * this. Inside planning alone. */
#ifndef PLANNING_CANONICAL_H
#define PLANNING_CANONICAL_H

#include "planning/parties.h"

/* Fills house_of[new] = old and party_of[new] = old. Ranked by what they are and by
 * whom they are tied to; those alike in everything by their draw order. */
void canonical_order(const struct plan_problem *problem, size_t *house_of, size_t *party_of);
/* A copy in that order; cells and lists owned by the caller (plan_problem_free). */
struct plan_problem canonical_copy(
    const struct plan_problem *problem, const size_t *house_of, const size_t *party_of);

#endif
