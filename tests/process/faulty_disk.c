/* faulty_disk: a SQLite VFS in memory that keeps apart what was written and what was
 * synced. Power cut: unsynced writes are gone. Failing sync: nothing is acknowledged
 * afterwards. Full disk: what was accepted waits and becomes durable when there is room.
 * The run says which kind of power cut it is: this shim, no mounted file system. */
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <uv.h>

#include "base/log.h"
#include "base/require.h"
#include "cli/sync_rim.h"
#include "cli/world_files.h"
#include "core/world_life.h"
#include "subjects/commands.h"
#include "subjects/hearers.h"
#include "records/kinds.h"
#include "records/visit.h"
#include "subjects/wakes.h"
#include "subjects/jobs.h"

#define FILES_MAX 8

struct bytes_of {
	char *p;
	size_t n;
};
struct disk_file {
	char name[256];
	bool there;
	struct bytes_of now, synced;
};
struct open_file {
	sqlite3_file base;
	struct disk_file *file;
};

static struct disk_file files[FILES_MAX];
static bool wal_not_synced; /* what synchronous=NORMAL does */
static bool sync_fails, disk_full;

static void
set_size(struct bytes_of *bytes, size_t n)
{
	if (n > bytes->n) {
		bytes->p = mem_grow(bytes->p, n);
		memset(bytes->p + bytes->n, 0, n - bytes->n);
	}
	bytes->n = n;
}

static void
copy(struct bytes_of *to, const struct bytes_of *from)
{
	set_size(to, from->n);
	if (from->n)
		memcpy(to->p, from->p, from->n);
}

static int
file_close(sqlite3_file *file)
{
	(void)file;
	return SQLITE_OK;
}

static int
file_read_at(sqlite3_file *base, void *out, int n, sqlite3_int64 at)
{
	struct bytes_of *now = &((struct open_file *)base)->file->now;
	size_t have = (size_t)at < now->n ? now->n - (size_t)at : 0;

	if (have >= (size_t)n) {
		memcpy(out, now->p + at, (size_t)n);
		return SQLITE_OK;
	}
	memset(out, 0, (size_t)n);
	if (have)
		memcpy(out, now->p + at, have);
	return SQLITE_IOERR_SHORT_READ;
}

static int
file_write_at(sqlite3_file *base, const void *p, int n, sqlite3_int64 at)
{
	struct bytes_of *now = &((struct open_file *)base)->file->now;

	if (disk_full && (size_t)(at + n) > now->n)
		return SQLITE_FULL;
	if ((size_t)(at + n) > now->n)
		set_size(now, (size_t)(at + n));
	memcpy(now->p + at, p, (size_t)n);
	return SQLITE_OK;
}

static int
file_cut(sqlite3_file *base, sqlite3_int64 n)
{
	((struct open_file *)base)->file->now.n = (size_t)n;
	return SQLITE_OK;
}

static int
file_sync_now(sqlite3_file *base, int flags)
{
	struct disk_file *file = ((struct open_file *)base)->file;

	(void)flags;
	if (sync_fails)
		return SQLITE_IOERR_FSYNC;
	if (!(wal_not_synced && strstr(file->name, "-wal")))
		copy(&file->synced, &file->now);
	return SQLITE_OK;
}

static int
file_size(sqlite3_file *base, sqlite3_int64 *n)
{
	*n = (sqlite3_int64)((struct open_file *)base)->file->now.n;
	return SQLITE_OK;
}

static int
file_lock(sqlite3_file *base, int level)
{
	(void)base;
	(void)level;
	return SQLITE_OK;
}

static int
file_reserved(sqlite3_file *base, int *out)
{
	(void)base;
	*out = 0;
	return SQLITE_OK;
}

static int
file_control(sqlite3_file *base, int what, void *argument)
{
	(void)base;
	(void)what;
	(void)argument;
	return SQLITE_NOTFOUND;
}

static int
file_sector(sqlite3_file *base)
{
	(void)base;
	return 4096;
}

static int
file_traits(sqlite3_file *base)
{
	(void)base;
	return 0;
}

static const sqlite3_io_methods methods = {1, file_close, file_read_at, file_write_at, file_cut,
    file_sync_now, file_size, file_lock, file_lock, file_reserved, file_control, file_sector, file_traits,
    NULL, NULL, NULL, NULL, NULL, NULL};

static struct disk_file *
named(const char *name, bool make)
{
	for (int i = 0; i < FILES_MAX; i++)
		if (files[i].there && strcmp(files[i].name, name) == 0)
			return &files[i];
	for (int i = 0; make && i < FILES_MAX; i++)
		if (!files[i].there) {
			files[i].there = true;
			files[i].now.n = files[i].synced.n = 0;
			snprintf(files[i].name, sizeof files[i].name, "%s", name);
			return &files[i];
		}
	return NULL;
}

