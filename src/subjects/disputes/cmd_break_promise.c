/* 没兑现: the promisee says that it was not kept. */
#include "reading/parse.h"

#include "subjects/disputes/promises.h"
#include "subjects/issues/issue_life.h"

static void
run(struct turn *turn, const struct call *call)
{
	const struct promise *promise = turn_find(turn, promise, call->args[0].id);

	if (promises_refused(turn, promise, PROMISE_broken))
		return;
	promises_broken(turn, promise, call->args[1].text);
	turn_say(turn, "promise-noted-broken", WITH({"promise", turn_number(turn, promise->id)}));
}

const struct command command_break_promise = {
    .name = "break_promise",
    .phrases = PHRASES("没兑现"),
    .help_zh = "没兑现 <承诺编号> [情况]",
    .help_en = "没兑现 <promise> [what]",
    .right = RIGHT_any,
    .where = WHERE_own,
    .hear = HEAR_ADDRESSED,
    .args = {ARG_PROMISE, ARG_REST_OPTIONAL},
    .run = run,
    .hidden = true,
    .examples = EXAMPLES("没兑现 1 只给了一半"),
};
