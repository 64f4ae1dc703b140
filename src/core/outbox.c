/* Lanes and buckets; see the header. A lane that may send stands once in lanes_due by
 * the time its head may leave; a lane that waits for a result stands nowhere. */
#include "core/outbox.h"

#include <stdlib.h>
#include <string.h>

#include "base/require.h"
#include "base/text.h"
#include "core/names.h"
#include "records/group.h"
#include "records/kinds.h"
#include "records/mention_item.h"
#include "records/person.h"
#include "records/role.h"

#define TOKEN MS_MINUTE /* parts of a token: a channel gains per_minute parts each millisecond */
#define PAUSE_MAX_MS (15 * MS_MINUTE)
#define PAUSE_MS MS_MINUTE /* when a platform throttles and does not say for how long */
#define BACKOFF_FIRST_MS 1000
#define GIVE_UP_TRIES 12
#define MERGED_MAX 16
#define PRESSED_MS 1000      /* who waits longer than this for his channel is pressed */
#define PRESSED_MAX 64       /* chats looked at in one go */
#define MERGED_NOTE "merged" /* stands for several: never taken back for one of them */
#define BACKOFF_MAX_MS (10 * MS_MINUTE)

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
outbox_set_traits(struct world *world, const char *channel, struct channel_traits traits, int64_t now)
{
	size_t number = bucket_of(world, channel);
	struct bucket *bucket = &world->buckets[number];

	require(traits.burst > 0 && traits.per_minute > 0);
	bucket->traits = traits;
	bucket->pace = (struct pace){
	    (traits.per_minute < traits_default.per_minute ? 1 : traits.burst) * TOKEN, now};
}

const struct channel_traits *
outbox_traits(const struct world *world, const char *channel)
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
outbox_join(struct world *world, const struct post *post)
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
outbox_take(struct world *world, int64_t now, int64_t *again_at)
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