static int
vfs_open(sqlite3_vfs *vfs, const char *name, sqlite3_file *base, int flags, int *out)
{
	struct open_file *open = (struct open_file *)base;

	(void)vfs;
	open->file = named(name ? name : "temporary", true);
	open->base.pMethods = open->file ? &methods : NULL;
	if (out)
		*out = flags;
	return open->file ? SQLITE_OK : SQLITE_CANTOPEN;
}

static int
vfs_delete(sqlite3_vfs *vfs, const char *name, int sync)
{
	struct disk_file *file = named(name, false);

	(void)vfs;
	(void)sync;
	if (file)
		file->there = false;
	return SQLITE_OK;
}

static int
vfs_access(sqlite3_vfs *vfs, const char *name, int flags, int *out)
{
	(void)vfs;
	(void)flags;
	struct disk_file *file = named(name, false);
	*out = file != NULL && file->now.n > 0;
	return SQLITE_OK;
}

static int
vfs_path(sqlite3_vfs *vfs, const char *name, int n, char *out)
{
	(void)vfs;
	snprintf(out, (size_t)n, "%s", name);
	return SQLITE_OK;
}

static sqlite3_vfs shim;

static void
install(void)
{
	shim = *sqlite3_vfs_find(NULL);
	shim.szOsFile = sizeof(struct open_file);
	shim.zName = "shim";
	shim.pNext = NULL;
	shim.xOpen = vfs_open;
	shim.xDelete = vfs_delete;
	shim.xAccess = vfs_access;
	shim.xFullPathname = vfs_path;
	require(sqlite3_vfs_register(&shim, 1) == SQLITE_OK);
}

/* The power goes: every file is what was synced. */
static void
power_cut(void)
{
	for (int i = 0; i < FILES_MAX; i++)
		if (files[i].there)
			copy(&files[i].now, &files[i].synced);
}

static void
wipe(void)
{
	for (int i = 0; i < FILES_MAX; i++)
		files[i].there = false;
	wal_not_synced = sync_fails = disk_full = false;
}

struct life {
	struct world world;
	struct sync_rim rim;
	struct seal_key key;
};

static void
begin(struct life *life, bool fresh)
{
	char why[256] = "";
	struct db *db = db_sqlite.open("/world.db", &life->key, why);

	if (db == NULL)
		printf("open: %s\n", why);
	require(db != NULL);
	world_open(&life->world, "x", 1, &life->key);
	life->world.everyone_on_console = true;
	require(db_sqlite.load(db, &life->world, 1000, why));
	sync_rim_init(&life->rim, &db_sqlite, db, zone_instant(civil_day(2026, 11, 9), 540, 480));
	life->rim.serve = serve_open(&(struct serve_setup){.world = &life->world,
	    .rim = &life->rim.rim,
	    .tables = {commands_all, wakes_all, jobs_all, hearers_all},
	    .demo = true});
	if (fresh) {
		struct import_result result = {0};
		struct turn turn;

		serve_turn_begin(life->rim.serve, &turn, "import");
		world_read_folder(&turn, "config/demo", &result);
		require(result.faults == 0);
		serve_turn_done(life->rim.serve, &turn, 0, "", 0);
	}
}

static void
end(struct life *life)
{
	serve_close(life->rim.serve);
	db_sqlite.close(life->rim.db);
	sync_rim_free(&life->rim);
	world_close(&life->world);
}

/* Says a visit; was it acknowledged? */
static bool
say(struct life *life, int i)
{
	char id[20], text[60];

	snprintf(id, sizeof id, "m%d", i);
	snprintf(text, sizeof text, "走访 孙家 第%d次都好", i);
	life->rim.answer_status = 0;
	serve_say(life->rim.serve,
	    &(struct message){.channel = "console",
	        .event_id = id,
	        .private_chat = true,
	        .chat_id = "",
	        .sender_id = "何书记",
	        .sender_name = "",
	        .text = text},
	    1);
	return life->rim.answer_status == 200;
}

static int
visits(struct life *life)
{
	return (int)store_count(&life->world.store, &kind_visit);
}

/* Cut after k acknowledged messages; how many of them are lost. */
static int
lost_after_cut(bool normal)
{
	int lost = 0;

	for (int k = 1; k < 40; k += 3) {
		struct life life = {.key = {{1}}};

		wipe();
		begin(&life, true);
		wal_not_synced = normal;
		for (int i = 0; i < k; i++)
			require(say(&life, i));
		struct disk_file kept[FILES_MAX]; /* the state of the disk at the cut, before anything is closed */
		for (int i = 0; i < FILES_MAX; i++) {
			kept[i] = files[i];
			kept[i].now = kept[i].synced = (struct bytes_of){0};
			copy(&kept[i].synced, &files[i].synced);
		}
		end(&life);
		for (int i = 0; i < FILES_MAX; i++) {
			files[i].there = kept[i].there;
			memcpy(files[i].name, kept[i].name, sizeof files[i].name);
			copy(&files[i].synced, &kept[i].synced);
			free(kept[i].synced.p);
		}
		power_cut();
		wal_not_synced = false;
		struct life second = {.key = {{1}}};
		begin(&second, false);
		lost += k - visits(&second);
		end(&second);
	}
	return lost;
}

