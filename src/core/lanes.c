/* Lanes and buckets; see the header. A lane that may send stands once in lanes_due by
 * the time its head may leave; a lane that waits for a result stands nowhere. */
#include "core/lanes.h"

#include <stdlib.h>
#include <string.h>

#include "base/require.h"
#include "base/text.h"

#define TOKEN MS_MINUTE /* parts of a token: a channel gains per_minute parts each millisecond */
#define PAUSE_MAX_MS (15 * MS_MINUTE)
#define PRESSED_MS 1000 /* who waits longer than this for his channel is pressed */
#define PRESSED_MAX 64  /* lanes looked at in one go */

static const struct channel_traits traits_default = {.burst = 20, .per_minute = 1200};

/* Times of lanes that wait for none: danger before all, then by the post's number. */
#define READY (INT64_MIN / 2)

/* Tokens that come with time, of a channel or of one conversation. */
struct pace {
	int64_t parts, at;
};
struct bucket {
	char *channel;
	struct channel_traits traits;
	struct pace pace;
	int64_t closed_until;
};

struct lane {
	char *channel, *chat;
	size_t bucket;  /* of its channel */
	int64_t *posts; /* waiting, in the order they shall leave */
	size_t count, cap;
	bool listed;
	int64_t flying; /* the post whose result is awaited, 0 = none */
	int64_t listed_at;
	struct pace pace;
};

static size_t
bucket_of(struct world *world, const char *channel)
{
	for (size_t i = 0; i < world->bucket_count; i++)
		if (strcmp(world->buckets[i].channel, channel) == 0)
			return i;
	world->buckets = mem_grow(world->buckets, (world->bucket_count + 1) * sizeof *world->buckets);
	world->buckets[world->bucket_count] = (struct bucket){.channel = mem_copy(channel, strlen(channel)),
	    .traits = traits_default,
	    .pace.parts = traits_default.burst * TOKEN};
	return world->bucket_count++;
}

void
lanes_set_traits(struct world *world, const char *channel, struct channel_traits traits, int64_t now)
{
	size_t number = bucket_of(world, channel);
	struct bucket *bucket = &world->buckets[number];

	require(traits.burst > 0 && traits.per_minute > 0);
	bucket->traits = traits;
	bucket->pace = (struct pace){
	    (traits.per_minute < traits_default.per_minute ? 1 : traits.burst) * TOKEN, now};
}

const struct channel_traits *
lanes_traits(const struct world *world, const char *channel)
{
	for (size_t i = 0; i < world->bucket_count; i++)
		if (strcmp(world->buckets[i].channel, channel) == 0)
			return &world->buckets[i].traits;
	return &traits_default;
}

static struct lane *
lane_of(struct world *world, const char *channel, const char *chat, uint64_t *number)
{
	uint64_t hash = text_hash(chat);
	struct sorted_pair pair;

	for (uint64_t from = 0; sorted_seek(&world->lane_index, hash, from, &pair) && pair.key == hash;
	     from = pair.value + 1) {
		struct lane *lane = world->lanes[pair.value];

		if (strcmp(lane->chat, chat) == 0 && strcmp(lane->channel, channel) == 0) {
			*number = pair.value;
			return lane;
		}
	}
	sorted_add(&world->lane_index, hash, world->lane_count);
	world->lanes = mem_grow(world->lanes, (world->lane_count + 1) * sizeof *world->lanes);
	struct lane *lane = mem_new(sizeof *lane);
	lane->channel = mem_copy(channel, strlen(channel));
	lane->chat = mem_copy(chat, strlen(chat));
	lane->bucket = bucket_of(world, channel);
	*number = world->lane_count;
	world->lanes[world->lane_count++] = lane;
	return lane;
}

/* The position of the post that leaves next: the first that is due; a head that has
 * failed three times steps aside. If none is due, the one that is due first. */
static size_t
head(const struct world *world, const struct lane *lane, int64_t now, int64_t *due)
{
	size_t best = 0;

	*due = INT64_MAX;
	for (size_t i = 0; i < lane->count; i++) {
		const struct post *post = store_find(&world->store, &kind_post, lane->posts[i]);
		bool aside = post->attempt >= LANE_HEAD_TRIES;

		if (post->due_at <= now) {
			*due = now;
			return i;
		}
		if (post->due_at < *due) {
			*due = post->due_at;
			best = i;
		}
		if (!aside && post->state == POST_retry)
			break; /* order in the chat: what follows waits for it */
	}
	return best;
}