const char *
outbox_why(struct turn *turn, const struct post *post)
{
	/* The notes that platforms.c, webhook.c and serve.c leave with a failed post. */
	static const struct {
		const char *note, *key;
	} rows[] = {
	    {"too many messages", "why-throttled"},
	    {"the receiver asks to wait", "why-throttled"},
	    {"token expired", "why-token"},
	    {"waits for an access token", "why-token"},
	    {"not delivered", "why-connection"},
	    {"waits for the connection", "why-connection"},
	    {"no connection", "why-connection"},
	    {"no answer", "why-no-answer"},
	    {"refused by the platform", "why-refused"},
	    {"refused by the receiver", "why-refused"},
	    {"gone", "why-refused"},
	    {"too long", "why-long"},
	    {"no such channel", "why-channel"},
	    {"the channel has no address to send to", "why-channel"},
	    {"queued when the backup was made", "why-backup"},
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		if (text_equal(post->note, rows[i].note))
			return turn_phrase(turn, rows[i].key, WITH_NONE);
	return text_empty(post->note) ? "?" : post->note;
}

const char *
outbox_receiver(const struct turn *turn, const struct post *post)
{
	const char *name = post->private ? names_of(turn->world, &kind_person, post->person)
	                                 : names_of(turn->world, &kind_group, post->group);

	return text_empty(name) ? post->chat : name;
}

/* Held until now, and nothing that must stand alone. */
static bool
may_merge(const struct post *post, int64_t now, bool pressed)
{
	bool held = post->unasked && post->due_at > 0;

	return post->state == POST_queued && post->attempt == 0 && !post->once &&
	    post->urgency == POST_URGENCY_plain && post->due_at <= now && post->buttons.n == 0 &&
	    (pressed || held);
}

/* Joins what of this lane may be joined, as long as it fits into one post. */
static bool
merge_lane(struct turn *turn, struct lane *lane, uint64_t number, bool pressed)
{
	struct world *world = turn->world;
	size_t room = outbox_traits(world, lane->channel)->bytes, count = 0, mentioned = 0;
	size_t most = (size_t)world->policy.post_bytes_max;
	const struct post *parts[MERGED_MAX];
	const char *text = NULL;

	most = room && room < most ? room : most;
	for (size_t i = 0; i < lane->count && count < MERGED_MAX; i++) {
		const struct post *post = store_find(&world->store, &kind_post, lane->posts[i]);

		if (!may_merge(post, turn->now, pressed))
			continue;
		const char *longer = text ? arena_printf(&turn->arena, "%s\n\n%s", text, post->text) : post->text;
		if (text && strlen(longer) > most)
			break;
		text = longer;
		mentioned += post->mentions.n;
		parts[count++] = post;
	}
	if (count < 2)
		return false;
	struct mention_item *mentions = arena_alloc(&turn->arena, (mentioned + 1) * sizeof *mentions);
	mentioned = 0;
	for (size_t i = 0; i < count; i++)
		for (size_t k = 0; k < parts[i]->mentions.n; k++)
			mentions[mentioned++] = ((const struct mention_item *)parts[i]->mentions.items)[k];
	struct post whole = *parts[0];
	whole.text = text;
	whole.note = MERGED_NOTE;
	whole.mentions = (struct list){mentions, mentioned};
	for (size_t i = 0; i < lane->count;) { /* they join again when it is durable */
		bool taken = false;

		for (size_t k = 0; k < count; k++)
			taken |= lane->posts[i] == parts[k]->id;
		if (taken)
			leave(world, lane, number, i);
		else
			i++;
	}
	turn_put(turn, &kind_post, &whole);
	for (size_t i = 1; i < count; i++) {
		struct post gone = *parts[i];

		gone.state = POST_merged;
		gone.note = turn_number(turn, whole.id);
		turn_put(turn, &kind_post, &gone);
	}
	return true;
}

bool
outbox_merge(struct turn *turn)
{
	struct world *world = turn->world;
	struct sorted_pair pair;
	uint64_t key = store_key_int(1), value = 0;
	bool any = false;

	while (sorted_seek(&world->lanes_due, key, value, &pair) && pair.key <= store_key_int(turn->now)) {
		key = pair.key;
		value = pair.value + 1;
		any |= merge_lane(turn, world->lanes[pair.value], pair.value, false);
	}
	key = store_key_int(READY);
	value = 0;
	for (int seen = 0; seen < PRESSED_MAX && sorted_seek(&world->lanes_due, key, value, &pair) &&
	     pair.key < store_key_int(0);
	     seen++) {
		struct lane *lane = world->lanes[pair.value];
		int64_t ready_at = 0;

		key = pair.key;
		value = pair.value + 1;
		if (lane->count > 1 && !token_there(&world->buckets[lane->bucket], lane, turn->now, &ready_at) &&
		    ready_at > turn->now + PRESSED_MS)
			any |= merge_lane(turn, lane, pair.value, true);
	}
	return any;
}

void
outbox_hold(struct world *world, const struct post *post, int64_t now, int64_t until)
{
	uint64_t number;
	struct lane *lane = lane_of(world, post->channel, post->chat, &number);
	struct bucket *bucket = &world->buckets[lane->bucket];

	bucket->pace.parts += TOKEN;
	lane->pace.parts += TOKEN;
	close_bucket(bucket, now, until - now);
	lane->flying = 0;
	outbox_join(world, post);
}

void
outbox_open(struct world *world, const char *channel)
{
	size_t number = bucket_of(world, channel);

	world->buckets[number].closed_until = 0;
}

/* The administrator hears once of a post that died. */
static void
tell_dead(struct turn *turn, const struct post *post)
{
	if (post->topic >> 40 == turn_topic(&kind_post, 0) >> 40)
		return; /* it told of a dead one itself: two administrators would tell each other for ever */
	EACH (&turn->world->store, role, role) {
		if (role->role != ROLE_admin || role->person == post->person)
			continue;
		struct draft draft = turn_draft(turn, "post-dead",
		    WITH({"n", turn_number(turn, post->id)}, {"who", outbox_receiver(turn, post)},
		        {"why", outbox_why(turn, post)}));
		draft.unasked = true;
		draft.topic = turn_topic(&kind_post, post->id);
		if (turn_post_person(turn, role->person, &draft))
			return;
	}
}

void
outbox_settle(struct turn *turn, const struct sent_result *result)
{
	struct world *world = turn->world;
	const struct post *sent = turn_find(turn, post, result->post);
	uint64_t number;

	if (sent == NULL)
		return;
	struct lane *lane = lane_of(world, sent->channel, sent->chat, &number);
	lane->flying = 0;
	if (result->pause)
		close_bucket(&world->buckets[lane->bucket], turn->now, result->wait_ms ? result->wait_ms : PAUSE_MS);
	struct post post = *sent;
	post.attempt++;
	post.note = result->note;
	switch (result->class) {
	case SENT_OK: post.state = POST_sent; break;
	case SENT_LATER: {
		int shift = post.attempt > 10 ? 10 : (int)post.attempt - 1;
		int64_t most = (int64_t)BACKOFF_FIRST_MS << shift;
		int64_t wait = result->wait_ms
		    ? result->wait_ms
		    : (int64_t)rng_below(&world->rng, (uint64_t)(most > BACKOFF_MAX_MS ? BACKOFF_MAX_MS : most)) + 1;

		post.state = POST_retry;
		post.due_at = turn->now + wait;
		/* By time and by tries: a clock set forward by a day kills nothing. */
		if (post.attempt >= GIVE_UP_TRIES &&
		    post.due_at > post.created_at + world->policy.post_give_up_hours * MS_HOUR)
			post.state = POST_dead;
		break;
	}
	case SENT_NEVER: post.state = POST_dead; break;
	case SENT_TOO_LONG: post.state = turn_post_shorter(turn, &post) ? POST_merged : POST_dead; break;
	case SENT_UNKNOWN:
		post.state = post.once ? POST_unknown : POST_retry;
		post.due_at = turn->now + BACKOFF_FIRST_MS;
		break;
	}
	if (post.state == POST_dead)
		tell_dead(turn, &post);
	const struct post *kept = turn_put(turn, &kind_post, &post);
	/* A post to be tried again goes back to its place at once: nothing of its chat may
	 * pass while its new state is on the way to the disk. */
	outbox_join(world, kept);
	list(world, lane, number, 0);
}

bool
outbox_withdraw(struct turn *turn, int64_t id, const char *why)
{
	struct world *world = turn->world;
	const struct post *waiting = turn_find(turn, post, id);
	uint64_t number;

	if (waiting == NULL || waiting->state != POST_queued || waiting->attempt ||
	    text_equal(waiting->note, MERGED_NOTE))
		return false;
	struct lane *lane = lane_of(world, waiting->channel, waiting->chat, &number);
	for (size_t i = 0; i < lane->count; i++)
		if (lane->posts[i] == id) {
			struct post gone = *waiting;

			leave(world, lane, number, i);
			gone.state = POST_withdrawn;
			gone.note = why;
			turn_put(turn, &kind_post, &gone);
			return true;
		}
	return false; /* already in flight */
}

void
outbox_drop_reminders(struct turn *turn, int64_t topic)
{
	EACH_BY (&turn->world->store, post, topic, store_key_int(topic), post)
		if (post->topic == topic && post->unasked)
			outbox_withdraw(turn, post->id, "done");
}

size_t
outbox_waiting(const struct world *world)
{
	size_t count = 0;

	for (size_t i = 0; i < world->lane_count; i++)
		count += world->lanes[i]->count;
	return count;
}

void
outbox_free(struct world *world)
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
