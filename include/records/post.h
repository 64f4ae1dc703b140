/* A post in the outbox. */
#ifndef RECORDS_POST_H
#define RECORDS_POST_H

#include "data/field.h"

enum post_urgency { POST_URGENCY_plain, POST_URGENCY_guests, POST_URGENCY_danger };
/* clang-format off */
/* The life of a post (core/outbox.h). */
#define POST_LIFE(STATE, MOVE) \
	STATE(queued) \
		MOVE(queued, sending) \
		MOVE(queued, sent) \
		MOVE(queued, retry) \
		MOVE(queued, dead) \
		MOVE(queued, unknown) \
		MOVE(queued, withdrawn) \
		MOVE(queued, merged) \
	STATE(sending) \
		MOVE(sending, sent) \
		MOVE(sending, retry) \
		MOVE(sending, dead) \
		MOVE(sending, unknown) \
	STATE(retry) \
		MOVE(retry, merged) \
		MOVE(retry, sending) \
		MOVE(retry, sent) \
		MOVE(retry, retry) \
		MOVE(retry, dead) \
		MOVE(retry, unknown) \
		MOVE(retry, withdrawn) \
	STATE(sent) \
	STATE(dead) \
		MOVE(dead, queued) \
	STATE(unknown) \
		MOVE(unknown, queued) \
	STATE(withdrawn) \
	STATE(merged)
/* clang-format on */

enum post_state {
#define STATE(name) POST_##name,
	POST_LIFE(STATE, LIFE_SKIP)
#undef STATE
};

/* Why a post died, waits or was withdrawn: NOTE(name, stored code, key of its sentence). */
#define POST_NOTES(NOTE) \
	NOTE(none, "", NULL) \
	NOTE(throttled, "too many messages", "why-throttled") \
	NOTE(token_expired, "token expired", "why-token") \
	NOTE(no_token, "waits for an access token", "why-token") \
	NOTE(not_delivered, "not delivered", "why-connection") \
	NOTE(no_connection, "waits for the connection", "why-connection") \
	NOTE(no_answer, "no answer", "why-no-answer") \
	NOTE(refused, "refused by the platform", "why-refused") \
	NOTE(too_long, "too long", "why-long") \
	NOTE(no_channel, "no such channel", "why-channel") \
	NOTE(no_address, "the channel has no address to send to", "why-channel") \
	NOTE(from_backup, "queued when the backup was made", "why-backup") \
	NOTE(merged, "merged", NULL) /* stands for several: never taken back for one of them */ \
	NOTE(done, "done", NULL)     /* what it would remind of is done */ \
	NOTE(undone, "undone", NULL)
enum post_note {
#define NOTE(name, code, key) NOTE_##name,
	POST_NOTES(NOTE)
#undef NOTE
};

struct post {
	int64_t id;
	const char *channel;
	const char *chat; /* group's chat id or person's sender id */
	int64_t private;
	int64_t group;
	int64_t person;
	const char *text;
	struct list mentions; /* struct mention_item */
	struct list buttons;  /* struct button_item */
	int32_t urgency;
	int64_t once;    /* 1: never sent again when the outcome is unknown */
	int64_t unasked; /* 1: counts against the budget */
	int64_t topic;   /* what it is about, for withdrawing: kind number * 2^40 + id */
	int32_t state;
	int64_t attempt;
	int64_t created_at;
	int64_t due_at;
	int32_t note;          /* enum post_note */
	int64_t into;          /* POST_merged: the post that stands for it */
	const char *reply_url; /* the address given with the message it answers, for platforms that need it */
	int64_t reply_until;
};

extern const struct kind kind_post;

#endif
