/* Posts on their way out; see the header. */
#include "shell/sending.h"

#include <string.h>

#include "core/names.h"
#include "core/outbox.h"
#include "records/kinds.h"
#include "shell/talk.h"

#define LINK_WAIT_MS 60000 /* then it is looked whether the connection is there */

const struct channel *
sending_channel(const struct sending *sending, const char *name)
{
	for (size_t i = 0; i < sending->channel_count; i++)
		if (strcmp(sending->channels[i].name, name) == 0)
			return &sending->channels[i];
	return NULL;
}

static const char *
chat_title(const struct sending *sending, const struct post *post)
{
	const struct world *world = sending->world;

	return post->private ? names_of(world, &kind_person, post->person)
	                     : names_of(world, &kind_group, post->group);
}

void
turn_commit(struct rim *rim, struct turn *turn)
{
	struct batch *batch = turn_close(turn, 0, NULL, 0);

	if (batch)
		rim->commit(rim, batch);
}

void
sending_settle(struct sending *sending, const struct sent_result *result)
{
	struct turn turn;

	sending->posts += result->class == SENT_OK;
	sending->posts_failed += result->class != SENT_OK;
	turn_begin(&turn, sending->world, "sent", sending->rim->now(sending->rim));
	outbox_settle(&turn, result);
	turn_commit(sending->rim, &turn);
}

/* The channel waits and nothing is written for it; a post that has waited for a day is lost. */
static void
hold(struct sending *sending, const struct post *post, int64_t wait_ms, enum post_note why)
{
	int64_t now = sending->rim->now(sending->rim),
	        since = post->due_at > post->created_at ? post->due_at : post->created_at;

	if (now < since + sending->world->policy.post_give_up_hours * MS_HOUR)
		lanes_hold(sending->world, post, now, now + wait_ms);
	else
		sending_settle(sending, &(struct sent_result){.post = post->id, .class = SENT_NEVER, .note = why});
}

/* A post to the console. Where its chats are kept, the kept line is the delivery, and it is
 * shown when it is on the disk; else showing it is. */
static void
deliver_console(struct sending *sending, const struct post *post)
{
	struct arena arena = {0};
	struct speech speech = post_speech(post, &arena);
	struct sent_result result = {.post = post->id, .class = SENT_OK};
	struct buf json = {0};

	answer_shown(&speech, chat_title(sending, post), &json);
	if (sending->keep_talk) {
		struct turn turn;

		sending->posts++;
		turn_begin(&turn, sending->world, "sent", sending->rim->now(sending->rim));
		talk_posted(&turn, post);
		outbox_settle(&turn, &result);
		turn_commit(sending->rim, &turn);
		answers_behind(sending->answers, 0, sending->world->last_turn, 200, NULL, 0, json.p);
		answers_release(sending->answers);
	} else {
		sending->rim->show(sending->rim, json.p, json.n);
		buf_free(&json);
		sending_settle(sending, &result);
	}
	arena_clear(&arena);
}

static void
send_one(struct sending *sending, const struct post *post)
{
	const struct channel *channel = sending_channel(sending, post->channel);
	size_t index = channel ? (size_t)(channel - sending->channels) : 0;
	struct sent_result result = {.post = post->id, .class = SENT_NEVER, .note = NOTE_no_channel};
	struct arena arena = {0};
	struct client_request request;

	if (channel == NULL ? strcmp(post->channel, "console") == 0 : channel->platform == &platform_console) {
		deliver_console(sending, post);
	} else if (channel && links_carry(sending->links, index)) {
		struct outgoing outgoing = platform_outgoing(post, sending->rim->now(sending->rim) / 1000, &arena);

		if (!links_push(sending->links, index, &outgoing, post->id))
			hold(sending, post, LINK_WAIT_MS, NOTE_no_connection);
	} else if (channel && channel->platform->encode) {
		struct channel mine = *channel;

		if (!tokens_put(sending->tokens, index, &mine)) {
			hold(sending, post, TOKEN_WAIT_MS, NOTE_no_token);
		} else if (mine.platform->encode(
		               &mine, post, sending->rim->now(sending->rim) / 1000, &arena, &request)) {
			sending->rim->send(sending->rim, &request, post->id);
		} else {
			result.note = NOTE_no_address;
			sending_settle(sending, &result);
		}
	} else {
		sending_settle(sending, &result);
	}
	arena_clear(&arena);
}

bool
sending_room(const struct sending *sending, size_t reserve)
{
	return sending->rim->queued_bytes(sending->rim) + reserve < QUEUE_BYTES_MAX;
}

/* What was held for one chat until now leaves as one post. */
static void
merge(struct sending *sending)
{
	struct turn turn;

	turn_begin(&turn, sending->world, "merge", sending->rim->now(sending->rim));
	if (outbox_merge(&turn))
		turn_commit(sending->rim, &turn);
	else
		turn_abort(&turn);
}

int64_t
sending_pump(struct sending *sending)
{
	int64_t again = INT64_MAX;
	const struct post *post;

	if (sending_room(sending, QUEUE_BYTES_RESERVED))
		merge(sending);
	while (sending_room(sending, QUEUE_BYTES_RESERVED) &&
	    (post = lanes_take(sending->world, sending->rim->now(sending->rim), &again)) != NULL)
		send_one(sending, post);
	return again;
}
