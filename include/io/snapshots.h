/* Snapshots of the database: written beside by the database thread, checked on another thread,
 * then named after their time and rotated. Nobody waits for them; what fails is logged. */
#ifndef IO_SNAPSHOTS_H
#define IO_SNAPSHOTS_H

#include <uv.h>

#include "io/db.h"

struct snapshots_setup {
	uv_loop_t *loop;
	struct db_thread *thread;
	const char *directory; /* of the data; snapshots lie in its folder `snapshots` */
	const char *key_file;  /* "": DIR/key */
	int64_t hours;         /* between two */
	int64_t keep_days;
	uint64_t token; /* with which the database thread says that one is written */
};
struct snapshots;

/* All borrowed until snapshots_close; the first is due in `hours`. Times are the wall's, ms UTC. */
struct snapshots *snapshots_open(const struct snapshots_setup *setup, int64_t now);
/* Call it after the loop has ended: a check may be under way until then. */
void snapshots_close(struct snapshots *snapshots);
bool snapshots_due(const struct snapshots *snapshots, int64_t now);
void snapshots_begin(struct snapshots *snapshots, int64_t now);
/* The database thread has written what snapshots_begin asked for, or says why not. */
void snapshots_written(struct snapshots *snapshots, bool good, const char *why);

#endif
