/* A draw that nobody revealed for a day has failed, and is recorded as failed. */
#include "subjects/wakes.h"

#include "records/kinds.h"
#include "records/lot.h"

static void
run(struct turn *turn, const struct wake *wake, bool late)
{
	const struct lot *open = turn_find(turn, lot, wake->subject);

	(void)late;
	if (open == NULL || open->state != LOT_open)
		return;
	struct lot lot = *open;
	lot.state = LOT_failed;
	const struct lot *kept = turn_put(turn, &kind_lot, &lot);
	struct draft draft = turn_draft(turn, "lot-lapsed", WITH({"number", turn_number(turn, kept->id)}));
	draft.unasked = true;
	turn_post_group(turn, kept->group, &draft);
}

const struct wake_kind wake_lot_lapse = {
    .name = "lot_lapse",
    .help = "a draw nobody revealed within a day is recorded as failed",
    .help_zh = "抽签没人开签,作废",
    .late = LATE_RUN,
    .quiet = true,
    .run = run,
};
