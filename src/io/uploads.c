/* Pictures on the disk; see the header. A file is a row of sealed chunks, each behind its
 * length; the context of a chunk holds name and number, that of the last says so: none can be
 * moved, left out or cut off. */
#include "io/uploads.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/digest.h"
#include "base/memory.h"
#include "io/files.h"

#define CHUNK_BYTES (64 * 1024)
#define WHOLE_BYTES_MAX (9 << 20) /* 8 MiB and what sealing adds */

struct upload {
	struct uploads *uploads;
	uv_work_t work;
	uint64_t token;
	int fd; /* -1: free */
	struct buf chunk;
	uint32_t number;
	bool broken, good;
	char id[33];
	char name[UPLOAD_NAME]; /* "" until the kind is known */
};
struct uploads {
	uv_loop_t *loop;
	char folder[512];
	struct seal_key key;
	void (*kept)(void *context, uint64_t token, const char *name);
	void *context;
	struct upload all[UPLOADS_MAX];
};

static const struct {
	const char *suffix, *type, *magic;
	size_t n, at;
} kinds[] = {
    {"jpg", "image/jpeg", "\xff\xd8\xff", 3, 0},
    {"png", "image/png", "\x89PNG\r\n\x1a\n", 8, 0},
    {"gif", "image/gif", "GIF8", 4, 0},
    {"webp", "image/webp", "WEBP", 4, 8},
};
#define KINDS (sizeof kinds / sizeof *kinds)

const char *
upload_type(const char *name)
{
	if (strspn(name, "0123456789abcdef") != 32 || name[32] != '.')
		return NULL;
	for (size_t i = 0; i < KINDS; i++)
		if (strcmp(name + 33, kinds[i].suffix) == 0)
			return kinds[i].type;
	return NULL;
}

struct uploads *
uploads_open(uv_loop_t *loop, const char *directory, const struct seal_key *key,
    void (*kept)(void *context, uint64_t token, const char *name), void *context)
{
	struct uploads *uploads = mem_new(sizeof *uploads);

	*uploads = (struct uploads){.loop = loop, .key = *key, .kept = kept, .context = context};
	snprintf(uploads->folder, sizeof uploads->folder, "%s/files", directory);
	for (int i = 0; i < UPLOADS_MAX; i++)
		uploads->all[i].fd = -1;
	return uploads;
}

static struct upload *
upload_of(struct uploads *uploads, uint64_t token)
{
	for (int i = 0; i < UPLOADS_MAX; i++)
		if (uploads->all[i].fd >= 0 && uploads->all[i].token == token)
			return &uploads->all[i];
	return NULL;
}

static void
part_path(const struct upload *upload, char path[600])
{
	snprintf(path, 600, "%s/%s.part", upload->uploads->folder, upload->id);
}

bool
uploads_begin(struct uploads *uploads, uint64_t token)
{
	struct upload *upload = NULL;
	uint8_t random[16];
	char path[600];

	for (int i = 0; i < UPLOADS_MAX; i++)
		if (uploads->all[i].fd < 0)
			upload = &uploads->all[i];
	if (upload == NULL || !folder_make(uploads->folder))
		return false;
	*upload = (struct upload){.uploads = uploads, .token = token, .fd = -1};
	digest_random(random, sizeof random);
	digest_hex(random, sizeof random, upload->id);
	part_path(upload, path);
	upload->fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	return upload->fd >= 0;
}

static void
context_of(char context[80], const char *id, uint32_t number, bool last)
{
	snprintf(context, 80, "file %s %u%s", id, number, last ? " last" : "");
}

static bool
write_all(int fd, const char *p, size_t n)
{
	while (n) {
		ssize_t gone = write(fd, p, n);

		if (gone < 0 && errno == EINTR)
			continue;
		if (gone <= 0)
			return false;
		p += gone;
		n -= (size_t)gone;
	}
	return true;
}

/* Seals what is gathered and writes it. */
static void
flush(struct upload *upload, bool last)
{
	struct buf out = {0};
	char context[80];
	uint32_t n = 0;

	if (upload->number == 0)
		for (size_t i = 0; i < KINDS; i++)
			if (upload->chunk.n >= kinds[i].at + kinds[i].n &&
			    memcmp(upload->chunk.p + kinds[i].at, kinds[i].magic, kinds[i].n) == 0)
				snprintf(upload->name, sizeof upload->name, "%s.%s", upload->id, kinds[i].suffix);
	context_of(context, upload->id, upload->number++, last);
	buf_add(&out, &n, sizeof n);
	seal_add(&upload->uploads->key, context, buf_text(&upload->chunk), upload->chunk.n, &out);
	n = (uint32_t)(out.n - sizeof n);
	memcpy(out.p, &n, sizeof n);
	upload->broken = upload->broken || !write_all(upload->fd, out.p, out.n);
	buf_free(&out);
	buf_clear(&upload->chunk);
}

