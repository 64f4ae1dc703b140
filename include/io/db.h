/* Databases: a table of functions over an opaque handle, each synchronous, all called
 * by one thread. SQLite is the embedded one; tests put faults in front of it. */
#ifndef IO_DB_H
#define IO_DB_H

#include "base/seal.h"
#include "core/world.h"

enum db_result {
	DB_OK,
	DB_FULL,    /* no room: may be tried again when there is */
	DB_REFUSED, /* this batch cannot be written, others may */
	DB_BROKEN,  /* the disk failed (EIO, failed fsync): nothing may be acknowledged */
};

struct db_check {
	int64_t turns;
	int64_t bad_turn; /* the first whose row does not fit the chain, 0 = none */
	int64_t gaps;     /* turns that say that some before them were lost */
	char what[240];   /* what is wrong, "" = nothing */
	uint8_t head[32];
};

/* An end of the database that is not there any more. */
struct db_loss {
	int64_t from, to;     /* turns; from 0: none is missing, but others stand in their place */
	int64_t since, until; /* times of the last one that is there and of the last one that was */
	char what[240];       /* "" = nothing is missing */
};

struct db;
struct db_backend {
	const char *name;
	/* Opens or makes the database, adds what columns the field tables have more. NULL with
	 * a sentence in `why` (256 bytes) if it cannot be, or is newer than this program. */
	struct db *(*open)(const char *path, const struct seal_key *key, char *why);
	/* Fills the world; false with a sentence. */
	bool (*load)(struct db *db, struct world *world, int64_t now, char *why);
	/* One transaction for all; *failed is the index of a batch that is to blame, or -1. */
	enum db_result (*commit)(struct db *db, struct batch *const *batches, size_t count, long *failed);
	/* From here on the last durable turn stands in this file, too; what stands there now is compared
	 * with the database. What is missing is told by verify until something is written. */
	void (*tail)(struct db *db, const char *path, struct db_loss *loss);
	/* A turn's status and answer (bytes appended); false if there is none. */
	bool (*read_answer)(struct db *db, int64_t turn, int *status, struct buf *answer);
	/* A consistent copy into a new file, synced. */
	bool (*snapshot)(struct db *db, const char *path, char *why);
	/* Integrity of the file and of the audit chain. */
	bool (*verify)(struct db *db, struct db_check *check);
	/* Deletes what retention allows: answers past the seen window, closed posts and wakes past `days`. */
	bool (*prune)(struct db *db, int64_t now, int64_t seen_hours, int days);
	const char *(*trouble)(const struct db *db); /* the last error's text */
	void (*close)(struct db *db);
};

extern const struct db_backend db_sqlite;

/* The form of a database: the set of kinds, and how many fields they have. A program that knows fewer
 * refuses it, since it would write without them. */
#define DB_SCHEMA_VERSION KIND_COUNT

/* The thread that owns a database: takes batches, commits whatever waits as one group
 * as soon as it is idle, hands everything back on the loop. */
struct db_thread;
struct uv_loop_s;
struct db_events {
	void *context;
	void (*durable)(void *context, struct batch *batch);
	void (*failed)(void *context, struct batch *batch, const char *why);
	void (*answer_read)(void *context, uint64_t token, int status, const void *body, size_t n);
	void (*state)(void *context, const char *trouble); /* NULL = good again; the text is lent for the call */
	/* A task asked for by db_thread_ask is done. */
	void (*task_done)(void *context, uint64_t token, bool good, const char *text);
};
struct db_thread *db_thread_start(struct uv_loop_s *loop, const struct db_backend *backend, struct db *db,
    const char *directory, const struct db_events *events);
void db_thread_commit(struct db_thread *thread, struct batch *batch);
void db_thread_read(struct db_thread *thread, int64_t turn, uint64_t token);
enum db_task { DB_SNAPSHOT, DB_VERIFY, DB_PRUNE };
/* Runs behind all commits before it; task_done follows with a sentence. */
void db_thread_ask(struct db_thread *thread, enum db_task task, const char *path, uint64_t token);
/* Lets go of what retention allows: answers older than `seen_hours` before `now`, and old posts and wakes. */
void db_thread_prune(struct db_thread *thread, int64_t now, int64_t seen_hours);
size_t db_thread_bytes(const struct db_thread *thread); /* handed over, not yet back */
/* Finishes what waits and ends the thread; no event comes afterwards. */
void db_thread_stop(struct db_thread *thread);

#endif
