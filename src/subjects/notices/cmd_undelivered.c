/* 未送达: the posts that did not arrive, and why. */
#include "reading/parse.h"

#include "core/outbox.h"
#include "records/post.h"
#include "subjects/notices/undelivered.h"

static void
run(struct turn *turn, const struct call *call)
{
	struct buf lines = {0};
	size_t count = 0;

	(void)call;
	EACH (&turn->world->store, post, post)
		if (undelivered_lost(post) && outbox_may(turn, turn->actor->id, RIGHT_administer, post) &&
		    count++ < UNDELIVERED_LISTED_MAX)
			buf_addf(&lines, "\n%s",
			    turn_phrase(turn, "undelivered-line",
			        WITH({"n", turn_number(turn, post->id)}, {"time", turn_time(turn, post->created_at)},
			            {"who", outbox_receiver(turn, post)}, {"why", outbox_why(turn, post)})));
	if (count)
		turn_say(turn, "undelivered",
		    WITH({"count", turn_number(turn, (int64_t)count)}, {"lines", buf_text(&lines)}));
	else
		turn_say(turn, "undelivered-none", WITH_NONE);
	buf_free(&lines);
}

const struct command command_undelivered = {
    .name = "undelivered",
    .topic = TOPIC_notices,
    .phrases = PHRASES("未送达", "没送到的", "undelivered"),
    .help_zh = "未送达:哪些消息没送到,为什么",
    .help_en = "undelivered: which messages did not arrive, and why",
    .right = RIGHT_administer,
    .where = WHERE_own,
    .hear = HEAR_ADDRESSED,
    .args = {ARG_END},
    .run = run,
    .examples = EXAMPLES("未送达", "undelivered"),
};
