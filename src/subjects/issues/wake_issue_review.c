/* A suspended issue's review day: it goes on, and its owner is told. */
#include "subjects/wakes.h"

#include "records/kinds.h"
#include "subjects/issues/issue_life.h"
#include "subjects/issues/issues.h"

static void
run(struct turn *turn, const struct wake *wake, bool late)
{
	const struct issue *issue = life_step(turn, wake->subject, LIFE_resume, NULL, NULL, NULL);

	(void)late;
	if (issue == NULL)
		return;
	struct draft draft = turn_draft(turn, "issue-review",
	    WITH({"n", turn_number(turn, issue->id)}, {"place", issues_place(turn, issue)},
	        {"brief", issues_brief(turn, issue)}));
	draft.unasked = true;
	draft.topic = turn_topic(&kind_issue, issue->id);
	turn_post_person(turn, issue->owner, &draft);
}

const struct wake_kind wake_issue_review = {
    .name = "issue_review",
    .help = "the review day of a suspended issue: it goes on",
    .help_zh = "挂起的问题到了复核日,继续办",
    .about = &kind_issue,
    .late = LATE_RUN,
    .quiet = true,
    .run = run,
};