static void
list(struct world *world, struct lane *lane, uint64_t number, int64_t now)
{
	int64_t due;

	if (lane->listed)
		sorted_remove(&world->lanes_due, store_key_int(lane->listed_at), number);
	lane->listed = lane->count > 0 && lane->flying == 0;
	if (!lane->listed)
		return;
	size_t at = head(world, lane, now, &due);
	if (due == now) {
		const struct post *post = store_find(&world->store, &kind_post, lane->posts[at]);

		due = post->urgency == POST_URGENCY_danger ? INT64_MIN + post->id : READY + post->id;
	}
	lane->listed_at = due;
	sorted_add(&world->lanes_due, store_key_int(lane->listed_at), number);
}

void
lanes_join(struct world *world, const struct post *post)
{
	uint64_t number;

	if (post->state != POST_queued && post->state != POST_retry)
		return;
	struct lane *lane = lane_of(world, post->channel, post->chat, &number);
	if (lane->flying == post->id)
		return; /* on its way again before its last state was durable */
	for (size_t i = 0; i < lane->count; i++)
		if (lane->posts[i] == post->id) {
			list(world, lane, number, 0);
			return;
		}
	if (lane->count == lane->cap) {
		lane->cap = lane->cap ? lane->cap * 2 : 4;
		lane->posts = mem_grow(lane->posts, lane->cap * sizeof *lane->posts);
	}
	/* Danger and today's guests overtake; otherwise in the order they were said. */
	size_t at = lane->count;
	while (at > 0) {
		const struct post *other = store_find(&world->store, &kind_post, lane->posts[at - 1]);

		if (other->urgency > post->urgency || (other->urgency == post->urgency && other->id < post->id))
			break;
		at--;
	}
	memmove(lane->posts + at + 1, lane->posts + at, (lane->count - at) * sizeof *lane->posts);
	lane->posts[at] = post->id;
	lane->count++;
	list(world, lane, number, 0);
}

static void
leave(struct world *world, struct lane *lane, uint64_t number, size_t at)
{
	memmove(lane->posts + at, lane->posts + at + 1, (lane->count - at - 1) * sizeof *lane->posts);
	lane->count--;
	list(world, lane, number, 0);
}

/* When there is a token: now, or later. */
static int64_t
pace_ready(struct pace *pace, int64_t burst, int64_t per_minute, int64_t now)
{
	int64_t most = burst * TOKEN;

	if (now > pace->at) /* a clock set back gains nothing, one set forward no more than the burst */
		pace->parts = now - pace->at > most / per_minute || pace->parts + (now - pace->at) * per_minute > most
		    ? most
		    : pace->parts + (now - pace->at) * per_minute;
	pace->at = now;
	return pace->parts >= TOKEN ? now : now + (TOKEN - pace->parts) / per_minute + 1;
}

/* Is there a token of the channel and one of the conversation? Not before *ready_at. */
static bool
token_there(struct bucket *bucket, struct lane *lane, int64_t now, int64_t *ready_at)
{
	const struct channel_traits *traits = &bucket->traits;

	if (bucket->closed_until > now + PAUSE_MAX_MS)
		bucket->closed_until = 0; /* the clock was set back */
	*ready_at = now < bucket->closed_until
	    ? bucket->closed_until
	    : pace_ready(&bucket->pace, traits->burst, traits->per_minute, now);
	if (traits->chat_burst) {
		int64_t chat_ready = pace_ready(&lane->pace, traits->chat_burst, traits->chat_per_minute, now);

		*ready_at = chat_ready > *ready_at ? chat_ready : *ready_at;
	}
	return *ready_at <= now;
}

/* Nothing leaves for a while, a quarter of an hour at most. */
static void
close_bucket(struct bucket *bucket, int64_t now, int64_t wait)
{
	bucket->closed_until = now + (wait > PAUSE_MAX_MS ? PAUSE_MAX_MS : wait);
}

