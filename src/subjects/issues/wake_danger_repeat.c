/* Danger to life: the alert again until somebody takes it, quiet hours or not. Every third round
 * without an answer one more tier hears of it; when all know, it is called once an hour for a day. */
#include "subjects/wakes.h"

#include "records/kinds.h"
#include "subjects/issues/chasing.h"
#include "subjects/issues/issues.h"

#define HOURS_CALLED 24

static void
run(struct turn *turn, const struct wake *wake, bool late)
{
	const struct issue *issue = turn_find(turn, issue, wake->subject);

	(void)late;
	if (issue == NULL || issue->urgency != URGENCY_danger || issue->state > ISSUE_assigned)
		return;
	int round = (int)wake->rung, fast = ALARM_ROUNDS * (CHASING_TIERS + 1);
	issues_alert(turn, issue, round);
	if (round % ALARM_ROUNDS == 0)
		issues_alarm_up(turn, turn_find(turn, issue, issue->id), round);
	if (round < fast + HOURS_CALLED)
		turn_wake(turn, &wake_danger_repeat, issue->id, round + 1,
		    turn->now +
		        (round < fast ? turn->world->policy.danger_repeat_min * MS_MINUTE : (int64_t)MS_HOUR));
}

const struct wake_kind wake_danger_repeat = {
    .name = "danger_repeat",
    .help = "danger to life: the alert again every 10 minutes until somebody takes it",
    .help_zh = "险情没人接,再叫一次",
    .about = &kind_issue,
    .late = LATE_RUN,
    .run = run,
};
