/* Lanes: one a chat, in which posts wait to leave; order within a lane is kept, lanes do not wait
 * for each other, nor do channels. What may leave goes danger first, then as it was said. Limits
 * are a channel's, rates token buckets. Pure: time comes in. */
#ifndef CORE_LANES_H
#define CORE_LANES_H

#include "core/traits.h"
#include "core/world.h"
#include "records/post.h"

#define LANE_HEAD_TRIES 3 /* then the head steps aside for the next */

/* What a channel can do; unset, 20 posts at once, 20 a second, texts of any length. After a
 * start a strict channel begins with one: what the last run sent within the minute is not known. */
void lanes_set_traits(struct world *world, const char *channel, struct channel_traits traits, int64_t now);
const struct channel_traits *lanes_traits(const struct world *world, const char *channel);
/* A durable post in state queued or retry joins its lane. Call once a version. */
void lanes_join(struct world *world, const struct post *post);
/* The next post that may leave now, taken out of its lane's head (the lane waits for
 * its result); NULL if none, then *again_at says when to ask (INT64_MAX = never). */
const struct post *lanes_take(struct world *world, int64_t now, int64_t *again_at);
/* Puts a post back that was taken and cannot be sent yet, in its place and untouched; nothing
 * of its channel leaves before `until`, or before lanes_open. */
void lanes_hold(struct world *world, const struct post *post, int64_t now, int64_t until);
void lanes_open(struct world *world, const char *channel);
/* The result of a taken post is there: its lane waits no more. `pause` (ms, 0 = none): its
 * channel throttles, nothing of it leaves meanwhile, a quarter of an hour at most. */
void lanes_landed(struct world *world, const struct post *post, int64_t now, int64_t pause);
/* The post in its state after that; one that is to be tried again is in its place at once. */
void lanes_settled(struct world *world, const struct post *post);
/* The post waits no more; false if it does not wait: it is on its way, or has gone. */
bool lanes_leave(struct world *world, const struct post *post);
/* Posts waiting in all lanes. */
size_t lanes_waiting(const struct world *world);
void lanes_free(struct world *world);

/* A lane that is looked at; borrowed until a post leaves it. */
struct lane_view {
	const char *channel;
	const int64_t *posts; /* in the order they shall leave */
	size_t count;
};
/* Where a walk over lanes is; begins as {0}. Posts may leave the lanes between two steps. */
struct lane_walk {
	uint64_t key, value;
	int seen;
};
/* The next lane whose head was held until a time that has come; false: no more. */
bool lanes_next_held(struct world *world, int64_t now, struct lane_walk *walk, struct lane_view *view);
/* The next lane with several posts whose channel may send nothing for a second or more. */
bool lanes_next_pressed(struct world *world, int64_t now, struct lane_walk *walk, struct lane_view *view);

#endif
