/* Exact search over a few households and parties at a time: branch and bound, limited
 * by nodes. Over all of them it is the proof. Inside planning alone. */
#ifndef PLANNING_SEARCH_H
#define PLANNING_SEARCH_H

#include "planning/state.h"

struct search {
	struct state *state;
	int *households, *parties; /* parties that stay together, hardest first */
	size_t household_count, party_count;
	int *cut; /* parties that may be cut and have heads to place here */
	size_t cut_count;
	bool may_leave;              /* a party may be left without a place */
	bool rough;                  /* out: a bulk was too large to be filled exactly */
	bool plateau;                /* an equal plan is welcome, too */
	int forced, forced_to;       /* with forced_to >= 0: this party must sit there, better or not */
	int64_t nodes;               /* in: how many steps; out: how many are left */
	int64_t change[PLAN_LEVELS]; /* out: what the levels changed by */
};

/* Re-places the parties over the households; the state is changed only to something not
 * worse, unless a party is forced. True if it got strictly better. The search was complete if nodes are left. */
bool search_run(struct search *search);

#endif