const struct post *
lanes_take(struct world *world, int64_t now, int64_t *again_at)
{
	struct sorted_pair pair;
	uint64_t key = 0, value = 0;
	int64_t due, ready_at;

	*again_at = INT64_MAX;
	while (sorted_seek(&world->lanes_due, key, value, &pair)) {
		struct lane *lane = world->lanes[pair.value];

		if (lane->listed_at > now) {
			*again_at = lane->listed_at < *again_at ? lane->listed_at : *again_at;
			return NULL;
		}
		size_t at = head(world, lane, now, &due);
		if (due > now) {
			list(world, lane, pair.value, now);
			*again_at = due < *again_at ? due : *again_at;
		} else if (token_there(&world->buckets[lane->bucket], lane, now, &ready_at)) {
			const struct post *post = store_find(&world->store, &kind_post, lane->posts[at]);

			world->buckets[lane->bucket].pace.parts -= TOKEN;
			lane->pace.parts -= TOKEN;
			lane->flying = post->id;
			leave(world, lane, pair.value, at);
			return post;
		} else { /* its channel or its conversation waits, others need not */
			*again_at = ready_at < *again_at ? ready_at : *again_at;
		}
		key = pair.key;
		value = pair.value + 1;
	}
	return NULL;
}

void
lanes_hold(struct world *world, const struct post *post, int64_t now, int64_t until)
{
	uint64_t number;
	struct lane *lane = lane_of(world, post->channel, post->chat, &number);
	struct bucket *bucket = &world->buckets[lane->bucket];

	bucket->pace.parts += TOKEN;
	lane->pace.parts += TOKEN;
	close_bucket(bucket, now, until - now);
	lane->flying = 0;
	lanes_join(world, post);
}

void
lanes_open(struct world *world, const char *channel)
{
	size_t number = bucket_of(world, channel);

	world->buckets[number].closed_until = 0;
}

void
lanes_landed(struct world *world, const struct post *post, int64_t now, int64_t pause)
{
	uint64_t number;
	struct lane *lane = lane_of(world, post->channel, post->chat, &number);

	lane->flying = 0;
	if (pause)
		close_bucket(&world->buckets[lane->bucket], now, pause);
}

void
lanes_settled(struct world *world, const struct post *post)
{
	uint64_t number;

	lanes_join(world, post);
	struct lane *lane = lane_of(world, post->channel, post->chat, &number);
	list(world, lane, number, 0);
}

bool
lanes_leave(struct world *world, const struct post *post)
{
	uint64_t number;
	struct lane *lane = lane_of(world, post->channel, post->chat, &number);

	for (size_t i = 0; i < lane->count; i++)
		if (lane->posts[i] == post->id) {
			leave(world, lane, number, i);
			return true;
		}
	return false; /* already in flight */
}

static struct lane_view
view_of(const struct lane *lane)
{
	return (struct lane_view){lane->channel, lane->posts, lane->count};
}

bool
lanes_next_held(struct world *world, int64_t now, struct lane_walk *walk, struct lane_view *view)
{
	struct sorted_pair pair;

	if (walk->seen++ == 0)
		walk->key = store_key_int(1);
	if (!sorted_seek(&world->lanes_due, walk->key, walk->value, &pair) || pair.key > store_key_int(now))
		return false;
	walk->key = pair.key;
	walk->value = pair.value + 1;
	*view = view_of(world->lanes[pair.value]);
	return true;
}

bool
lanes_next_pressed(struct world *world, int64_t now, struct lane_walk *walk, struct lane_view *view)
{
	struct sorted_pair pair;

	if (walk->seen == 0)
		walk->key = store_key_int(READY);
	while (walk->seen++ < PRESSED_MAX && sorted_seek(&world->lanes_due, walk->key, walk->value, &pair) &&
	    pair.key < store_key_int(0)) {
		struct lane *lane = world->lanes[pair.value];
		int64_t ready_at = 0;

		walk->key = pair.key;
		walk->value = pair.value + 1;
		if (lane->count > 1 && !token_there(&world->buckets[lane->bucket], lane, now, &ready_at) &&
		    ready_at > now + PRESSED_MS) {
			*view = view_of(lane);
			return true;
		}
	}
	return false;
}

size_t
lanes_waiting(const struct world *world)
{
	size_t count = 0;

	for (size_t i = 0; i < world->lane_count; i++)
		count += world->lanes[i]->count;
	return count;
}

void
lanes_free(struct world *world)
{
	for (size_t i = 0; i < world->lane_count; i++) {
		free(world->lanes[i]->channel);
		free(world->lanes[i]->chat);
		free(world->lanes[i]->posts);
		free(world->lanes[i]);
	}
	free(world->lanes);
	for (size_t i = 0; i < world->bucket_count; i++)
		free(world->buckets[i].channel);
	free(world->buckets);
	sorted_free(&world->lanes_due);
	sorted_free(&world->lane_index);
}
