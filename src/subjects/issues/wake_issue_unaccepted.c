/* An issue that nobody has taken: half of the time, the deadline, then up: village, district, township,
 * county. Each rung once; private always; dead as soon as somebody takes it. */
#include "subjects/wakes.h"

#include "core/access.h"
#include "core/names.h"
#include "records/kinds.h"
#include "subjects/issues/chasing.h"
#include "subjects/issues/issue_life.h"
#include "subjects/issues/issues.h"

#define RUNG_HALF 2
#define RUNG_DUE 3
#define RUNG_UP 4 /* and one for each tier */

static void
say(struct turn *turn, const struct issue *issue, int64_t person, const char *key, const char *tried)
{
	struct draft draft = turn_draft(turn, key,
	    WITH({"n", turn_number(turn, issue->id)}, {"place", issues_place(turn, issue)},
	        {"brief", issues_brief(turn, issue)}, {"tried", tried},
	        {"owner", names_of(turn->world, &kind_person, issue->owner)}));

	draft.unasked = true;
	draft.topic = turn_topic(&kind_issue, issue->id);
	turn_post_person(turn, person, &draft);
}

static void
plan(struct turn *turn, const struct issue *issue, int rung, int64_t hours)
{
	turn_wake(turn, &wake_issue_unaccepted, issue->id, rung, schedule_working(turn->world, turn->now, hours));
}

/* The next tier hears what was tried; what it was told stands in its 待办. */
static void
go_up(struct turn *turn, const struct issue *issue, int tier, int64_t hours)
{
	int found = 0;
	int64_t person = chasing_next(turn, issue, tier, &found);

	if (person == 0)
		return;
	const char *tried = chasing_tried(turn, issue);
	const struct issue *kept = chasing_told(turn, issue, person);
	say(turn, kept, person, issue->restricted ? "issue-chase-up-number" : "issue-chase-up", tried);
	if (found + 1 < CHASING_TIERS)
		plan(turn, kept, RUNG_UP + found + 1, hours);
}

static void
run(struct turn *turn, const struct wake *wake, bool late)
{
	const struct issue *issue = turn_find(turn, issue, wake->subject);
	int64_t hours = turn->world->policy.accept_hours;

	(void)late;
	if (issue == NULL || !chasing_waits(issue))
		return;
	if (wake->rung >= RUNG_UP) {
		go_up(turn, issue, (int)wake->rung - RUNG_UP, hours);
		return;
	}
	/* A volunteer was asked once, as an offer; then his neighbour in office. */
	if (turn_reachable(turn, issue->owner) &&
	    !access_volunteer(turn->world, issue->owner, turn_today(turn))) {
		life_note(turn, issue, STEP_REMIND, issue->state, NULL);
		say(turn, issue, issue->owner, wake->rung == RUNG_HALF ? "issue-chase-half" : "issue-chase-due", "");
	}
	plan(turn, issue, (int)wake->rung + 1, wake->rung == RUNG_HALF ? hours / 2 : hours);
}

const struct wake_kind wake_issue_unaccepted = {
    .name = "issue_unaccepted",
    .help =
        "an issue nobody has taken: at half time, at the deadline, then village, district, township, county",
    .help_zh = "问题还没人接,催办",
    .about = &kind_issue,
    .late = LATE_RUN,
    .quiet = true,
    .run = run,
};
