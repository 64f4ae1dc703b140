/* Random allocations for tests: skewed ledgers, ties, declines, parties that may be cut. */
#ifndef TESTS_PROBLEMS_H
#define TESTS_PROBLEMS_H

#include "base/rng.h"
#include "planning/parties.h"

enum problem_style { PROBLEM_PLAIN, PROBLEM_SKEWED, PROBLEM_TIES, PROBLEM_DECLINES, PROBLEM_CUT };

/* Owned by the caller; free with plan_problem_free. With PROBLEM_CUT one party may be cut. */
struct plan_problem problem_random(
    struct rng *rng, size_t parties, size_t households, enum problem_style style);
/* Families and, last, a bulk with a smallest part: divided for the first time, or anew when some of it
 * is offered or accepted. */
struct plan_problem problem_bulk(struct rng *rng, size_t families, size_t households);
/* The same with lists and draw orders shuffled. */
struct plan_problem problem_shuffled(struct rng *rng, const struct plan_problem *problem);

#endif
