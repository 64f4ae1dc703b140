/* Danger to life: the alert again until somebody takes it, quiet hours or not. */
#include "subjects/wakes.h"

#include "records/kinds.h"
#include "subjects/issues/issues.h"

static void
run(struct turn *turn, const struct wake *wake, bool late)
{
	const struct issue *issue = turn_find(turn, issue, wake->subject);

	(void)late;
	if (issue == NULL || issue->urgency != URGENCY_danger || issue->state > ISSUE_assigned)
		return;
	issues_alert(turn, issue, (int)wake->rung);
	turn_wake(turn, &wake_danger_repeat, issue->id, (int)wake->rung + 1,
	    turn->now + turn->world->policy.danger_repeat_min * MS_MINUTE);
}

const struct wake_kind wake_danger_repeat = {
    .name = "danger_repeat",
    .help = "danger to life: the alert again every 10 minutes until somebody takes it",
    .help_zh = "险情没人接,再叫一次",
    .about = &kind_issue,
    .late = LATE_RUN,
    .run = run,
};
