/* The planner's board: who sits where, what is left in each household, and what the
 * objective's levels are. Inside planning alone. */
#ifndef PLANNING_STATE_H
#define PLANNING_STATE_H

#include "planning/parties.h"

#define NOWHERE (-1)

struct seat_room {
	int64_t seats, beds, ground; /* left */
	int64_t points;              /* today's */
	int64_t low, high;           /* the band around the target */
	int64_t weight;              /* L / share */
};
struct state {
	const struct plan_problem *problem;
	size_t H, P;
	struct seat_room *rooms;
	int *at;         /* of each party that stays together; NOWHERE if unplaced */
	int64_t *heads;  /* of parties that may be cut, as cells */
	int64_t *points; /* of each party */
	int64_t lcm;     /* L of the last level */
	bool exact;
	int *house_twin, *party_twin; /* the first one exactly alike */
	int64_t *moved;               /* party * (H+1) + household + 1: heads taken away; 0 = nowhere */
};

void state_open(struct state *state, const struct plan_problem *problem);
/* What the search needs at every step: who is exactly alike, what moving costs. */
void state_prepare(struct state *state);
void state_close(struct state *state);
void state_copy(struct state *to, const struct state *from);
bool state_fits(const struct state *state, size_t party, size_t household);
void state_place(struct state *state, size_t party, size_t household);
void state_lift(struct state *state, size_t party); /* takes it from where it is */
/* Moves `heads` of a party that may be cut into (or, negative, out of) a household. */
void state_shift(struct state *state, size_t party, size_t household, int64_t heads);
/* Points beyond the band, and the square, of a household at `points` today. */
int64_t state_outside(const struct state *state, size_t household, int64_t points);
int64_t state_square(const struct state *state, size_t household, int64_t points);
/* Heads the party loses of what it had in still-open households when placed here
 * (NOWHERE included). After state_prepare. */
static inline int64_t
state_moved(const struct state *state, size_t party, int household)
{
	return state->moved[party * (state->H + 1) + (size_t)(household + 1)];
}
void state_vector(const struct state *state, int64_t vector[PLAN_LEVELS]);
/* Everybody's heads as one matrix; `out` has P * H places. */
void state_matrix(const struct state *state, int64_t *out);
/* A vector no plan can be below; *hopeless: the heads that no household can take even
 * if it were empty. */
void state_bound(const struct state *state, int64_t bound[PLAN_LEVELS], int64_t *hopeless);

#endif
