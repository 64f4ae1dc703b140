/* The outbox: what becomes of posts. In which order they leave is in lanes.h. Pure: time comes in.
 *
 *   queued ──► sending(attempt) ──► sent
 *     │            ├─► retry(due) ──► sending
 *     │            ├─► dead (told to the administrator once)
 *     ├─► withdrawn└─► unknown (sent again only where the kind says so)
 *     └─► merged (into another post, or into shorter ones) */
#ifndef CORE_OUTBOX_H
#define CORE_OUTBOX_H

#include "core/access.h"
#include "core/lanes.h"
#include "core/post.h"

enum sent_class { SENT_OK, SENT_LATER, SENT_NEVER, SENT_UNKNOWN, SENT_TOO_LONG };

struct sent_result {
	int64_t post;
	enum sent_class class;
	int64_t wait_ms; /* SENT_LATER: the platform's Retry-After, 0 = our backoff */
	enum post_note note;
	bool refresh; /* the token of the channel has expired */
	bool pause;   /* the platform throttles the whole channel: nothing of it leaves meanwhile */
};

/* The outcome of a sending: writes the post's new state and frees the lane. */
void outbox_settle(struct turn *turn, const struct sent_result *result);
/* Reminders that were held for the same chat until the same morning become one post, and so
 * do plain ones that wait for a channel which may send nothing now; the others are `merged`.
 * It leaves once that is durable. False if there were none. */
bool outbox_merge(struct turn *turn);
/* Takes a queued post back before it left; false when it is too late. */
bool outbox_withdraw(struct turn *turn, int64_t post, enum post_note why);
/* Takes back the reminders about a topic that have not left yet: what they remind of is
 * done (rules.md: a held message is judged again). Their number. */
size_t outbox_drop_reminders(struct turn *turn, int64_t topic);
/* For whom a post is, by name. */
const char *outbox_receiver(const struct turn *turn, const struct post *post);
/* Is the post for a group or person at a place where this person has the right? */
bool outbox_may(const struct turn *turn, int64_t person, enum right right, const struct post *post);
/* Why a post did not arrive, in the language of the turn. */
const char *outbox_why(struct turn *turn, const struct post *post);
#endif
