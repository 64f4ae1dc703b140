/* A read-back that nobody confirms lapses at the arrival or after two hours; said once. */
#include "wakes/wakes.h"

#include "core/dialog.h"
#include "records/arrival.h"
#include "records/kinds.h"

static void
run(struct turn *turn, const struct wake *wake, bool late)
{
	const struct arrival *open = turn_find(turn, arrival, wake->subject);

	(void)late;
	if (open == NULL || open->state != ARRIVAL_planned)
		return;
	struct arrival arrival = *open;
	arrival.state = ARRIVAL_lapsed;
	const struct arrival *kept = turn_put(turn, &kind_arrival, &arrival);
	dialog_close(turn, DIALOG_confirm, kept->id);
	struct draft draft = turn_draft(turn, "guests-lapsed", WITH({"time", turn_time(turn, kept->at)}, {"heads", turn_number(turn, kept->heads)}));
	draft.urgency = POST_URGENCY_guests;
	turn_post_group(turn, kept->group, &draft);
}

const struct wake_kind wake_arrival_lapse = {
	.name = "arrival_lapse",
	.help = "a dispatch nobody confirmed lapses",
	.late = LATE_RUN,
	.run = run,
};