bool
uploads_bytes(struct uploads *uploads, uint64_t token, const char *p, size_t n)
{
	struct upload *upload = upload_of(uploads, token);

	if (upload == NULL)
		return false;
	while (n) {
		size_t room = CHUNK_BYTES - upload->chunk.n, part = n < room ? n : room;

		buf_add(&upload->chunk, p, part);
		p += part;
		n -= part;
		if (upload->chunk.n == CHUNK_BYTES)
			flush(upload, false);
	}
	return !upload->broken;
}

static void
let_go(struct upload *upload)
{
	char path[600];

	part_path(upload, path);
	if (!upload->good)
		unlink(path);
	close(upload->fd);
	upload->fd = -1;
	buf_free(&upload->chunk);
}

static void
sync_one(uv_work_t *work)
{
	struct upload *upload = work->data;
	char from[600], to[600];

	part_path(upload, from);
	snprintf(to, sizeof to, "%s/%s", upload->uploads->folder, upload->name);
	upload->good = fsync(upload->fd) == 0 && rename(from, to) == 0 && file_sync(to);
}

static void
on_synced(uv_work_t *work, int status)
{
	struct upload *upload = work->data;
	struct uploads *uploads = upload->uploads;
	uint64_t token = upload->token;
	char name[UPLOAD_NAME];

	snprintf(name, sizeof name, "%s", upload->name);
	bool good = status == 0 && upload->good;
	let_go(upload);
	uploads->kept(uploads->context, token, good ? name : NULL);
}

void
uploads_end(struct uploads *uploads, uint64_t token, bool whole)
{
	struct upload *upload = upload_of(uploads, token);

	if (upload == NULL)
		return;
	if (whole)
		flush(upload, true);
	if (!whole || upload->broken || upload->name[0] == 0) {
		bool broken = upload->broken;

		let_go(upload);
		if (whole)
			uploads->kept(uploads->context, token, broken ? NULL : "");
		return;
	}
	upload->work.data = upload;
	uv_queue_work(uploads->loop, &upload->work, sync_one, on_synced);
}

void
uploads_remove(struct uploads *uploads, const char *name)
{
	char path[600];

	snprintf(path, sizeof path, "%s/%s", uploads->folder, name);
	unlink(path);
}

struct file_reading {
	uv_work_t work;
	struct uploads *uploads;
	char name[UPLOAD_NAME];
	void (*done)(void *context, uint64_t token, const char *type, const char *p, size_t n);
	uint64_t token;
	struct buf out;
	bool good;
};

/* All chunks, the last of them known as such. */
static bool
open_chunks(const struct seal_key *key, const char *id, const struct buf *sealed, struct buf *out)
{
	uint32_t n, number = 0;
	char context[80];

	for (size_t at = 0; at + sizeof n <= sealed->n; at += n) {
		memcpy(&n, sealed->p + at, sizeof n);
		at += sizeof n;
		if (n > sealed->n - at)
			return false;
		bool last = at + n == sealed->n;
		context_of(context, id, number++, last);
		if (!seal_open(key, context, sealed->p + at, n, out))
			return false;
		if (last)
			return true;
	}
	return false;
}

static void
read_one(uv_work_t *work)
{
	struct file_reading *reading = work->data;
	struct buf sealed = {0};
	char path[600], id[33] = {0};

	snprintf(path, sizeof path, "%s/%s", reading->uploads->folder, reading->name);
	memcpy(id, reading->name, 32);
	reading->good = file_read(path, WHOLE_BYTES_MAX, &sealed) &&
	    open_chunks(&reading->uploads->key, id, &sealed, &reading->out);
	buf_free(&sealed);
	seal_thread_done();
}

static void
on_read(uv_work_t *work, int status)
{
	struct file_reading *reading = work->data;

	reading->done(reading->uploads->context, reading->token, upload_type(reading->name),
	    status == 0 && reading->good ? buf_text(&reading->out) : NULL, reading->out.n);
	buf_free(&reading->out);
	free(reading);
}

void
uploads_read(struct uploads *uploads, const char *name,
    void (*done)(void *context, uint64_t token, const char *type, const char *p, size_t n), uint64_t token)
{
	struct file_reading *reading;

	if (upload_type(name) == NULL) { /* never a path that somebody made up */
		done(uploads->context, token, NULL, NULL, 0);
		return;
	}
	reading = mem_new(sizeof *reading);
	*reading = (struct file_reading){.uploads = uploads, .done = done, .token = token};
	reading->work.data = reading;
	snprintf(reading->name, sizeof reading->name, "%s", name);
	uv_queue_work(uploads->loop, &reading->work, read_one, on_read);
}

void
uploads_close(struct uploads *uploads)
{
	for (int i = 0; i < UPLOADS_MAX; i++)
		if (uploads->all[i].fd >= 0)
			let_go(&uploads->all[i]);
	memory_wipe(&uploads->key, sizeof uploads->key);
	free(uploads);
}
