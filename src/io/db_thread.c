/* The database thread; see db.h. The queue is a list under one mutex; what is done goes
 * back over a second list and one uv_async. A full disk is waited out: the reserve file
 * is dropped once so that what was accepted can finish, and made again later. */
#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <uv.h>

#include "base/digest.h"
#include "base/log.h"
#include "base/memory.h"
#include "base/require.h"
#include "core/rim.h"
#include "io/db.h"

#define GROUP_TURNS_MAX 512
#define GROUP_ROWS_MAX 2000
#define RESERVE_BYTES (64 << 20)
#define RESERVE_LEAST (1 << 20) /* on a small disk */
#define KEEP_DAYS 30            /* of closed posts and wakes */
#define FULL_PAUSE_NS 500000000ULL
#define RENEW_NS 10000000000ULL /* between attempts to make the reserve again */

enum item_kind { ITEM_BATCH, ITEM_READ, ITEM_TASK };

struct db_item {
	struct db_item *next;
	enum item_kind kind;
	struct batch *batch;
	int64_t turn, now, seen_hours;
	uint64_t token;
	enum db_task task;
	char *path;
	/* results */
	int status;
	bool failed, good;
	struct buf body;
	char why[256];
};
struct queue {
	struct db_item *first, **last;
};

struct db_thread {
	const struct db_backend *backend;
	struct db *db;
	struct db_events events;
	uv_thread_t thread;
	uv_mutex_t mutex;
	uv_cond_t some;
	uv_async_t async;
	struct queue todo, done;
	bool stopping, broken;
	bool spent; /* the reserve; of the thread alone */
	uint64_t renew_at;
	char reserve[512];
	char state[256]; /* under the mutex: trouble to tell, "" = good */
	bool state_new;
	atomic_size_t bytes;
};

static void
push(struct queue *queue, struct db_item *item)
{
	item->next = NULL;
	*queue->last = item;
	queue->last = &item->next;
}

static struct db_item *
take_all(struct queue *queue)
{
	struct db_item *first = queue->first;

	queue->first = NULL;
	queue->last = &queue->first;
	return first;
}

