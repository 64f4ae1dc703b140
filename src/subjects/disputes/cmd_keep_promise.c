/* 兑现: the promiser says that it is done, and the other is asked; said by the promisee it is so. */
#include "reading/parse.h"

#include "subjects/disputes/promises.h"

/* By the promiser: his word, and the other is asked. By the promisee: it is so. */
static void
run(struct turn *turn, const struct call *call)
{
	const struct promise *promise = turn_find(turn, promise, call->args[0].id);
	bool promisee = promise->promisee == turn->actor->id;

	if (promises_refused(turn, promise, promisee ? PROMISE_kept : PROMISE_claimed))
		return;
	if (promisee) {
		promises_fulfil(turn, promise);
		return;
	}
	const struct promise *claimed = promises_move(turn, promise, PROMISE_claimed, NULL);
	turn_say(turn, "promise-claimed", WITH({"promise", turn_number(turn, claimed->id)}));
	promises_ask(turn, claimed, "promise-ask-claimed");
}

const struct command command_keep_promise = {
    .name = "keep_promise",
    .topic = TOPIC_disputes,
    .phrases = PHRASES("兑现", "keep promise"),
    .help_zh = "兑现 <承诺编号>:说到做到了,请对方确认",
    .help_en = "keep promise <number>: done; the other confirms",
    .right = RIGHT_any,
    .where = WHERE_own,
    .hear = HEAR_ADDRESSED,
    .args = {ARG_PROMISE},
    .run = run,
    .examples = EXAMPLES("兑现 承诺1", "keep promise 1"),
};
