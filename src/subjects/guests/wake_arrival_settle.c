/* The guests have gone: the ledger gets what was served, once, silently. */
#include "subjects/wakes.h"

#include "records/kinds.h"
#include "subjects/guests/guests.h"

static void
run(struct turn *turn, const struct wake *wake, bool late)
{
	const struct arrival *arrival = turn_find(turn, arrival, wake->subject);

	(void)late;
	if (arrival)
		guests_settle(turn, arrival);
}

const struct wake_kind wake_arrival_settle = {
    .name = "arrival_settle",
    .help = "an arrival that is over goes into the fairness ledger",
    .help_zh = "接待结束,记入公平账",
    .about = &kind_arrival,
    .late = LATE_RUN,
    .run = run,
};
