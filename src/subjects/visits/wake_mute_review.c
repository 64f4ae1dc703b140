/* A muted household's review day: its contact cadre is asked, once; it stays muted until
 * somebody says otherwise. */
#include "subjects/wakes.h"

#include "core/names.h"
#include "records/kinds.h"
#include "subjects/visits/visits.h"

static void
run(struct turn *turn, const struct wake *wake, bool late)
{
	const struct household *household = turn_find(turn, household, wake->subject);

	(void)late;
	if (household == NULL || household->status != HOUSEHOLD_muted)
		return;
	const struct visit *last = visits_last(turn, household->id);
	int64_t whom = household->contact_cadre ? household->contact_cadre : last ? last->by : 0;
	struct draft draft = turn_draft(turn, "mute-review",
	    WITH({"household", household->name},
	        {"village", names_place_title(turn->world, household->village, &turn->arena)}));
	draft.unasked = true;
	turn_post_person(turn, whom, &draft);
}

const struct wake_kind wake_mute_review = {
    .name = "mute_review",
    .help = "the review day of a muted household: its cadre is asked",
    .help_zh = "静默到期,问联户干部",
    .about = &kind_household,
    .late = LATE_RUN,
    .quiet = true,
    .run = run,
};
