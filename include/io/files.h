/* Files of the data directory: whole files, the lock, the key, the poison marks. */
#ifndef IO_FILES_H
#define IO_FILES_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/seal.h"

/* The whole file appended to out; false with errno. Files over `max` bytes are refused (EFBIG). */
bool file_read(const char *path, size_t max, struct buf *out);
/* Writes a new file beside and renames it over; synced with its folder. */
bool file_write(const char *path, const void *p, size_t n, unsigned mode);
/* Makes the folder (0700) and its parents. */
bool folder_make(const char *path);
/* Takes the directory's lock; a file descriptor to keep, -1 with errno: EWOULDBLOCK if another
 * process has it. */
int folder_lock(const char *directory);
/* The key file, made when there is none and `make`; false with errno, EINVAL: no 64 hex digits. */
bool key_read(const char *path, bool make, struct seal_key *key);
/* Syncs a file and its folder, e.g. after a snapshot. */
bool file_sync(const char *path);

/* Poison marks: what is being handled stands in a shared-mapped file; boot counts a
 * mark it finds. */
struct marks;
struct marks *marks_open(const char *directory);
void marks_set(struct marks *marks, char kind, uint64_t key); /* key 0 clears */
bool marks_poisoned(const struct marks *marks, char kind, uint64_t key);
void marks_close(struct marks *marks);

#endif
