/* Dividing an arrival of several parties among operator households (allocation.md):
 * pure, deterministic, integers only. The objective are integers compared in order; see src/planning/allocation.md. */
#ifndef PLANNING_PARTIES_H
#define PLANNING_PARTIES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Six of them are always there. Two are 0 unless the problem asks for them: PLAN_SPLIT, what parts of
 * a bulk lack of the smallest part, and PLAN_ASKED, the households asked for more than before. */
enum plan_level {
	PLAN_HEADS,
	PLAN_POINTS,
	PLAN_SPLIT,
	PLAN_MOVED,
	PLAN_OUTSIDE,
	PLAN_ASKED,
	PLAN_WISHES,
	PLAN_SQUARES,
	PLAN_LEVELS
};

struct plan_household {
	int64_t seats, beds, ground_beds; /* net of bookings */
	int64_t share, ledger;
	int64_t order; /* ties: lowest first (the public draw) */
	bool open;     /* takes part and counts in the fairness sums */
};
struct plan_party {
	int64_t heads;
	int64_t unit; /* 0: stays together; u: may be cut into whole units of u heads */
	int64_t beds, ground_beds;
	int64_t wishes; /* sum of the weights of its wishes */
	int64_t order;
	bool locked; /* stays exactly where it was */
};
/* A party in a household. */
struct plan_cell {
	int64_t previous; /* heads the plan before put here */
	int64_t taken;    /* of a bulk given anew: heads this household has accepted of it already */
	int64_t missed;   /* weights of the wishes this household does not grant */
	bool may;         /* has what the party needs and is not forbidden */
	bool named;       /* a wish of the party names this household */
};
struct plan_problem {
	int64_t meal_points, bed_points, band_points;
	int64_t bulk_least; /* of a bulk that may be cut one by one a household gets so many or none; 0, 1: any */
	int64_t table_heads; /* who has accepted may be asked for fewer if that fills its last table; 0: not */
	bool few;            /* a bulk is given anew: as few households as can take it are asked */
	struct plan_household *households;
	size_t household_count;
	struct plan_party *parties;
	size_t party_count;
	struct plan_cell *cells; /* party * household_count + household */
};
struct plan_result {
	int64_t *heads; /* as cells; owned, free with plan_result_free */
	int64_t vector[PLAN_LEVELS], bound[PLAN_LEVELS];
	int64_t nodes; /* of the search */
	bool proven;   /* no better plan exists */
};

/* The best plan found within `nodes` steps of search (PLAN_NODES is a good number): the
 * same problem gives the same plan on every machine, and neither names nor the order of
 * the lists change its vector. */
struct plan_result plan_parties(const struct plan_problem *problem, int64_t nodes);
#define PLAN_NODES 12000000
/* Frees the lists of a problem that owns them. */
void plan_problem_free(struct plan_problem *problem);
void plan_result_free(struct plan_result *result);
/* The six integers of any plan that keeps the hard rules. */
void plan_score(const struct plan_problem *problem, const int64_t *heads, int64_t vector[PLAN_LEVELS]);
int plan_compare(const int64_t a[PLAN_LEVELS], const int64_t b[PLAN_LEVELS]);
/* What a part of `heads` lacks: 0, or what is missing to the smallest part that makes sense for this
 * party in a household. */
int64_t plan_lacks(const struct plan_problem *problem, const struct plan_party *party,
    const struct plan_cell *cell, int64_t heads);
/* Points of one party. */
int64_t plan_points(const struct plan_problem *problem, const struct plan_party *party);
/* What one household is due in all, floor(target); the sums are of the whole problem. */
int64_t plan_due(const struct plan_problem *problem, size_t household);
/* Why a household got what it got. */
enum plan_code {
	PLAN_BEHIND,
	PLAN_AHEAD,
	PLAN_FULL,
	PLAN_NEED,
	PLAN_WISH,
	PLAN_NAMED,
	PLAN_LOCKED,
	PLAN_KEPT,
	PLAN_LOT,
	PLAN_CLOSED,
	PLAN_SMALL, /* too few guests for a part of its own */
	PLAN_CODES
};
extern const char *const plan_code_names[PLAN_CODES];
struct plan_reason {
	int64_t due, ledger, today, after; /* points */
	int64_t heads;
	enum plan_code code;
	size_t next; /* the household that a further guest would go to; household_count if none */
};
struct plan_reason plan_reason_of(const struct plan_problem *problem, const int64_t *heads, size_t household);
/* Least common multiple of the open households' shares; 0 if it leaves 2^53: the last
 * level is then near, not exact, and nothing is proven. */
int64_t plan_lcm(const struct plan_problem *problem);

#endif
