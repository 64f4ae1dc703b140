/* What is known of arrivals, their lines and their households. Nothing is changed here. */
#ifndef GUESTS_GUEST_FACTS_H
#define GUESTS_GUEST_FACTS_H

#include "core/turn.h"
#include "records/arrival.h"
#include "records/line.h"
#include "records/operator.h"

/* The operator's lines of live arrivals in this state (or any live one with -1); the next after `after`. */
const struct line *guests_line(const struct turn *turn, int64_t operator, int state, int64_t after);
/* Heads accepted, and households that have accepted / were asked. */
struct guest_count {
	int64_t asked, accepted, heads, heads_accepted;
};
struct guest_count guests_count(const struct turn *turn, int64_t arrival);
/* The arrival last announced in this group (0 = any) in this state, or NULL. */
const struct arrival *guests_current(const struct turn *turn, int64_t group, int state);
/* The first contact of a household; 0 if it has none. */
int64_t guests_contact(const struct operator* operator);
/* The operator household of the one who speaks, in the group's village; 0 if none. */
int64_t guests_own(const struct turn *turn);
/* The village whose operators are meant by who speaks where; 0 if there is none. */
int64_t guests_village(const struct turn *turn);
/* The household of the one who speaks; 0 after saying so. */
int64_t guests_own_said(struct turn *turn);
#define GUESTS_EARLY_MS (2 * MS_HOUR) /* guests come early, too */
/* The household's taken line that is due now, or NULL. */
const struct line *guests_due_line(const struct turn *turn, int64_t operator);

#endif
