/* The grace after the chase is over: what is still open counts as no answer and goes to
 * others. */
#include "subjects/wakes.h"

#include "records/kinds.h"
#include "subjects/guests/guests.h"

static void
run(struct turn *turn, const struct wake *wake, bool late)
{
	const struct arrival *arrival = turn_find(turn, arrival, wake->subject);

	(void)late;
	if (arrival == NULL || arrival->state != ARRIVAL_posted || arrival->at <= turn->now)
		return;
	/* Only offers of the window that has closed: a household that got these heads from
	 * another a moment ago still has its own. */
	int64_t since = turn->now - turn->world->policy.offer_grace_min * MS_MINUTE;
	int64_t lines[GUEST_LINES_MAX];
	size_t count = 0;
	EACH_BY (&turn->world->store, line, arrival, store_key_int(arrival->id), line)
		if (line->state == LINE_offered && count < GUEST_LINES_MAX &&
		    (line->offered_at <= since || line->offered_at == arrival->posted_at))
			lines[count++] = line->id;
	if (count)
		guests_give_up(turn, arrival->id, lines, count, LINE_no_answer, NULL);
}

const struct wake_kind wake_offer_end = {
    .name = "offer_end",
    .help = "guest offers still unanswered go to other households",
    .help_zh = "一直没应的,改派给别家",
    .about = &kind_arrival,
    .late = LATE_RUN,
    .run = run,
};
