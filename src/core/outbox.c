/* What becomes of posts; see the header. */
#include "core/outbox.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "core/names.h"
#include "records/group.h"
#include "records/kinds.h"
#include "records/mention_item.h"
#include "records/person.h"
#include "records/role.h"

#define PAUSE_MS MS_MINUTE /* when a platform throttles and does not say for how long */
#define BACKOFF_FIRST_MS 1000
#define GIVE_UP_TRIES 12
#define MERGED_MAX 16
#define BACKOFF_MAX_MS (10 * MS_MINUTE)

const char *
outbox_why(struct turn *turn, const struct post *post)
{
	static const char *const keys[] = {
#define NOTE(name, code, key) key,
	    POST_NOTES(NOTE)
#undef NOTE
	};

	return keys[post->note] ? turn_phrase(turn, keys[post->note], WITH_NONE) : "?";
}

const char *
outbox_receiver(const struct turn *turn, const struct post *post)
{
	const char *name = post->private ? names_of(turn->world, &kind_person, post->person)
	                                 : names_of(turn->world, &kind_group, post->group);

	return text_empty(name) ? post->chat : name;
}

bool
outbox_may(const struct turn *turn, int64_t person, enum right right, const struct post *post)
{
	const struct group *group = post->private ? NULL : turn_find(turn, group, post->group);
	bool somewhere = false;

	if (group && group->place)
		return may(turn->world, person, right, group->place, turn_today(turn));
	if (post->private)
		EACH_BY (&turn->world->store, role, person, store_key_int(post->person), role) {
			somewhere |= role->place != 0;
			if (role->place && may(turn->world, person, right, role->place, turn_today(turn)))
				return true;
		}
	return !somewhere && may(turn->world, person, right, 0, turn_today(turn));
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
merge_lane(struct turn *turn, const struct lane_view *lane, bool pressed)
{
	struct world *world = turn->world;
	size_t room = lanes_traits(world, lane->channel)->bytes, count = 0, mentioned = 0;
	size_t most = (size_t)world->policy.post_bytes_max;
	const struct post *parts[MERGED_MAX];
	const char *text = NULL;

	most = room && room < most ? room : most;
	for (size_t i = 0; i < lane->count && count < MERGED_MAX; i++) {
		const struct post *post = turn_find(turn, post, lane->posts[i]);

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
	whole.note = NOTE_merged;
	whole.mentions = (struct list){mentions, mentioned};
	for (size_t i = 0; i < count; i++) /* they join again when it is durable */
		lanes_leave(world, parts[i]);
	turn_put(turn, &kind_post, &whole);
	for (size_t i = 1; i < count; i++) {
		struct post gone = *parts[i];

		gone.state = POST_merged;
		gone.into = whole.id;
		turn_put(turn, &kind_post, &gone);
	}
	return true;
}

bool
outbox_merge(struct turn *turn)
{
	struct lane_walk held = {0}, pressed = {0};
	struct lane_view lane;
	bool any = false;

	while (lanes_next_held(turn->world, turn->now, &held, &lane))
		any |= merge_lane(turn, &lane, false);
	while (lanes_next_pressed(turn->world, turn->now, &pressed, &lane))
		any |= merge_lane(turn, &lane, true);
	return any;
}

/* The administrator hears once of a post that died. */
static void
tell_dead(struct turn *turn, const struct post *post)
{
	if (post->topic >> 40 == turn_topic(&kind_post, 0) >> 40)
		return; /* it told of a dead one itself: two administrators would tell each other for ever */
	EACH (&turn->world->store, role, role) {
		if (role->role != ROLE_admin || role->person == post->person ||
		    !outbox_may(turn, role->person, RIGHT_administer, post))
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

	if (sent == NULL)
		return;
	lanes_landed(world, sent, turn->now, !result->pause ? 0 : result->wait_ms ? result->wait_ms : PAUSE_MS);
	struct post post = *sent;
	post.attempt++;
	post.note = (int32_t)result->note;
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
	lanes_settled(world, kept);
}

bool
outbox_withdraw(struct turn *turn, int64_t id, enum post_note why)
{
	const struct post *waiting = turn_find(turn, post, id);

	if (waiting == NULL || waiting->state != POST_queued || waiting->attempt ||
	    waiting->note == NOTE_merged || !lanes_leave(turn->world, waiting))
		return false;
	struct post gone = *waiting;
	gone.state = POST_withdrawn;
	gone.note = (int32_t)why;
	turn_put(turn, &kind_post, &gone);
	return true;
}

size_t
outbox_drop_reminders(struct turn *turn, int64_t topic)
{
	size_t dropped = 0;

	EACH_BY (&turn->world->store, post, topic, store_key_int(topic), post)
		if (post->topic == topic && post->unasked)
			dropped += outbox_withdraw(turn, post->id, NOTE_done);
	return dropped;
}
