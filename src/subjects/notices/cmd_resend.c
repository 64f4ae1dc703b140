/* 重发: a post that did not arrive is queued again. */
#include "reading/parse.h"

#include "core/outbox.h"
#include "records/kinds.h"
#include "records/post.h"
#include "subjects/notices/undelivered.h"

static void
run(struct turn *turn, const struct call *call)
{
	const struct post *found = turn_find(turn, post, call->args[0].number);

	if (found == NULL || !undelivered_lost(found)) {
		turn_say(turn, "resend-which", WITH_NONE);
		return;
	}
	struct post post = *found;
	post.state = POST_queued;
	post.attempt = 0;
	post.due_at = turn->now; /* its time begins anew */
	post.note = NOTE_none;
	turn_put(turn, &kind_post, &post);
	turn_say(turn, "resent", WITH({"n", turn_number(turn, post.id)}, {"who", outbox_receiver(turn, &post)}));
}

const struct command command_resend = {
    .name = "resend",
    .topic = TOPIC_notices,
    .phrases = PHRASES("重发", "resend"),
    .help_zh = "重发 <第几条>:查清原因后再发一次没送到的消息",
    .help_en = "resend <number>: a message that did not arrive, once more",
    .right = RIGHT_administer,
    .where = WHERE_post,
    .hear = HEAR_ADDRESSED,
    .args = {ARG_NUMBER},
    .run = run,
    .examples = EXAMPLES("重发 12", "resend 12"),
};
