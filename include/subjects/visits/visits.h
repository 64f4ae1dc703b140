/* Visits 走访: intervals and what is due. Derived, never stored as flags. */
#ifndef VISITS_VISITS_H
#define VISITS_VISITS_H

#include "core/turn.h"
#include "records/household.h"
#include "records/visit.h"

/* The day before which the household is next to be visited, after `visit`; retries of a
 * missed one come sooner. */
int32_t visits_next(const struct turn *turn, const struct household *household, const struct visit *visit);
/* The last visit of the household, or NULL. */
const struct visit *visits_last(const struct turn *turn, int64_t household);
/* Whole intervals that went by since the day it was due: visits not made, each made up by the next. */
int64_t visits_lapsed(const struct turn *turn, const struct household *household, const struct visit *visit);
/* How often in a row nobody was at home, the last time included. */
int visits_missed(const struct turn *turn, int64_t household);
/* Plans the morning digest of `person` on that day. */
void visits_plan_digest(struct turn *turn, int64_t person, int32_t day);
/* Appends the names of the households that are due for the person today; their number.
 * `concerns`, unless NULL (it is for private chats alone), gets what he himself wrote of
 * the first of them the last time. */
size_t visits_due(struct turn *turn, int64_t person, struct buf *names, struct buf *concerns);

/* No reminders about the household until the day; then its contact cadre is asked. */
void visits_mute(struct turn *turn, const struct household *household, int32_t review);
void visits_unmute(struct turn *turn, const struct household *household);

/* Coverage of a village, or of all villages of a place above them, in a period (`until` not included): two figures, households reached and visits made. */
struct coverage {
	int64_t households;      /* that are to be visited: neither moved nor empty */
	int64_t reached, visits; /* distinct households; visits, both ways */
	int64_t received;        /* of the visits: they came to us */
	int64_t never, overdue, muted;
	int64_t lapsed; /* whole intervals that went by after the due day without a visit */
};
struct coverage visits_coverage(struct turn *turn, int64_t place, int32_t since, int32_t until);
/* Are we in private? If not, it is said that a diary is kept there alone. */
bool visits_private(struct turn *turn);

#endif
