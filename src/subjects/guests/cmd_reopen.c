/* 开门: what was announced as closed is open again. */
#include "reading/parse.h"

#include "records/booking.h"
#include "records/kinds.h"
#include "subjects/guests/guest_facts.h"

static void
run(struct turn *turn, const struct call *call)
{
	int64_t operator= guests_own_said(turn), gone = 0;

	(void)call;
	if (operator== 0)
		return;
	EACH_BY (&turn->world->store, booking, operator, store_key_int(operator), old)
		if (old->sort == BOOKING_closed && old->to >= turn_today(turn)) {
			struct booking booking = *old;

			booking.to = turn_today(turn) - 1; /* what was, was */
			if (booking.to < booking.from)
				turn_remove(turn, &kind_booking, old->id);
			else
				turn_put(turn, &kind_booking, &booking);
			gone++;
		}
	turn_say(turn, gone ? "reopened" : "reopened-nothing", WITH_NONE);
}

const struct command command_reopen = {
    .name = "reopen",
    .topic = TOPIC_guests,
    .phrases = PHRASES("开门", "恢复接客", "open again"),
    .help_zh = "开门:不休息了,照常接客",
    .help_en = "open again: guests are welcome from now on",
    .right = RIGHT_any,
    .where = WHERE_own,
    .hear = HEAR_ADDRESSED,
    .args = {ARG_END},
    .run = run,
    .operators = true,
    .examples = EXAMPLES("开门", "open again"),
};
