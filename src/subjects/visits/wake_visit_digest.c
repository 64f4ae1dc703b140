/* The morning digest: which households are due for this cadre today. Judged when it
 * fires: whoever was visited meanwhile is not in it; nothing due, nothing said. */
#include "subjects/wakes.h"

#include "records/household.h"
#include "records/kinds.h"
#include "records/visit.h"

#include "core/access.h"
#include "subjects/visits/visits.h"

#define NEVER_LISTED 6

/* Whoever has households and has noted no visit is told of them all the same, once a week. */
static void
never_seen(struct turn *turn, int64_t person)
{
	struct buf names = {0};
	size_t count = 0, logged = 0;

	EACH_BY (&turn->world->store, visit, by, store_key_int(person), visit)
		logged += visit->by == person;
	EACH_BY (&turn->world->store, household, contact_cadre, store_key_int(person), household)
		if (household->status == HOUSEHOLD_active && visits_last(turn, household->id) == NULL &&
		    ++count <= NEVER_LISTED)
			buf_addf(&names, "%s%s", names.n ? (turn->language == EN ? ", " : "、") : "", household->name);
	if (count && logged == 0) {
		struct draft draft = turn_draft(turn, "visits-never",
		    WITH({"households", buf_text(&names)}, {"count", turn_number(turn, (int64_t)count)}));

		draft.unasked = true;
		turn_post_person(turn, person, &draft);
		visits_plan_digest(turn, person, turn_today(turn) + 7);
	}
	buf_free(&names);
}

static void
run(struct turn *turn, const struct wake *wake, bool late)
{
	struct buf names = {0}, concerns = {0};
	size_t count = visits_due(turn, wake->subject, &names, &concerns);
	/* Volunteers are offered, never chased. */
	bool volunteer = access_volunteer(turn->world, wake->subject, turn_today(turn));

	(void)late;
	if (count == 0 && !volunteer)
		never_seen(turn, wake->subject);
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
