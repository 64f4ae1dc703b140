/* 为什么没收到: where the posts to who asks, or to this group, are held up. */
#include "reading/parse.h"

#include <string.h>

#include "base/text.h"
#include "core/outbox.h"
#include "records/person.h"
#include "records/post.h"
#include "subjects/notices/undelivered.h"

#define BRIEF_BYTES 48

/* Why a post to this chat has not come. */
static const char *
fate(struct turn *turn, const struct post *post)
{
	if (post->state == POST_queued && post->due_at > turn->now)
		return turn_phrase(turn, "notice-held", WITH({"time", turn_time(turn, post->due_at)}));
	if (undelivered_lost(post))
		return turn_phrase(turn, post->state == POST_dead ? "notice-lost" : "notice-unknown",
		    WITH({"why", outbox_why(turn, post)}));
	return turn_phrase(turn, "notice-trying", WITH_NONE);
}

static void
run(struct turn *turn, const struct call *call)
{
	struct buf lines = {0};
	size_t count = 0;

	(void)call;
	EACH (&turn->world->store, post, post) {
		bool mine = turn->chat.private_chat
		    ? post->private && post->person == turn->actor->id
		    : !post->private && post->group == turn->chat.group && turn->chat.group;

		if (!mine || count++ >= UNDELIVERED_LISTED_MAX)
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
    .right = RIGHT_any,
    .where = WHERE_own,
    .hear = HEAR_ADDRESSED,
    .args = {ARG_END},
    .run = run,
    .examples = EXAMPLES("为什么没收到", "why nothing came"),
};
