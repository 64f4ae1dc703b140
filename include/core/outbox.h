/* The outbox: posts in lanes, one lane a chat; order within a lane is kept, lanes do
 * not wait for each other, nor do channels. What may leave goes danger first, then as it was
 * said. Limits are a
 * channel's, rates token buckets. Pure: time comes in.
 *
 *   queued ──► sending(attempt) ──► sent
 *     │            ├─► retry(due) ──► sending
 *     │            ├─► dead (told to the administrator once)
 *     ├─► withdrawn└─► unknown (sent again only where the kind says so)
 *     └─► merged (into another post, or into shorter ones) */
#ifndef CORE_OUTBOX_H
#define CORE_OUTBOX_H

#include "core/turn.h"
#include "core/wording.h"

enum sent_class { SENT_OK, SENT_LATER, SENT_NEVER, SENT_UNKNOWN, SENT_TOO_LONG };

struct sent_result {
	int64_t post;
	enum sent_class class;
	int64_t wait_ms; /* SENT_LATER: the platform's Retry-After, 0 = our backoff */
	const char *note;
	bool refresh; /* the token of the channel has expired */
	bool pause;   /* the platform throttles the whole channel: nothing of it leaves meanwhile */
};

#define LANE_HEAD_TRIES 3 /* then the head steps aside for the next */

/* What a channel can do; unset, 20 posts at once, 20 a second, texts of any length. After a
 * start a strict channel begins with one: what the last run sent within the minute is not known. */
void outbox_set_traits(struct world *world, const char *channel, struct channel_traits traits, int64_t now);
const struct channel_traits *outbox_traits(const struct world *world, const char *channel);
/* A durable post in state queued or retry joins its lane. Call once a version. */
void outbox_join(struct world *world, const struct post *post);
/* The next post that may leave now, taken out of its lane's head (the lane waits for
 * its result); NULL if none, then *again_at says when to ask (INT64_MAX = never). */
const struct post *outbox_take(struct world *world, int64_t now, int64_t *again_at);
/* The outcome of a sending: writes the post's new state and frees the lane. */
void outbox_settle(struct turn *turn, const struct sent_result *result);
/* Reminders that were held for the same chat until the same morning become one post, and so
 * do plain ones that wait for a channel which may send nothing now; the others are `merged`.
 * It leaves once that is durable. False if there were none. */
bool outbox_merge(struct turn *turn);
/* Puts a post back that was taken and cannot be sent yet, in its place and untouched; nothing
 * of its channel leaves before `until`, or before outbox_open. */
void outbox_hold(struct world *world, const struct post *post, int64_t now, int64_t until);
void outbox_open(struct world *world, const char *channel);
/* Takes a queued post back before it left; false when it is too late. */
bool outbox_withdraw(struct turn *turn, int64_t post, const char *why);
/* Takes back the reminders about a topic that have not left yet: what they remind of is
 * done (rules.md: a held message is judged again). */
void outbox_drop_reminders(struct turn *turn, int64_t topic);
/* For whom a post is, by name. */
const char *outbox_receiver(const struct turn *turn, const struct post *post);
/* Why a post did not arrive, in the language of the turn. */
const char *outbox_why(struct turn *turn, const struct post *post);
/* Posts waiting in all lanes. */
size_t outbox_waiting(const struct world *world);
void outbox_free(struct world *world);

#endif
