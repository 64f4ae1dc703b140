/* A question that nobody has answered: he who was asked is reminded once, then the asker hears
 * that there is no answer and the question goes one step up. */
#include "subjects/wakes.h"

#include "base/text.h"
#include "records/kinds.h"
#include "subjects/asking/inquiries.h"

static void
run(struct turn *turn, const struct wake *wake, bool late)
{
	const struct inquiry *inquiry = turn_find(turn, inquiry, wake->subject);

	(void)late;
	if (inquiry && text_empty(inquiry->answer))
		inquiries_chase(turn, inquiry, (int)wake->rung);
}

const struct wake_kind wake_inquiry_unanswered = {
    .name = "inquiry_unanswered",
    .help = "a question nobody has answered: a reminder, then the next one up and word to the asker",
    .help_zh = "别人问的还没答,催一次",
    .about = &kind_inquiry,
    .late = LATE_RUN,
    .quiet = true,
    .run = run,
};
