/* Files of the data directory; see the header. */
#include "io/files.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/digest.h"
#include "base/log.h"
#include "base/memory.h"

#define MARKS_MAX 256
#define POISON_CRASHES 3 /* the same event crashed the program so often: set aside */

bool
file_read(const char *path, size_t max, struct buf *out)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	char bytes[65536];
	ssize_t n;

	if (fd < 0)
		return false;
	while ((n = read(fd, bytes, sizeof bytes)) > 0) {
		if (out->n + (size_t)n > max) {
			close(fd);
			errno = EFBIG;
			return false;
		}
		buf_add(out, bytes, (size_t)n);
	}
	int error = errno;
	close(fd);
	errno = error;
	return n == 0;
}

static void
folder_of(const char *path, char out[512])
{
	const char *slash = strrchr(path, '/');

	snprintf(out, 512, "%.*s", slash ? (int)(slash - path) : 1, slash ? path : ".");
	if (out[0] == 0)
		strcpy(out, "/");
}

bool
file_sync(const char *path)
{
	char folder[512];
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	bool good = fd >= 0 && fsync(fd) == 0;

	if (fd >= 0)
		close(fd);
	folder_of(path, folder);
	fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	good = fd >= 0 && fsync(fd) == 0 && good;
	if (fd >= 0)
		close(fd);
	return good;
}

bool
file_write(const char *path, const void *p, size_t n, unsigned mode)
{
	char beside[520];
	const char *bytes = p;

	snprintf(beside, sizeof beside, "%s.new", path);
	int fd = open(beside, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, mode);
	if (fd < 0)
		return false;
	while (n) {
		ssize_t written = write(fd, bytes, n);

		if (written < 0) {
			close(fd);
			unlink(beside);
			return false;
		}
		bytes += written;
		n -= (size_t)written;
	}
	bool good = fsync(fd) == 0;
	close(fd);
	return good && rename(beside, path) == 0 && file_sync(path);
}

bool
folder_make(const char *path)
{
	char part[512];

	for (const char *p = path; *p; p++) {
		if (p[1] != '/' && p[1] != 0)
			continue;
		snprintf(part, sizeof part, "%.*s", (int)(p - path) + 1, path);
		if (mkdir(part, 0700) != 0 && errno != EEXIST)
			return false;
	}
	return true;
}

int
folder_lock(const char *directory)
{
	char path[512];

	snprintf(path, sizeof path, "%s/lock", directory);
	int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
	if (fd >= 0 && flock(fd, LOCK_EX | LOCK_NB) != 0) {
		int error = errno;

		close(fd);
		errno = error;
		return -1;
	}
	return fd;
}

bool
key_read(const char *path, bool make, struct seal_key *key)
{
	struct buf text = {0};
	char hex[65];
	bool good = file_read(path, 128, &text);

	if (!good && errno == ENOENT && make) {
		digest_random(key->bytes, sizeof key->bytes);
		digest_hex(key->bytes, sizeof key->bytes, hex);
		buf_free(&text);
		good = file_write(path, hex, 64, 0600);
		memory_wipe(hex, sizeof hex);
		return good;
	}
	if (good && text.n < 64) {
		errno = EINVAL;
		good = false;
	}
	for (size_t i = 0; good && i < 32; i++) {
		unsigned byte;

		good = sscanf(text.p + 2 * i, "%2x", &byte) == 1;
		if (!good)
			errno = EINVAL;
		key->bytes[i] = (uint8_t)byte;
	}
	memory_wipe(text.p, text.n);
	buf_free(&text);
	return good;
}

struct marks {
	struct {
		uint64_t key;
		int64_t kind;
		struct {
			uint64_t key;
			int64_t kind, count;
		} crashed[MARKS_MAX];
	} * map;
};

struct marks *
marks_open(const char *directory)
{
	struct marks *marks = mem_new(sizeof *marks);
	char path[512];

	snprintf(path, sizeof path, "%s/marks", directory);
	int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
	/* Every byte has its place on the disk: a hole that finds none kills the program when it is written. */
	bool placed = fd >= 0 && posix_fallocate(fd, 0, sizeof *marks->map) == 0;
	if (fd >= 0)
		marks->map = mmap(NULL, sizeof *marks->map, PROT_READ | PROT_WRITE,
		    placed ? MAP_SHARED : MAP_PRIVATE | MAP_ANONYMOUS, placed ? fd : -1, 0);
	if (fd >= 0 && !placed)
		log_line(LOG_ERROR, "no room for the marks: what crashes the program would not be set aside", NULL);
	if (fd >= 0)
		close(fd);
	if (marks->map == NULL || marks->map == MAP_FAILED) {
		free(marks);
		return NULL;
	}
	if (marks->map->key) { /* the last run died while it handled this */
		size_t least = 0;

		for (size_t i = 0; i < MARKS_MAX; i++) {
			if (marks->map->crashed[i].key == marks->map->key &&
			    marks->map->crashed[i].kind == marks->map->kind) {
				least = i;
				break;
			}
			if (marks->map->crashed[i].count < marks->map->crashed[least].count)
				least = i;
		}
		if (marks->map->crashed[least].key != marks->map->key)
			marks->map->crashed[least].count = 0;
		marks->map->crashed[least].key = marks->map->key;
		marks->map->crashed[least].kind = marks->map->kind;
		marks->map->crashed[least].count++;
		log_line(LOG_WARN, "the last run ended while handling an event", "kind",
		    marks->map->kind == 'w' ? "wake" : "message", NULL);
		marks->map->key = 0;
	}
	return marks;
}

void
marks_set(struct marks *marks, char kind, uint64_t key)
{
	marks->map->kind = kind;
	marks->map->key = key;
}

bool
marks_poisoned(const struct marks *marks, char kind, uint64_t key)
{
	for (size_t i = 0; i < MARKS_MAX; i++)
		if (marks->map->crashed[i].count >= POISON_CRASHES && marks->map->crashed[i].key == key &&
		    marks->map->crashed[i].kind == kind)
			return true;
	return false;
}

void
marks_close(struct marks *marks)
{
	munmap(marks->map, sizeof *marks->map);
	free(marks);
}
