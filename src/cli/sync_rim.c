/* The rim of conversations; see the header. */
#include "cli/sync_rim.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/require.h"
#include "formats/json.h"

static struct sync_rim *
self(struct rim *rim)
{
	return (struct sync_rim *)rim;
}

static int64_t
now(struct rim *rim)
{
	return self(rim)->now;
}

/* Batches are handed over inside turns of the serve code; they are committed when the
 * outermost call is back, as on a thread. */
static void
commit(struct rim *rim, struct batch *batch)
{
	struct sync_rim *mine = self(rim);

	mine->queue = mem_grow(mine->queue, (mine->queued + 1) * sizeof *mine->queue);
	mine->queue[mine->queued++] = batch;
	if (mine->committing)
		return;
	mine->committing = true;
	while (mine->queued) {
		struct batch *first = mine->queue[0];
		long failed;

		memmove(mine->queue, mine->queue + 1, --mine->queued * sizeof *mine->queue);
		if (!mine->stopped && mine->backend->commit(mine->db, &first, 1, &failed) == DB_OK)
			serve_durable(mine->serve, first);
		else
			serve_failed(mine->serve, first, mine->backend->trouble(mine->db));
	}
	mine->committing = false;
}

static void
read_answer(struct rim *rim, int64_t turn, uint64_t token)
{
	struct sync_rim *mine = self(rim);
	struct buf body = {0};
	int status = 0;

	if (!mine->backend->read_answer(mine->db, turn, &status, &body))
		status = 0;
	serve_answer_read(mine->serve, token, status, body.p, body.n);
	buf_free(&body);
}

static void
answer(struct rim *rim, uint64_t token, const struct http_answer *given)
{
	struct sync_rim *mine = self(rim);

	(void)token;
	free(mine->answer);
	mine->answer = mem_copy(given->body, given->n);
	mine->answer_n = given->n;
	mine->answer_status = given->status;
}

static void
no_send(struct rim *rim, const struct client_request *request, int64_t post)
{
	(void)request;
	serve_sent(self(rim)->serve, post, &(struct client_result){.refused = true});
}

static void
compute(struct rim *rim, int64_t job, void (*work)(const void *inputs, size_t n, struct buf *result),
    const void *inputs, size_t n)
{
	struct sync_rim *mine = self(rim);

	mine->jobs = mem_grow(mine->jobs, (mine->job_count + 1) * sizeof *mine->jobs);
	mine->jobs[mine->job_count] = (struct sync_job){.job = job};
	work(inputs, n, &mine->jobs[mine->job_count++].result);
	mine->wake_at = 0;
}

static void
tell_jobs(struct sync_rim *rim)
{
	while (rim->job_count) {
		struct sync_job first = rim->jobs[0];

		memmove(rim->jobs, rim->jobs + 1, --rim->job_count * sizeof *rim->jobs);
		serve_computed(rim->serve, first.job, first.result.p, first.result.n);
		buf_free(&first.result);
	}
}

static void
show_one(struct sync_rim *mine, const cJSON *root)
{
	const cJSON *post = cJSON_GetObjectItemCaseSensitive(root, "post");
	const char *chat = json_text(root, "chat"), *text = json_text(post, "text"),
	           *id = json_text(post, "post_id"), *type = json_text(post, "chat_type");

	if (json_text(root, "by")) /* a person's own line: it is no post */
		return;
	require(chat && text && id && type);
	if (mine->post_count == mine->post_cap) {
		mine->post_cap = mine->post_cap ? mine->post_cap * 2 : 16;
		mine->posts = mem_grow(mine->posts, mine->post_cap * sizeof *mine->posts);
	}
	mine->posts[mine->post_count++] = (struct sync_post){mem_copy(chat, strlen(chat)),
	    mem_copy(text, strlen(text)), mem_copy(id, strlen(id)), strcmp(type, "private") == 0};
}

static void
show(struct rim *rim, const char *json, size_t n)
{
	for (const char *p = json, *end = json + n; p < end;) {
		const char *line = memchr(p, '\n', (size_t)(end - p));
		size_t bytes = line ? (size_t)(line - p) : (size_t)(end - p);
		cJSON *root = json_parse(p, bytes);

		show_one(self(rim), root);
		cJSON_Delete(root);
		p += bytes + (line != NULL);
	}
}

static void
wake_at(struct rim *rim, int64_t at)
{
	if (at < self(rim)->wake_at)
		self(rim)->wake_at = at;
}

static void
mark(struct rim *rim, char kind, uint64_t key)
{
	(void)rim;
	(void)kind;
	(void)key;
}

static bool
poisoned(struct rim *rim, char kind, uint64_t key)
{
	(void)rim;
	(void)kind;
	(void)key;
	return false;
}

static size_t
queued_bytes(struct rim *rim)
{
	(void)rim;
	return 0;
}

static void
stop(struct rim *rim, int status, const char *why)
{
	(void)status;
	(void)why;
	self(rim)->stopped = true;
}

void
sync_rim_init(struct sync_rim *rim, const struct db_backend *backend, struct db *db, int64_t at)
{
	*rim = (struct sync_rim){
	    .rim = {.now = now,
	        .monotonic = now,
	        .commit = commit,
	        .read_answer = read_answer,
	        .answer = answer,
	        .send = no_send,
	        .compute = compute,
	        .show = show,
	        .wake_at = wake_at,
	        .mark = mark,
	        .poisoned = poisoned,
	        .queued_bytes = queued_bytes,
	        .stop = stop},
	    .backend = backend,
	    .db = db,
	    .now = at,
	    .wake_at = INT64_MAX,
	};
}

void
sync_rim_until(struct sync_rim *rim, int64_t at)
{
	for (;;) {
		int64_t due = rim->wake_at;

		if (due > at || rim->stopped)
			break;
		rim->wake_at = INT64_MAX;
		if (due > rim->now)
			rim->now = due;
		tell_jobs(rim);
		serve_tick(rim->serve);
	}
	if (at > rim->now)
		rim->now = at;
	serve_tick(rim->serve);
}

void
sync_rim_clear_posts(struct sync_rim *rim)
{
	for (size_t i = 0; i < rim->post_count; i++) {
		free(rim->posts[i].chat);
		free(rim->posts[i].text);
		free(rim->posts[i].id);
	}
	rim->post_count = 0;
}

void
sync_rim_free(struct sync_rim *rim)
{
	sync_rim_clear_posts(rim);
	for (size_t i = 0; i < rim->job_count; i++)
		buf_free(&rim->jobs[i].result);
	free(rim->jobs);
	free(rim->posts);
	free(rim->queue);
	free(rim->answer);
}
