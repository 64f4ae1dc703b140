/* 免除承诺: the promise need not be kept any more. */
#include "reading/parse.h"

#include "records/issue.h"
#include "subjects/disputes/promises.h"
#include "subjects/issues/issue_life.h"

/* By the one it was made to, or the mediator. */
static void
run(struct turn *turn, const struct call *call)
{
	const struct promise *promise = turn_find(turn, promise, call->args[0].id);

	if (promises_refused(turn, promise, PROMISE_cancelled))
		return;
	const struct promise *gone = promises_move(turn, promise, PROMISE_cancelled, call->args[1].text);
	const struct issue *issue = turn_find(turn, issue, gone->issue);
	turn_say(turn, "promise-cancelled", WITH({"promise", turn_number(turn, gone->id)}));
	promises_tell(turn, gone, gone->promiser, "promise-cancelled-party", NULL);
	promises_tell(turn, gone, gone->promisee, "promise-cancelled-party", NULL);
	promises_tell(turn, gone, issue->owner, "promise-cancelled-party", NULL);
}

const struct command command_cancel_promise = {
    .name = "cancel_promise",
    .topic = TOPIC_disputes,
    .phrases = PHRASES("免除承诺", "cancel promise"),
    .help_zh = "免除承诺 <承诺编号> [原因]:对方或调解人说不用了",
    .help_en = "cancel promise <number> [why]: by the other party or the mediator",
    .right = RIGHT_any,
    .where = WHERE_own,
    .hear = HEAR_ADDRESSED,
    .args = {ARG_PROMISE, ARG_REST_OPTIONAL},
    .run = run,
    .examples = EXAMPLES("免除承诺 1 两家和好了", "cancel promise 1"),
};