static int
acknowledged_after_failed_sync(void)
{
	struct life life = {.key = {{1}}};
	int count = 0;

	wipe();
	begin(&life, true);
	require(say(&life, 1));
	sync_fails = true;
	for (int i = 2; i < 12; i++)
		count += say(&life, i);
	sync_fails = false; /* a disk that comes back changes nothing: the program must restart */
	for (int i = 12; i < 20; i++)
		count += say(&life, i);
	require(life.rim.stopped);
	end(&life);
	return count;
}

/* The database thread on a full disk: the batch waits, trouble is told, then it is durable. */
struct waited {
	int durable, failed, told;
	bool trouble;
};

static void
on_durable(void *context, struct batch *batch)
{
	((struct waited *)context)->durable++;
	for (size_t i = 0; i < batch->count; i++)
		if (batch->changes[i].after)
			record_drop(batch->changes[i].after);
	free(batch->changes);
	free(batch);
}

static void
on_failed(void *context, struct batch *batch, const char *why)
{
	(void)why;
	((struct waited *)context)->failed++;
	on_durable(context, batch);
}

static void
on_read(void *context, uint64_t token, int status, const void *body, size_t n)
{
	(void)context;
	(void)token;
	(void)status;
	(void)body;
	(void)n;
}

static void
on_state(void *context, const char *trouble)
{
	((struct waited *)context)->told++;
	((struct waited *)context)->trouble = trouble != NULL;
}

static void
on_task(void *context, uint64_t token, bool good, const char *text)
{
	(void)context;
	(void)token;
	(void)good;
	(void)text;
}

static bool
waits_out_a_full_disk(void)
{
	char folder[] = "/tmp/lianxin-full-XXXXXX", path[64], why[256] = "";
	struct seal_key key = {{1}};
	struct waited waited = {0};
	uv_loop_t loop;

	wipe();
	require(mkdtemp(folder) != NULL);
	struct db *db = db_sqlite.open("/world.db", &key, why);
	uv_loop_init(&loop);
	struct db_thread *thread = db_thread_start(&loop, &db_sqlite, db, folder,
	    &(struct db_events){&waited, on_durable, on_failed, on_read, on_state, on_task});
	disk_full = true;
	struct batch *batch = mem_new(sizeof *batch);
	struct visit visit = {.id = 1, .household = 1, .by = 1, .note = "x"};
	batch->number = 1;
	batch->changes = mem_new(sizeof *batch->changes);
	batch->changes[batch->count++] = (struct change){
	    .kind = &kind_visit, .id = 1, .after = record_make(&kind_visit, &visit, 1)};
	db_thread_commit(thread, batch);
	while (!waited.trouble && !waited.durable)
		uv_run(&loop, UV_RUN_ONCE);
	bool held = waited.trouble && waited.durable == 0 && waited.failed == 0;
	disk_full = false;
	while (!waited.durable)
		uv_run(&loop, UV_RUN_ONCE);
	db_thread_stop(thread);
	uv_run(&loop, UV_RUN_DEFAULT);
	uv_loop_close(&loop);
	db_sqlite.close(db);
	snprintf(path, sizeof path, "%s/reserve", folder);
	unlink(path);
	rmdir(folder);
	return held && waited.failed == 0 && waited.durable == 1;
}

int
main(void)
{
	int bad = 0;

	log_level_set(LOG_ERROR + 1);
	install();
	int lost = lost_after_cut(false), lost_normal = lost_after_cut(true);
	printf(
	    "power cut (shim: unsynced writes dropped): %d acknowledged messages lost; with the WAL unsynced, as synchronous=NORMAL: %d lost\n",
	    lost, lost_normal);
	bad += lost != 0 || lost_normal == 0;
	int after = acknowledged_after_failed_sync();
	printf("failing sync: %d acknowledged afterwards\n", after);
	bad += after != 0;
	bool held = waits_out_a_full_disk();
	printf("full disk: what was accepted %s\n", held ? "waited and became durable" : "was lost or refused");
	bad += !held;
	wipe();
	for (int i = 0; i < FILES_MAX; i++) {
		free(files[i].now.p);
		free(files[i].synced.p);
	}
	return bad ? 1 : 0;
}
