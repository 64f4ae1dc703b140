/* A world: the memory of one county-level organisation. Everything a step may read. */
#ifndef CORE_WORLD_H
#define CORE_WORLD_H

#include "base/rng.h"
#include "base/seal.h"
#include "core/message.h"
#include "core/policy.h"
#include "data/store.h"
#include "language/calendar.h"
#include "records/kinds.h"

struct group;
struct person;

/* A change of one record inside a turn. */
struct change {
	const struct kind *kind;
	int64_t id;
	struct record *before, *after; /* NULL: was not there / is taken out */
};

/* What one turn leaves for the disk: the last version of each record. Owned by the
 * rim until it is handed back. */
struct batch {
	int64_t number;
	struct change *changes; /* `before` is already dropped; each `after` holds a reference */
	size_t count;
	size_t bytes; /* for the queue's bound */
	bool poison;  /* tests: makes the commit of this batch fail */
};

/* Before-images of a person's last turn, for 撤销 within the window. */
struct undo {
	int64_t person, turn, at;
	struct change *changes;
	size_t count;
	struct undo_post {
		int64_t post, group, person;
	} * posts;
	size_t post_count;
};

struct lane;
struct learner;
struct names;

struct world {
	struct store store;
	struct policy policy;
	struct calendar calendar; /* working days; policy.calendar_file or the compiled list */
	struct rng rng;
	int64_t last_turn;    /* the last number given */
	int64_t last_at;      /* its time */
	uint8_t chain[32];    /* head of the audit chain */
	uint8_t seen_key[32]; /* keys the digests of event ids */
	struct sorted seen;   /* digest → turn */
	struct seen_entry {
		uint64_t digest;
		int64_t at;
	} * seen_ring; /* in order of time, for expiry */
	size_t seen_first, seen_count, seen_cap;
	struct undo *undos; /* one a person, few */
	size_t undo_count;
	struct learner *learner; /* of categories; what it has taken in is told by taught */
	int64_t taught;          /* the last lesson it has learned */
	struct names *names;     /* names → records, see names.h */
	struct lane **lanes;     /* see lanes.h */
	size_t lane_count;
	struct sorted lanes_due, lane_index;
	struct bucket *buckets; /* what each channel may send now, see lanes.h */
	size_t bucket_count;
	struct spent {
		int64_t key;
		int32_t day, count;
	} * spent; /* budget of unasked messages */
	size_t spent_count;
	uint64_t moved[KIND_COUNT]; /* bits: which of the kind's moves were ever taken here */
	bool everyone_on_console;   /* demo and chat: each person has a console account */
	bool restored_now;
};

/* The keyed digest of an event's key (channel, event id); never 0. */
uint64_t world_event_digest(const struct world *world, const char *channel, const char *event_id);
/* The turn that handled this event before, or 0. */
int64_t world_seen(const struct world *world, uint64_t digest);
/* That turn has handled it; while loading, in ascending numbers. */
void world_seen_add(struct world *world, uint64_t digest, int64_t turn, int64_t now);

#endif
