/* A read-back that nobody confirms lapses at the arrival or after two hours; said once. */
#include "subjects/wakes.h"

#include "core/dialog.h"
#include "records/arrival.h"
#include "records/kinds.h"
#include "subjects/guests/guest_words.h"

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
	struct draft draft = turn_draft(
	    turn, "guests-lapsed", WITH({"time", turn_time(turn, kept->at)}, {"heads", guest_heads(turn, kept)}));
	draft.urgency = POST_URGENCY_guests;
	/* Said where it was asked: what was prepared in private is nobody else's. */
	if (kept->privately)
		turn_post_person(turn, kept->by, &draft);
	else
		turn_post_group(turn, kept->group, &draft);
}

const struct wake_kind wake_arrival_lapse = {
    .name = "arrival_lapse",
    .help = "a dispatch nobody confirmed lapses",
    .help_zh = "没人确认的派客作废",
    .about = &kind_arrival,
    .late = LATE_RUN,
    .run = run,
};
