/* An issue that nobody has taken: half of the time, the deadline, then one step up.
 * Each rung once; private always; dead as soon as somebody takes it. */
#include "subjects/wakes.h"

#include "core/access.h"
#include "core/dialog.h"
#include "core/names.h"
#include "records/kinds.h"
#include "subjects/issues/issues.h"

static int64_t
next_up(const struct turn *turn, const struct issue *issue)
{
	static const enum role_role order[] = {
	    ROLE_district_secretary, ROLE_village_secretary, ROLE_district_sponsor, ROLE_admin};

	for (size_t i = 0; i < sizeof order / sizeof *order; i++) {
		int64_t person = issue_officer(turn, issue, order[i], issue->owner);

		if (person)
			return person;
	}
	return 0;
}

static void
run(struct turn *turn, const struct wake *wake, bool late)
{
	const struct issue *issue = turn_find(turn, issue, wake->subject);
	int64_t hours = turn->world->policy.accept_hours;
	int64_t whom;

	(void)late;
	if (issue == NULL ||
	    (issue->state != ISSUE_reported && issue->state != ISSUE_accepted && issue->state != ISSUE_assigned))
		return;
	whom = wake->rung < 4 ? issue->owner : next_up(turn, issue);
	/* A volunteer is asked once, as an offer; then his neighbour in office. */
	if (whom && wake->rung == 3 && access_volunteer(turn->world, whom, turn_today(turn)))
		whom = 0;
	if (whom) {
		struct draft draft = turn_draft(turn,
		    wake->rung == 2         ? "issue-chase-half"
		        : wake->rung == 3   ? "issue-chase-due"
		        : issue->restricted ? "issue-chase-up-number"
		                            : "issue-chase-up",
		    WITH({"n", turn_number(turn, issue->id)}, {"place", issues_place(turn, issue)},
		        {"brief", issues_brief(turn, issue)},
		        {"owner", names_of(turn->world, &kind_person, issue->owner)}));

		draft.unasked = true;
		draft.topic = turn_topic(&kind_issue, issue->id);
		turn_post_person(turn, whom, &draft);
	}
	if (wake->rung < 4)
		turn_wake(turn, &wake_issue_unaccepted, issue->id, (int)wake->rung + 1,
		    schedule_working(turn->world, turn->now, wake->rung == 2 ? hours / 2 : hours));
}

const struct wake_kind wake_issue_unaccepted = {
    .name = "issue_unaccepted",
    .help = "an issue nobody has taken: at half time, at the deadline, then the next one up",
    .help_zh = "问题还没人接,催办",
    .about = &kind_issue,
    .late = LATE_RUN,
    .quiet = true,
    .run = run,
};
