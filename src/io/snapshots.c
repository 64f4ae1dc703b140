/* Snapshots; see the header. */
#include "io/snapshots.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/civil.h"
#include "base/digest.h"
#include "base/log.h"
#include "io/files.h"

struct snapshots {
	struct snapshots_setup setup;
	int64_t due_at;
	char path[600]; /* of the one that is being written */
};

/* One snapshot on the thread that checks it. */
struct check {
	uv_work_t work;
	const struct snapshots *snapshots;
	struct seal_key key;
	char path[600];
	char why[256];
	bool good;
};

struct snapshots *
snapshots_open(const struct snapshots_setup *setup, int64_t now)
{
	struct snapshots *snapshots = mem_new(sizeof *snapshots);

	snapshots->setup = *setup;
	snapshots->due_at = now + setup->hours * MS_HOUR;
	return snapshots;
}

void
snapshots_close(struct snapshots *snapshots)
{
	free(snapshots);
}

bool
snapshots_due(const struct snapshots *snapshots, int64_t now)
{
	return now >= snapshots->due_at;
}

void
snapshots_begin(struct snapshots *snapshots, int64_t now)
{
	const struct snapshots_setup *setup = &snapshots->setup;

	snprintf(snapshots->path, sizeof snapshots->path, "%s/snapshots/new.db", setup->directory);
	unlink(snapshots->path);
	snapshots->due_at = now + setup->hours * MS_HOUR;
	db_thread_ask(setup->thread, DB_SNAPSHOT, snapshots->path, setup->token);
}

static void
on_check(uv_work_t *work)
{
	struct check *check = work->data;
	struct db_check result;
	struct db *db = db_sqlite.open(check->path, &check->key, check->why);

	memory_wipe(&check->key, sizeof check->key);
	if (db == NULL)
		return;
	check->good = db_sqlite.verify(db, &result);
	if (!check->good)
		snprintf(check->why, sizeof check->why, "%s", result.what);
	db_sqlite.close(db);
	check->good = check->good && file_sync(check->path);
	digest_thread_done(); /* a thread of the pool: it may never be used again */
	seal_thread_done();
	arena_thread_done();
}

/* As snapshots are named: their time, UTC. */
static void
stamp(time_t at, char text[40])
{
	struct tm tm;

	gmtime_r(&at, &tm);
	strftime(text, 40, "%Y%m%d-%H%M%S", &tm);
}

/* Removes those that are too old. */
static void
rotate(const struct snapshots *snapshots)
{
	char folder[560], path[900], limit[40];

	snprintf(folder, sizeof folder, "%s/snapshots", snapshots->setup.directory);
	stamp((time_t)(time(NULL) - snapshots->setup.keep_days * 86400), limit);
	DIR *entries = opendir(folder);
	for (struct dirent *entry; entries && (entry = readdir(entries)) != NULL;)
		if (strlen(entry->d_name) == 18 && strcmp(entry->d_name + 15, ".db") == 0 &&
		    strncmp(entry->d_name, limit, 15) < 0) {
			snprintf(path, sizeof path, "%s/%s", folder, entry->d_name);
			unlink(path);
		}
	if (entries)
		closedir(entries);
}

static void
on_checked(uv_work_t *work, int status)
{
	struct check *check = work->data;
	char final[600], at[40];

	stamp(time(NULL), at);
	snprintf(final, sizeof final, "%s/snapshots/%s.db", check->snapshots->setup.directory, at);
	if (status == 0 && check->good && rename(check->path, final) == 0) {
		file_sync(final);
		rotate(check->snapshots);
		log_line(LOG_INFO, "snapshot written and verified", "file", final, NULL);
	} else {
		unlink(check->path);
		log_line(LOG_ERROR, "a snapshot did not pass its check and was removed", "why", check->why, NULL);
	}
	free(check);
}

void
snapshots_written(struct snapshots *snapshots, bool good, const char *why)
{
	const struct snapshots_setup *setup = &snapshots->setup;
	char key_path[600];

	if (!good) {
		log_line(LOG_ERROR, "no snapshot could be written", "why", why, NULL);
		return;
	}
	struct check *check = mem_new(sizeof *check);
	check->work.data = check;
	check->snapshots = snapshots;
	snprintf(key_path, sizeof key_path, "%s%s", setup->key_file[0] ? setup->key_file : setup->directory,
	    setup->key_file[0] ? "" : "/key");
	key_read(key_path, false, &check->key);
	snprintf(check->path, sizeof check->path, "%s", snapshots->path);
	uv_queue_work(setup->loop, &check->work, on_check, on_checked);
}
