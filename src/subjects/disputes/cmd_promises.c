/* 承诺单: the promises that concern who asks and are not kept yet. */
#include "reading/parse.h"

#include "subjects/disputes/promises.h"

static void
run(struct turn *turn, const struct call *call)
{
	struct buf lines = {0};
	int64_t count = 0;

	(void)call;
	if (!turn->chat.private_chat) {
		turn_say(turn, "dispute-private", WITH_NONE);
		return;
	}
	EACH (&turn->world->store, promise, promise)
		if (promises_concern(turn, promise, turn->actor->id) &&
		    (promise->state <= PROMISE_claimed || promise->state == PROMISE_broken)) {
			count++;
			buf_addf(&lines, "\n%s",
			    turn_phrase(turn, "promise-line",
			        WITH({"promise", turn_number(turn, promise->id)},
			            {"words", promises_words(turn, promise)}, {"state", promises_state(turn, promise)})));
		}
	turn_say(turn, count ? "promise-list" : "promise-list-none", WITH({"lines", buf_text(&lines)}));
	buf_free(&lines);
}

const struct command command_promises = {
    .name = "promises",
    .topic = TOPIC_disputes,
    .phrases = PHRASES("承诺单", "promises"),
    .help_zh = "承诺单:和我有关、还没兑现的承诺",
    .help_en = "promises: those that concern me and are not kept yet",
    .right = RIGHT_any,
    .where = WHERE_own,
    .hear = HEAR_ADDRESSED,
    .args = {ARG_END},
    .run = run,
    .examples = EXAMPLES("承诺单", "promises"),
};
