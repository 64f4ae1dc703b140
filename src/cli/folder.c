/* The data directory before it is opened; see the header. */
#include "cli/folder.h"

#include <errno.h>
#include <pwd.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/civil.h"
#include "base/memory.h"
#include "core/policy.h"
#include "io/files.h"
#include "io/tail.h"
#include "shell/config.h"

static void
say(const char *path, int error)
{
	struct stat at;
	const struct passwd *owner = error == EACCES && stat(path, &at) == 0 ? getpwuid(at.st_uid) : NULL;

	if (owner)
		fprintf(stderr, "%s: %s; it belongs to %s\n", path, strerror(error), owner->pw_name);
	else
		fprintf(stderr, "%s: %s\n", path, strerror(error));
}

static bool
no_world(const char *directory)
{
	fprintf(stderr, "%s: there is no world here (no world.db); lianxin serve, import or restore makes one\n",
	    directory);
	return false;
}

void
folder_say_no_bot(const char *directory, int error)
{
	char database[600];

	snprintf(database, sizeof database, "%s/world.db", directory);
	if (error == EACCES)
		say(directory, error);
	else if (access(database, F_OK) != 0 && errno == EACCES)
		say(directory, EACCES);
	else if (access(database, F_OK) != 0)
		no_world(directory);
	else
		fprintf(stderr, "no bot runs on %s; start it with: lianxin serve\n", directory);
}

/* Root works as the directory's owner, whose files they stay. */
static bool
become_owner(struct folder *folder, const char *directory)
{
	struct stat at;

	if (geteuid() != 0 || stat(directory, &at) != 0 || at.st_uid == 0)
		return true;
	folder->caller_user = geteuid();
	folder->caller_group = getegid();
	if (setegid(at.st_gid) != 0 || seteuid(at.st_uid) != 0)
		return false;
	folder->as_owner = true;
	return true;
}

void
folder_as_caller(const struct folder *folder)
{
	if (folder->as_owner && (seteuid(folder->caller_user) != 0 || setegid(folder->caller_group) != 0))
		fprintf(stderr, "the caller's rights did not come back: %s\n", strerror(errno));
}

void
folder_as_owner(const struct folder *folder)
{
	struct stat at;

	if (!folder->as_owner || fstat(folder->lock, &at) != 0)
		return;
	if (setegid(at.st_gid) != 0 || seteuid(at.st_uid) != 0)
		fprintf(stderr, "the owner's rights did not come back: %s\n", strerror(errno));
}

void
folder_close(struct folder *folder)
{
	memory_wipe(&folder->key, sizeof folder->key);
	folder_as_caller(folder);
	if (folder->lock >= 0)
		close(folder->lock);
	folder->lock = -1;
	folder->as_owner = false;
}

/* Is the directory there, or may it be made? */
static bool
directory_there(const char *directory, enum folder_use use)
{
	struct stat at;

	if (stat(directory, &at) == 0) {
		if (S_ISDIR(at.st_mode))
			return true;
		fprintf(stderr, "%s: is no folder\n", directory);
		return false;
	}
	if (errno != ENOENT) {
		say(directory, errno);
		return false;
	}
	if (use == FOLDER_THERE || use == FOLDER_CHANGE)
		return no_world(directory);
	if (folder_make(directory))
		return true;
	say(directory, errno);
	return false;
}

/* Turns were written here, and the database is not there or has nothing in it: no new one is begun. */
static bool
world_whole(const struct folder *folder)
{
	struct stat at;
	struct tail tail;
	struct arena arena = {0};

	if (!folder->fresh && (stat(folder->database, &at) != 0 || at.st_size > 0))
		return true;
	if (tail_read(folder->tail, &tail) != TAIL_GOOD || tail.turn == 0)
		return true;
	fprintf(stderr,
	    "%s is %s, though turns up to %lld of %s were written here. Restore a backup, or take %s away if a new world shall begin.\n",
	    folder->database, folder->fresh ? "missing" : "empty", (long long)tail.turn,
	    zone_text(&arena, tail.at, (int)policy_defaults.zone_min), folder->tail);
	arena_clear(&arena);
	return false;
}

static bool
world_there(struct folder *folder, const char *directory, enum folder_use use)
{
	folder->fresh = access(folder->database, F_OK) != 0;
	if (folder->fresh && errno != ENOENT) {
		say(errno == EACCES ? directory : folder->database, errno);
		return false;
	}
	if (use != FOLDER_RESTORE && !world_whole(folder))
		return false;
	if (folder->fresh && use != FOLDER_MAY_MAKE && use != FOLDER_RESTORE)
		return no_world(directory);
	if (!folder->fresh && use == FOLDER_RESTORE) {
		fprintf(stderr, "%s holds data already; restore only into an empty directory\n", directory);
		return false;
	}
	return true;
}

/* The key of the world; a new one only for a new world. */
static bool
key_there(struct folder *folder, enum folder_use use)
{
	if (key_read(folder->key_path, folder->fresh && use == FOLDER_MAY_MAKE, &folder->key))
		return true;
	if (errno == ENOENT && use == FOLDER_RESTORE)
		fprintf(stderr,
		    "%s is missing: the key is not inside a backup; put the key file of that time there first\n",
		    folder->key_path);
	else if (errno == ENOENT)
		fprintf(stderr,
		    "%s is missing beside %s: without the key of that time nothing in it can be read, and no other is made; put that key file back\n",
		    folder->key_path, folder->database);
	else if (errno == EINVAL)
		fprintf(stderr, "%s: no key of 64 hex digits\n", folder->key_path);
	else
		say(folder->key_path, errno);
	return false;
}

static bool
lock_taken(struct folder *folder, const char *directory)
{
	char path[600];

	if ((folder->lock = folder_lock(directory)) >= 0)
		return true;
	snprintf(path, sizeof path, "%s/lock", directory);
	if (errno == EWOULDBLOCK)
		fprintf(stderr, "%s: another lianxin works on this directory\n", directory);
	else
		say(access(path, F_OK) == 0 ? path : directory, errno);
	return false;
}

bool
folder_open(struct folder *folder, const struct options *options, enum folder_use use)
{
	const char *directory = options->directory;

	*folder = (struct folder){.lock = -1};
	snprintf(folder->database, sizeof folder->database, "%s/world.db", directory);
	snprintf(folder->tail, sizeof folder->tail, "%s/tail", directory);
	if (options->config->key_file[0])
		snprintf(folder->key_path, sizeof folder->key_path, "%s", options->config->key_file);
	else
		snprintf(folder->key_path, sizeof folder->key_path, "%s/key", directory);
	if (!directory_there(directory, use))
		return false;
	if (!become_owner(folder, directory)) {
		say(directory, errno);
		return false;
	}
	if (world_there(folder, directory, use) && key_there(folder, use) && lock_taken(folder, directory)) {
		if (folder->fresh && use == FOLDER_MAY_MAKE)
			fprintf(stderr, "a new world is made in %s; keep a copy of its key, %s, elsewhere\n", directory,
			    folder->key_path);
		return true;
	}
	folder_close(folder);
	return false;
}
