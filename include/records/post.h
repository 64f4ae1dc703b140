/* A post in the outbox. */
#ifndef RECORDS_POST_H
#define RECORDS_POST_H

#include "data/field.h"

enum post_urgency { POST_URGENCY_plain, POST_URGENCY_guests, POST_URGENCY_danger };
enum post_state {
	POST_queued,
	POST_sending,
	POST_retry,
	POST_sent,
	POST_dead,
	POST_unknown,
	POST_withdrawn,
	POST_merged
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
	const char *note;      /* why it died or was withdrawn */
	const char *reply_url; /* the address given with the message it answers, for platforms that need it */
	int64_t reply_until;
};

extern const struct kind kind_post;

#endif
