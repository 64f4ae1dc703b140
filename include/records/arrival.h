/* An arrival 批次: what the administrator announced, one bulk of guests. */
#ifndef RECORDS_ARRIVAL_H
#define RECORDS_ARRIVAL_H

#include "data/field.h"

enum arrival_who { ARRIVAL_BOT = 1, ARRIVAL_ADMIN = 2 };

/* clang-format off */
/* The life of an arrival: STATE(name), MOVE(from, to, who may, bits of arrival_who): the clock, or an
 * administrator of its village. */
#define ARRIVAL_LIFE(STATE, MOVE) \
	STATE(planned) \
		MOVE(planned, posted, ARRIVAL_ADMIN) \
		MOVE(planned, cancelled, ARRIVAL_ADMIN) \
		MOVE(planned, lapsed, ARRIVAL_BOT) \
	STATE(posted) \
		MOVE(posted, running, ARRIVAL_BOT) \
		MOVE(posted, cancelled, ARRIVAL_ADMIN) \
	STATE(running) \
		MOVE(running, settled, ARRIVAL_BOT) \
	STATE(settled) \
	STATE(cancelled) \
	STATE(lapsed)
/* clang-format on */

enum arrival_state {
#define STATE(name) ARRIVAL_##name,
	ARRIVAL_LIFE(STATE, LIFE_SKIP)
#undef STATE
};

struct arrival {
	int64_t id;
	int64_t group;
	int64_t village;
	int64_t by;
	int64_t privately; /* 1: announced in private, read back there */
	int64_t heads;
	int64_t unit; /* 1: by the head; 10: by the table */
	int64_t at;
	int64_t nights; /* of those who stay */
	const char *source;
	const char *bringer;  /* who brought them */
	const char *except;   /* households that get none: ids, separated by ; */
	const char *only;     /* households that alone get some; or empty */
	const char *unmet;    /* what was said and cannot be divided by */
	int64_t hour_assumed; /* 1: only the day was said */
	int64_t together;     /* the first of several that were announced and wait together; or 0 */
	int32_t state;
	int64_t posted_at;
	const char *draw; /* 64 hex digits: ties */
	struct list plan; /* struct plan_item, as read back */
};

extern const struct kind kind_arrival;

#endif
