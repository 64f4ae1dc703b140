/* The guests are due: from now on the arrival is running and nobody's offer is open. */
#include "subjects/wakes.h"

#include "records/arrival.h"
#include "records/kinds.h"

static void
run(struct turn *turn, const struct wake *wake, bool late)
{
	const struct arrival *open = turn_find(turn, arrival, wake->subject);

	(void)late;
	if (open == NULL || open->state != ARRIVAL_posted)
		return;
	struct arrival arrival = *open;
	arrival.state = ARRIVAL_running;
	turn_put(turn, &kind_arrival, &arrival);
}

const struct wake_kind wake_arrival_start = {
    .name = "arrival_start",
    .help = "the guests of a dispatch are due: it is running",
    .help_zh = "客人该到了",
    .about = &kind_arrival,
    .late = LATE_RUN,
    .run = run,
};
