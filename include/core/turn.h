/* A turn: what one event does to the world. All or nothing; commands and wakes see
 * the world through it. Records returned are borrowed until the turn ends. */
#ifndef CORE_TURN_H
#define CORE_TURN_H

#include "base/memory.h"
#include "language/phrase.h"
#include "core/world.h"
#include "records/group.h"
#include "records/person.h"
#include "records/post.h"

struct understanding; /* reading/reading.h */

/* Where something is said. */
struct chat {
	int64_t group;  /* 0 in private or when unbound */
	int64_t person; /* in private: to whom; 0 when unbound */
	bool private_chat;
	const char *channel, *chat_id, *sender_id; /* as the message came, for unbound chats */
};

/* A text with its mentions and buttons, being written. */
struct draft {
	struct buf text;
	struct mention mentions[64];
	size_t mention_count;
	struct button buttons[6];
	size_t button_count;
	enum post_urgency urgency;
	bool unasked; /* counts against the budget */
	bool once;
	int64_t topic;  /* turn_topic(), or 0 */
	int64_t due_at; /* not before, or 0 */
};

struct turn {
	struct world *world;
	struct arena arena;
	int64_t number, now;
	const char *kind;              /* "message", "wake", … */
	const struct message *message; /* NULL for events of the rim */
	uint64_t digest;               /* of the event, 0 = no turn row */
	const struct person *actor;    /* NULL for strangers and wakes */
	const struct group *group;
	struct chat chat;
	bool addressed;
	enum language language;
	struct change *changes;
	size_t change_count, change_cap;
	struct record **stale; /* versions this turn itself replaced */
	size_t stale_count;
	bool removed;   /* this turn has taken a record out */
	bool forgets;   /* an erasure: what was before is kept nowhere, and cannot be taken back */
	bool restoring; /* undo: a state goes back where no move leads */
	struct speech *replies;
	size_t reply_count, reply_cap;
	int64_t *posts;
	size_t post_count, post_cap;
	bool answered;                       /* something was meant for the asker, silence included */
	const char *understood;              /* name of the command run, for the audit */
	struct understanding *understanding; /* filled for who wants to see what was read; or NULL */
};

/* Begins a turn at `now` (ms UTC); the number is taken only when it is closed. */
void turn_begin(struct turn *turn, struct world *world, const char *kind, int64_t now);
/* Undoes every change in memory and frees the turn. */
void turn_abort(struct turn *turn);
/* Closes: adds the turn row (when there is a digest or a change worth an audit) and
 * gives the batch, owned by the caller; NULL when nothing is to be written. `answer`
 * is what the asker gets, kept for a repeat. */
struct batch *turn_close(struct turn *turn, int status, const void *answer, size_t n);

/* The next record of each kind gets a number so much higher: what may have been spoken is not spoken again. */
void turn_skip_numbers(struct turn *turn, int64_t count);

int32_t turn_today(const struct turn *turn);
int turn_minute(const struct turn *turn);

/* Puts a record (a new one if its id is 0) and returns the kept version. A change of
 * state that the kind's moves do not allow is a broken program. */
const void *turn_put(struct turn *turn, const struct kind *kind, const void *source);
void turn_remove(struct turn *turn, const struct kind *kind, int64_t id);
#define turn_find(turn, kindname, id) \
	((const struct kindname *)store_find(&(turn)->world->store, &kind_##kindname, id))

/* A sentence of the program in the language of the turn, in the arena. */
const char *turn_phrase(struct turn *turn, const char *key, const struct with *with);
int64_t turn_topic(const struct kind *kind, int64_t id);

/* The names of a list of struct person_item, one after the other, in the arena. */
const char *turn_people(struct turn *turn, const struct list *people);
/* Numbers and times as words, in the arena. */
const char *turn_number(struct turn *turn, int64_t number);
const char *turn_time(struct turn *turn, int64_t at); /* 今天 12:00 */
const char *turn_day(struct turn *turn, int32_t day); /* 今天, 12 月 8 日 */

/* The text of a chat's key for dialogs. */
const char *turn_chat_key(struct turn *turn, const struct chat *chat);

#endif
