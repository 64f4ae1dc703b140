/* The morning digest: which households are due for this cadre today. Judged when it
 * fires: whoever was visited meanwhile is not in it; nothing due, nothing said. */
#include "subjects/wakes.h"

#include "records/kinds.h"

#include "core/access.h"
#include "subjects/visits/visits.h"

static void
run(struct turn *turn, const struct wake *wake, bool late)
{
	struct buf names = {0}, concerns = {0};
	size_t count = visits_due(turn, wake->subject, &names, &concerns);
	/* Volunteers are offered, never chased. */
	bool volunteer = access_volunteer(turn->world, wake->subject, turn_today(turn));

	(void)late;
	if (count) {
		struct draft draft = turn_draft(turn,
		    volunteer       ? "visits-offer"
		        : count > 6 ? "visits-due-many"
		                    : "visits-due",
		    WITH({"households", buf_text(&names)}, {"concerns", buf_text(&concerns)},
		        {"count", turn_number(turn, (int64_t)count)}));

		draft.unasked = true;
		turn_post_person(turn, wake->subject, &draft);
		if (!volunteer)
			visits_plan_digest(
			    turn, wake->subject, turn_today(turn) + 7); /* once a week while due: reminders stay rare */
	}
	buf_free(&names);
	buf_free(&concerns);
}

const struct wake_kind wake_visit_digest = {
    .name = "visit_digest",
    .help = "households due for a visit, 08:20, private",
    .help_zh = "早上告诉干部今天该去哪几户",
    .about = &kind_person,
    .late = LATE_RUN,
    .quiet = true,
    .run = run,
};