/* False: there is no room for it, and none is kept. */
static bool
make_reserve(struct db_thread *thread)
{
	int fd = open(thread->reserve, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
	bool made = false;

	for (off_t bytes = RESERVE_BYTES; fd >= 0 && !made && bytes >= RESERVE_LEAST; bytes /= 8)
		made = posix_fallocate(fd, 0, bytes) == 0;
	if (fd >= 0 && !made)
		unlink(thread->reserve);
	if (fd >= 0)
		close(fd);
	return made;
}

static void
tell_state(struct db_thread *thread, const char *trouble)
{
	uv_mutex_lock(&thread->mutex);
	if (strcmp(thread->state, trouble) != 0) {
		snprintf(thread->state, sizeof thread->state, "%s", trouble);
		thread->state_new = true;
	}
	uv_mutex_unlock(&thread->mutex);
	uv_async_send(&thread->async);
}

/* What was written shows that there is room again; is there enough for the reserve, too? Until there
 * is, it is said that it is spent, and tried again from time to time. */
static void
renew_reserve(struct db_thread *thread, bool now)
{
	if (!thread->spent || (!now && uv_hrtime() < thread->renew_at))
		return;
	thread->renew_at = uv_hrtime() + RENEW_NS;
	thread->spent = !make_reserve(thread);
	tell_state(thread, thread->spent ? DISK_NEARLY_FULL : "");
}

/* Commits the group, waiting out a full disk. */
static enum db_result
commit_patiently(struct db_thread *thread, struct batch *const *batches, size_t count, long *failed)
{
	for (;;) {
		enum db_result result = thread->backend->commit(thread->db, batches, count, failed);

		if (result != DB_FULL) {
			if (result == DB_OK)
				renew_reserve(thread, strcmp(thread->state, DISK_FULL) == 0);
			return result;
		}
		tell_state(thread, DISK_FULL);
		thread->spent = true;
		if (unlink(thread->reserve) != 0) { /* already used up: wait for room */
			uv_mutex_lock(&thread->mutex);
			bool stop = thread->stopping;
			if (!stop)
				uv_cond_timedwait(&thread->some, &thread->mutex, FULL_PAUSE_NS);
			uv_mutex_unlock(&thread->mutex);
			if (stop)
				return DB_BROKEN; /* nobody was told; restart replays */
		}
	}
}

static void
commit_group(struct db_thread *thread, struct db_item **items, size_t count)
{
	struct batch *batches[GROUP_TURNS_MAX];
	long failed;

	for (size_t i = 0; i < count; i++)
		batches[i] = items[i]->batch;
	enum db_result result = thread->broken ? DB_BROKEN : commit_patiently(thread, batches, count, &failed);
	if (result == DB_REFUSED && count > 1) {
		/* One by one, so that a bad batch fails alone; those behind it saw what it did in
		 * memory, so they fail with it. */
		for (size_t i = 0; i < count && !thread->broken; i++) {
			result = commit_patiently(thread, &batches[i], 1, &failed);
			if (result != DB_OK)
				thread->broken = true;
			items[i]->failed = result != DB_OK;
		}
		for (size_t i = 0; i < count; i++)
			items[i]->failed |= i > 0 && items[i - 1]->failed;
	} else if (result != DB_OK) {
		thread->broken = true;
		for (size_t i = 0; i < count; i++)
			items[i]->failed = true;
	}
	if (thread->broken)
		for (size_t i = 0; i < count; i++)
			snprintf(items[i]->why, sizeof items[i]->why, "%s", thread->backend->trouble(thread->db));
}

static void
run_task(struct db_thread *thread, struct db_item *item)
{
	struct db_check check;

	switch (item->task) {
	case DB_SNAPSHOT: item->good = thread->backend->snapshot(thread->db, item->path, item->why); break;
	case DB_VERIFY:
		item->good = thread->backend->verify(thread->db, &check);
		if (item->good)
			snprintf(
			    item->why, sizeof item->why, "%lld turns, chain and integrity good", (long long)check.turns);
		else
			snprintf(item->why, sizeof item->why, "%s", check.what);
		break;
	case DB_PRUNE:
		item->good = thread->backend->prune(thread->db, item->now, item->seen_hours, KEEP_DAYS);
		break;
	}
}

static void
give_back(struct db_thread *thread, struct db_item *items)
{
	uv_mutex_lock(&thread->mutex);
	while (items) {
		struct db_item *next = items->next;

		push(&thread->done, items);
		items = next;
	}
	uv_mutex_unlock(&thread->mutex);
	uv_async_send(&thread->async);
}

static void
work(struct db_thread *thread, struct db_item *items)
{
	while (items) {
		struct db_item *group[GROUP_TURNS_MAX], *first = items;
		size_t count = 0, rows = 0;
		struct db_item *last = NULL;

		while (items && items->kind == ITEM_BATCH && count < GROUP_TURNS_MAX &&
		    (count == 0 || rows + items->batch->count <= GROUP_ROWS_MAX)) {
			rows += items->batch->count;
			group[count++] = items;
			last = items;
			items = items->next;
		}
		if (count) {
			commit_group(thread, group, count);
		} else {
			last = items;
			items = items->next;
			if (last->kind == ITEM_READ)
				last->status = thread->backend->read_answer(
				                   thread->db, last->turn, &last->status, &last->body)
				    ? last->status
				    : 0;
			else
				run_task(thread, last);
		}
		last->next = NULL;
		give_back(thread, first);
	}
}

static void
thread_main(void *argument)
{
	struct db_thread *thread = argument;

	for (;;) {
		uv_mutex_lock(&thread->mutex);
		while (thread->todo.first == NULL && !thread->stopping && !thread->spent)
			uv_cond_wait(&thread->some, &thread->mutex);
		if (thread->todo.first == NULL && !thread->stopping && thread->spent)
			uv_cond_timedwait(&thread->some, &thread->mutex, RENEW_NS);
		struct db_item *items = take_all(&thread->todo);
		bool stop = thread->stopping;
		uv_mutex_unlock(&thread->mutex);
		if (items == NULL && stop)
			break;
		if (items)
			work(thread, items);
		else
			renew_reserve(thread, false);
	}
	digest_thread_done();
	seal_thread_done();
	arena_thread_done();
}

static void
on_done(uv_async_t *async)
{
	struct db_thread *thread = async->data;
	char state[256];
	bool state_new;

	uv_mutex_lock(&thread->mutex);
	struct db_item *items = take_all(&thread->done);
	state_new = thread->state_new;
	thread->state_new = false;
	snprintf(state, sizeof state, "%s", thread->state);
	uv_mutex_unlock(&thread->mutex);
	if (state_new)
		thread->events.state(thread->events.context, state[0] ? state : NULL);
	for (struct db_item *next; items; items = next) {
		next = items->next;
		switch (items->kind) {
		case ITEM_BATCH:
			atomic_fetch_sub(&thread->bytes, items->batch->bytes);
			if (items->failed)
				thread->events.failed(thread->events.context, items->batch, items->why);
			else
				thread->events.durable(thread->events.context, items->batch);
			break;
		case ITEM_READ:
			thread->events.answer_read(
			    thread->events.context, items->token, items->status, items->body.p, items->body.n);
			break;
		case ITEM_TASK:
			thread->events.task_done(thread->events.context, items->token, items->good, items->why);
			break;
		}
		buf_free(&items->body);
		free(items->path);
		free(items);
	}
}

struct db_thread *
db_thread_start(struct uv_loop_s *loop, const struct db_backend *backend, struct db *db,
    const char *directory, const struct db_events *events)
{
	struct db_thread *thread = mem_new(sizeof *thread);

	thread->backend = backend;
	thread->db = db;
	thread->events = *events;
	take_all(&thread->todo);
	take_all(&thread->done);
	snprintf(thread->reserve, sizeof thread->reserve, "%s/reserve", directory);
	thread->spent = !make_reserve(thread);
	require(uv_mutex_init(&thread->mutex) == 0 && uv_cond_init(&thread->some) == 0);
	require(uv_async_init(loop, &thread->async, on_done) == 0);
	thread->async.data = thread;
	if (thread->spent)
		tell_state(thread, DISK_NEARLY_FULL);
	require(uv_thread_create(&thread->thread, thread_main, thread) == 0);
	return thread;
}

static void
hand_over(struct db_thread *thread, struct db_item *item)
{
	uv_mutex_lock(&thread->mutex);
	push(&thread->todo, item);
	uv_cond_signal(&thread->some);
	uv_mutex_unlock(&thread->mutex);
}

void
db_thread_commit(struct db_thread *thread, struct batch *batch)
{
	struct db_item *item = mem_new(sizeof *item);

	item->kind = ITEM_BATCH;
	item->batch = batch;
	atomic_fetch_add(&thread->bytes, batch->bytes);
	hand_over(thread, item);
}

void
db_thread_read(struct db_thread *thread, int64_t turn, uint64_t token)
{
	struct db_item *item = mem_new(sizeof *item);

	item->kind = ITEM_READ;
	item->turn = turn;
	item->token = token;
	hand_over(thread, item);
}

void
db_thread_ask(struct db_thread *thread, enum db_task task, const char *path, uint64_t token)
{
	struct db_item *item = mem_new(sizeof *item);

	item->kind = ITEM_TASK;
	item->task = task;
	item->token = token;
	item->path = path ? mem_copy(path, strlen(path)) : NULL;
	hand_over(thread, item);
}

void
db_thread_prune(struct db_thread *thread, int64_t now, int64_t seen_hours)
{
	struct db_item *item = mem_new(sizeof *item);

	item->kind = ITEM_TASK;
	item->task = DB_PRUNE;
	item->now = now;
	item->seen_hours = seen_hours;
	hand_over(thread, item);
}

size_t
db_thread_bytes(const struct db_thread *thread)
{
	return atomic_load(&thread->bytes);
}

static void
free_thread(uv_handle_t *handle)
{
	struct db_thread *thread = handle->data;

	uv_mutex_destroy(&thread->mutex);
	uv_cond_destroy(&thread->some);
	free(thread);
}

void
db_thread_stop(struct db_thread *thread)
{
	uv_mutex_lock(&thread->mutex);
	thread->stopping = true;
	uv_cond_signal(&thread->some);
	uv_mutex_unlock(&thread->mutex);
	uv_thread_join(&thread->thread);
	on_done(&thread->async); /* what was finished last */
	uv_close((uv_handle_t *)&thread->async, free_thread);
}
