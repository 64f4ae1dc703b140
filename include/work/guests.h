/* Guest dispatch 派客: planning an arrival, publishing, answers, re-allocation,
 * settlement. Shared by its commands and wakes. */
#ifndef WORK_GUESTS_H
#define WORK_GUESTS_H

#include "core/turn.h"
#include "planning/bulk.h"
#include "records/arrival.h"
#include "records/line.h"
#include "records/operator.h"

#define GUEST_OPERATORS_MAX 200 /* households of one village */

/* A plan for one arrival; operators[i] gets households[i].heads. */
struct guest_plan {
	const struct operator *operators[GUEST_OPERATORS_MAX];
	struct bulk_household  households[GUEST_OPERATORS_MAX];
	size_t                 count;
	struct bulk_result     result;
	int64_t                seats; /* free in all open households */
};

/* Plans the arrival over the village's open households; lines already answered stay,
 * households that have declined are out. */
void guests_plan(struct turn *turn, const struct arrival *arrival, struct guest_plan *plan);
/* Says the read-back and asks for 确认. */
void guests_read_back(struct turn *turn, const struct arrival *arrival);
/* Publishes: lines, the one post with everybody's number, wakes. */
void guests_publish(struct turn *turn, const struct arrival *arrival);
/* The operator's lines of live arrivals in this state (or any with -1); the next after `after`. */
const struct line *guests_line(const struct turn *turn, int64_t operator, int state, int64_t after);
/* Marks lines of one arrival declined / no answer, charges them and divides their heads
 * anew: one post for all. */
void guests_give_up(struct turn *turn, int64_t arrival, const int64_t *lines, size_t count, enum line_state state, const char *reason);
#define GUEST_LINES_MAX 400 /* lines given up in one turn */
/* Points served so far: opening balance and all entries. */
int64_t guests_ledger(const struct turn *turn, const struct operator *operator);
/* Heads accepted, and households that have accepted / were asked. */
struct guest_count {
	int64_t asked, accepted, heads, heads_accepted;
};
struct guest_count guests_count(const struct turn *turn, int64_t arrival);
/* Cancels without charge; false if it is already running. */
bool guests_cancel(struct turn *turn, const struct arrival *arrival);
/* Settles an arrival that is over: accepted lines are served, the ledger is written once. */
void guests_settle(struct turn *turn, const struct arrival *arrival);
/* The arrival last announced in this group that is still planned or posted, or NULL. */
const struct arrival *guests_current(const struct turn *turn, int64_t group, int state);
/* The name the household answers to and its first contact. */
int64_t guests_contact(const struct operator *operator);

#endif
