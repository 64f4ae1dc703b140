/* 确认兑现: the promisee says that it was kept. */
#include "reading/parse.h"

#include "subjects/disputes/promises.h"

static void
run(struct turn *turn, const struct call *call)
{
	const struct promise *promise = turn_find(turn, promise, call->args[0].id);

	if (!promises_refused(turn, promise, PROMISE_kept))
		promises_fulfil(turn, promise);
}

const struct command command_confirm_promise = {
    .name = "confirm_promise",
    .phrases = PHRASES("确认兑现"),
    .help_zh = "确认兑现 <承诺编号>",
    .help_en = "确认兑现 <promise>",
    .right = RIGHT_any,
    .where = WHERE_own,
    .hear = HEAR_ADDRESSED,
    .args = {ARG_PROMISE},
    .run = run,
    .hidden = true,
    .examples = EXAMPLES("确认兑现 1"),
};
