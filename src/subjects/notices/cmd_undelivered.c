/* 未送达, 重发, 为什么没收到: posts that wait, failed or may have failed. What the platform
 * has taken is no longer held here; everything else is. */
#include "reading/parse.h"

#include <string.h>

#include "base/text.h"
#include "core/outbox.h"
#include "records/kinds.h"
#include "records/person.h"
#include "records/post.h"

#define LISTED_MAX 10
#define BRIEF_BYTES 48

static bool
lost(const struct post *post)
{
	return post->state == POST_dead || post->state == POST_unknown;
}

static void
run_undelivered(struct turn *turn, const struct call *call)
{
	struct buf lines = {0};
	size_t count = 0;

	(void)call;
	EACH (&turn->world->store, post, post)
		if (lost(post) && count++ < LISTED_MAX)
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
    .needs = ADMINS,
    .hear = HEAR_ADDRESSED,
    .args = {ARG_END},
    .run = run_undelivered,
    .examples = EXAMPLES("未送达", "undelivered"),
};

static void
run_resend(struct turn *turn, const struct call *call)
{
	const struct post *found = turn_find(turn, post, call->args[0].number);

	if (found == NULL || !lost(found)) {
		turn_say(turn, "resend-which", WITH_NONE);
		return;
	}
	struct post post = *found;
	post.state = POST_queued;
	post.attempt = 0;
	post.due_at = turn->now; /* its time begins anew */
	post.note = NULL;
	turn_put(turn, &kind_post, &post);
	turn_say(turn, "resent", WITH({"n", turn_number(turn, post.id)}, {"who", outbox_receiver(turn, &post)}));
}

const struct command command_resend = {
    .name = "resend",
    .topic = TOPIC_notices,
    .phrases = PHRASES("重发", "resend"),
    .help_zh = "重发 <第几条>:查清原因后再发一次没送到的消息",
    .help_en = "resend <number>: a message that did not arrive, once more",
    .needs = ADMINS,
    .hear = HEAR_ADDRESSED,
    .args = {ARG_NUMBER},
    .run = run_resend,
    .examples = EXAMPLES("重发 12", "resend 12"),
};

/* Why a post to this chat has not come. */
static const char *
fate(struct turn *turn, const struct post *post)
{
	if (post->state == POST_queued && post->due_at > turn->now)
		return turn_phrase(turn, "notice-held", WITH({"time", turn_time(turn, post->due_at)}));
	if (lost(post))
		return turn_phrase(turn, post->state == POST_dead ? "notice-lost" : "notice-unknown",
		    WITH({"why", outbox_why(turn, post)}));
	return turn_phrase(turn, "notice-trying", WITH_NONE);
}

static void
run_missing(struct turn *turn, const struct call *call)
{
	struct buf lines = {0};
	size_t count = 0;

	(void)call;
	EACH (&turn->world->store, post, post) {
		bool mine = turn->chat.private_chat
		    ? post->private && post->person == turn->actor->id
		    : !post->private && post->group == turn->chat.group && turn->chat.group;

		if (!mine || count++ >= LISTED_MAX)
			continue;
		size_t line = strcspn(post->text, "\n");
		const char *brief = arena_text(&turn->arena, post->text, line);
		if (line > BRIEF_BYTES)
			brief = arena_printf(&turn->arena, "%.*s…", (int)text_part(brief, BRIEF_BYTES), brief);
		buf_addf(&lines, "\n%s",
		    turn_phrase(turn, "missing-line",
		        WITH({"time", turn_time(turn, post->created_at)}, {"brief", brief},
		            {"fate", fate(turn, post)})));
	}
	if (count)
		turn_say(
		    turn, "missing", WITH({"count", turn_number(turn, (int64_t)count)}, {"lines", buf_text(&lines)}));
	else if (!turn->chat.private_chat && !turn_reachable(turn, turn->actor->id))
		turn_say(turn, "missing-unreachable", WITH_NONE);
	else
		turn_say(turn, turn->chat.private_chat ? "missing-none" : "missing-none-group", WITH_NONE);
	buf_free(&lines);
}

const struct command command_missing = {
    .name = "missing",
    .topic = TOPIC_notices,
    .phrases = PHRASES("为什么没收到", "怎么没收到", "why nothing came", "why no message"),
    .help_zh = "为什么没收到:给你(或本群)的通知卡在哪里",
    .help_en = "why nothing came: what holds the messages for you, or for this group",
    .needs = ANYBODY,
    .hear = HEAR_ADDRESSED,
    .args = {ARG_END},
    .run = run_missing,
    .examples = EXAMPLES("为什么没收到", "why nothing came"),
};
