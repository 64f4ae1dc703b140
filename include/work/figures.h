/* The figures of issues, computed from the records by one function, never typed. */
#ifndef WORK_FIGURES_H
#define WORK_FIGURES_H

#include "core/turn.h"

struct figures {
	int64_t listed;       /* reported in the period, duplicates and withdrawn left out */
	int64_t duplicates, withdrawn, refused;
	int64_t open, suspended;
	int64_t solved, explained, not_possible; /* by outcome, closed or finished */
	int64_t confirmed, silent;  /* closed: by the reporter's word, without an answer */
	int64_t asked, answered;    /* reporters asked whether it is solved, and who said something */
	int64_t responded;          /* taken within the time for it */
	int64_t oldest_days;        /* of the open ones */
};

/* Of issues reported from `since` to `until` (ms UTC), at a place or inside it (0 = all),
 * of one owner (0 = all). */
struct figures figures_of(struct turn *turn, int64_t since, int64_t until, int64_t place, int64_t owner);

#endif
