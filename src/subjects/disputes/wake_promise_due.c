/* A promise falls due: its promiser is reminded the day before, its promisee is asked on
 * the day, and the next working day a promise nobody speaks for is broken and told. */
#include "subjects/wakes.h"

#include "records/issue.h"
#include "records/kinds.h"
#include "subjects/disputes/promises.h"

static void
run(struct turn *turn, const struct wake *wake, bool late)
{
	const struct promise *promise = turn_find(turn, promise, wake->subject);

	(void)late;
	if (promise == NULL || (promise->state != PROMISE_open && promise->state != PROMISE_claimed))
		return;
	if (wake->rung == 1) {
		if (promise->state == PROMISE_open)
			promises_tell(turn, promise, promise->promiser, "promise-tomorrow", NULL);
	} else if (wake->rung == 2) {
		if (promise->state == PROMISE_open)
			promises_ask(turn, promise, "promise-ask-due");
	} else if (promise->state == PROMISE_open) {
		promises_broken(turn, promise, NULL);
	} else { /* he says so, the other is silent: the mediator asks */
		const struct issue *issue = turn_find(turn, issue, promise->issue);

		promises_tell(turn, promise, issue->owner, "promise-ask-by-mediator", NULL);
	}
}

const struct wake_kind wake_promise_due = {
    .name = "promise_due",
    .help = "a promise: its promiser the day before, its promisee on the day, then broken and told",
    .help_zh = "承诺到期提醒",
    .late = LATE_RUN,
    .quiet = true,
    .run = run,
};
