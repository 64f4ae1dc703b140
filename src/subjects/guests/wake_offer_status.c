/* Half-way through the answer window: who has not answered, once, without mentions, if
 * the group's budget of unasked messages allows it. */
#include "subjects/wakes.h"

#include "records/kinds.h"
#include "subjects/guests/guest_words.h"
#include "subjects/guests/guest_facts.h"

static void
run(struct turn *turn, const struct wake *wake, bool late)
{
	const struct arrival *arrival = turn_find(turn, arrival, wake->subject);

	(void)late;
	if (arrival == NULL || arrival->state != ARRIVAL_posted)
		return;
	struct guest_count count = guests_count(turn, arrival->id);
	/* Nobody or everybody: the post itself, or silence, says it. */
	if (count.accepted == 0 || count.accepted == count.asked)
		return;
	struct draft draft = {.unasked = true, .topic = turn_topic(&kind_arrival, arrival->id)};
	buf_adds(&draft.text, guest_status(turn, arrival));
	turn_post_group(turn, arrival->group, &draft);
}

const struct wake_kind wake_offer_status = {
    .name = "offer_status",
    .help = "half-way to the end of the answers: who has answered, once",
    .help_zh = "通报谁接了、谁还没回",
    .about = &kind_arrival,
    .late = LATE_SKIP,
    .quiet = true,
    .run = run,
};
