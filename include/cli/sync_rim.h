/* A rim without threads or sockets: SQLite called directly, a virtual clock, the
 * console's posts in memory. Conversations run on it; the simulator puts its faults in
 * front of the same calls. */
#ifndef CLI_SYNC_RIM_H
#define CLI_SYNC_RIM_H

#include "io/db.h"
#include "shell/serve.h"

struct sync_post {
	char *chat; /* group name or person name */
	char *text;
	char *id;
	bool private_chat;
};

struct sync_job {
	int64_t job;
	struct buf result;
};

struct sync_rim {
	struct rim rim; /* first member */
	struct serve *serve;
	const struct db_backend *backend;
	struct db *db;
	int64_t now;
	int64_t wake_at;
	struct batch **queue; /* committed at once, in order */
	size_t queued;
	bool committing;
	char *answer; /* of the last request, owned */
	size_t answer_n;
	int answer_status;
	struct sync_post *posts;
	size_t post_count, post_cap;
	bool stopped;
	struct sync_job *jobs; /* computed at once, told at the next step of the clock */
	size_t job_count;
};

void sync_rim_init(struct sync_rim *rim, const struct db_backend *backend, struct db *db, int64_t now);
/* Moves the clock, firing what falls due on the way. */
void sync_rim_until(struct sync_rim *rim, int64_t at);
void sync_rim_clear_posts(struct sync_rim *rim);
void sync_rim_free(struct sync_rim *rim);

#endif
