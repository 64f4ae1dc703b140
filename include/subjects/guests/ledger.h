/* The fairness ledger 公平账: points served, promised, charged (allocation.md, "How
 * declines count"). Append-only: a correction is a counter-entry. */
#ifndef GUESTS_LEDGER_H
#define GUESTS_LEDGER_H

#include "core/turn.h"
#include "records/arrival.h"
#include "records/entry.h"
#include "records/line.h"
#include "records/operator.h"

/* Points in the ledger: opening balance and all entries. */
int64_t ledger_points(const struct turn *turn, const struct operator* operator);
/* The same points by what they stand for: guests served; refused, unanswered, missing or
 * failed ones that are charged; opening balance and corrections. */
struct ledger_parts {
	int64_t served, charged, corrected;
};
struct ledger_parts ledger_parts(const struct turn *turn, const struct operator* operator);
/* All points and shares of a village; and what a household is due of them. */
struct ledger_sums {
	int64_t points, shares;
};
struct ledger_sums ledger_sums(const struct turn *turn, int64_t village);
int64_t ledger_due(const struct ledger_sums *sums, const struct operator* operator);
/* Points of arrivals not yet settled that the household was given and has not refused,
 * leaving out one arrival: promised is as good as served when the next one is divided. */
int64_t ledger_promised(const struct turn *turn, const struct operator* operator, int64_t except);
/* Points of so many heads and beds. */
int64_t ledger_worth(const struct turn *turn, int64_t heads, int64_t beds);
/* Writes an entry for an arrival (0 = none) at `percent` of the line's points. */
void ledger_charge(
    struct turn *turn, const struct line *line, enum entry_cause cause, int64_t percent, const char *reason);
void ledger_enter(
    struct turn *turn, int64_t operator, int64_t points, enum entry_cause cause, const char *reason);
/* Gives back what an arrival has charged so far: counter-entries. */
void ledger_reverse(struct turn *turn, int64_t arrival, const char *reason);
/* What a household would have if it stood exactly at its village's average; the
 * household itself is left out of the average. */
int64_t ledger_average(const struct turn *turn, const struct operator* operator);

#endif
