/* SQLite behind db.h. Tables and columns come from the field tables; integer primary
 * keys only, no secondary index: lookups happen in memory. WAL, synchronous=FULL. One
 * connection does all writes, checkpoints and backups (before 3.51.3, Debian's too, a
 * WAL reset can go wrong when two connections write or checkpoint at once). */
#include <errno.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/digest.h"
#include "base/log.h"
#include "base/require.h"
#include "core/undo.h"
#include "core/witness.h"
#include "core/world_life.h"
#include "formats/json.h"
#include "io/db.h"
#include "io/tail.h"
#include "records/kinds.h"
#include "records/person.h"
#include "records/turn_row.h"

#define WHY_BYTES 256

struct db {
	sqlite3 *handle;
	struct seal_key key;
	sqlite3_stmt *put[KIND_COUNT], *remove[KIND_COUNT], *answer;
	char trouble[WHY_BYTES];
	int tail; /* -1: none is kept */
	bool tail_failed;
	struct db_loss loss;
};

/* What is wrong in plain words: the system's own reason before SQLite's. */
static const char *
reason(sqlite3 *handle)
{
	int error = handle ? sqlite3_system_errno(handle) : 0;

	return error ? strerror(error) : handle ? sqlite3_errmsg(handle) : "cannot be made";
}

static bool
run(struct db *db, const char *sql)
{
	char *error = NULL;

	if (sqlite3_exec(db->handle, sql, NULL, NULL, &error) == SQLITE_OK)
		return true;
	snprintf(db->trouble, sizeof db->trouble, "%s", error ? error : sqlite3_errmsg(db->handle));
	sqlite3_free(error);
	return false;
}

static const char *
column_type(const struct field *field)
{
	if (field->flags & SEALED)
		return "BLOB";
	switch (field->type) {
	case F_ID:
	case F_REF:
	case F_INT:
	case F_DAY:
	case F_TIME: return "INTEGER";
	case F_TEXT:
	case F_ENUM:
	case F_LIST: return "TEXT";
	case F_BYTES: return "BLOB";
	}
	return "BLOB";
}

/* The table if it is missing, then each column it lacks. */
static bool
make_table(struct db *db, const struct kind *kind)
{
	struct buf sql = {0};
	sqlite3_stmt *columns = NULL;
	bool have[64] = {false}, turn = false, good;

	buf_addf(
	    &sql, "CREATE TABLE IF NOT EXISTS \"%s\" (\"id\" INTEGER PRIMARY KEY, \"turn\" INTEGER", kind->name);
	for (size_t i = 1; i < kind->field_count; i++)
		buf_addf(&sql, ", \"%s\" %s", kind->fields[i].name, column_type(&kind->fields[i]));
	buf_addc(&sql, ')');
	good = run(db, buf_text(&sql));
	buf_clear(&sql);
	buf_addf(&sql, "PRAGMA table_info(\"%s\")", kind->name);
	require(kind->field_count < 64);
	if (good && sqlite3_prepare_v2(db->handle, buf_text(&sql), -1, &columns, NULL) == SQLITE_OK)
		while (sqlite3_step(columns) == SQLITE_ROW) {
			const char *name = (const char *)sqlite3_column_text(columns, 1);
			const struct field *field = field_find(kind, name);

			turn |= strcmp(name, "turn") == 0;
			if (field)
				have[field - kind->fields] = true;
		}
	sqlite3_finalize(columns);
	for (size_t i = 1; good && i < kind->field_count; i++)
		if (!have[i]) {
			buf_clear(&sql);
			buf_addf(&sql, "ALTER TABLE \"%s\" ADD COLUMN \"%s\" %s", kind->name, kind->fields[i].name,
			    column_type(&kind->fields[i]));
			good = run(db, buf_text(&sql));
		}
	buf_free(&sql);
	return good && turn;
}

static bool
prepare_kind(struct db *db, const struct kind *kind)
{
	struct buf sql = {0};
	bool good;

	buf_addf(&sql, "INSERT INTO \"%s\" (id, turn", kind->name);
	for (size_t i = 1; i < kind->field_count; i++)
		buf_addf(&sql, ", \"%s\"", kind->fields[i].name);
	buf_adds(&sql, ") VALUES (?, ?");
	for (size_t i = 1; i < kind->field_count; i++)
		buf_adds(&sql, ", ?");
	buf_adds(&sql, ") ON CONFLICT(id) DO UPDATE SET turn=excluded.turn");
	for (size_t i = 1; i < kind->field_count; i++)
		buf_addf(&sql, ", \"%s\"=excluded.\"%s\"", kind->fields[i].name, kind->fields[i].name);
	good = sqlite3_prepare_v3(db->handle, buf_text(&sql), -1, SQLITE_PREPARE_PERSISTENT,
	           &db->put[kind->number], NULL) == SQLITE_OK;
	buf_clear(&sql);
	buf_addf(&sql, "DELETE FROM \"%s\" WHERE id=?", kind->name);
	good = good &&
	    sqlite3_prepare_v3(db->handle, buf_text(&sql), -1, SQLITE_PREPARE_PERSISTENT,
	        &db->remove[kind->number], NULL) == SQLITE_OK;
	buf_free(&sql);
	return good;
}

static int64_t
number_of(struct db *db, const char *sql)
{
	sqlite3_stmt *statement = NULL;
	int64_t value = -1;

	if (sqlite3_prepare_v2(db->handle, sql, -1, &statement, NULL) == SQLITE_OK &&
	    sqlite3_step(statement) == SQLITE_ROW)
		value = sqlite3_column_int64(statement, 0);
	sqlite3_finalize(statement);
	return value;
}

static void
close_db(struct db *db)
{
	for (int i = 0; i < KIND_COUNT; i++) {
		sqlite3_finalize(db->put[i]);
		sqlite3_finalize(db->remove[i]);
	}
	sqlite3_finalize(db->answer);
	if (db->tail >= 0)
		close(db->tail);
	sqlite3_close(db->handle);
	memory_wipe(&db->key, sizeof db->key);
	free(db);
}

static int64_t
all_fields(void)
{
	int64_t count = 0;

	for (int i = 0; i < KIND_COUNT; i++)
		count += (int64_t)kinds_all[i]->field_count;
	return count;
}

static struct db *
open_db(const char *path, const struct seal_key *key, char *why)
{
	struct db *db = mem_new(sizeof *db);

	db->key = *key;
	db->tail = -1;
	if (sqlite3_open_v2(path, &db->handle, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX,
	        NULL) != SQLITE_OK) {
		snprintf(why, WHY_BYTES, "%.100s: %.140s", path, reason(db->handle));
		close_db(db);
		return NULL;
	}
	sqlite3_extended_result_codes(db->handle, 1);
	bool good = run(db,
	    "PRAGMA locking_mode=EXCLUSIVE; PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON; PRAGMA cache_size=-4096; PRAGMA wal_autocheckpoint=4000; PRAGMA temp_store=MEMORY;");
	int64_t version = good ? number_of(db, "PRAGMA user_version") : -1;
	int64_t fields = good ? number_of(db, "PRAGMA application_id") : 0;
	if (version > DB_SCHEMA_VERSION || fields > all_fields()) {
		snprintf(why, WHY_BYTES,
		    "%.100s was written by a newer lianxin (form %lld.%lld, this program knows %d.%lld); install that version or restore an older backup",
		    path, (long long)version, (long long)fields, DB_SCHEMA_VERSION, (long long)all_fields());
		close_db(db);
		return NULL;
	}
	good = good && run(db, "BEGIN IMMEDIATE");
	for (int i = 0; good && i < KIND_COUNT; i++)
		good = make_table(db, kinds_all[i]);
	if (good && (version < DB_SCHEMA_VERSION || fields < all_fields())) {
		char sql[100];

		snprintf(sql, sizeof sql, "PRAGMA user_version=%d; PRAGMA application_id=%lld", DB_SCHEMA_VERSION,
		    (long long)all_fields());
		good = run(db, sql);
	}
	good = good && run(db, "COMMIT");
	for (int i = 0; good && i < KIND_COUNT; i++)
		good = prepare_kind(db, kinds_all[i]);
	if (good)
		good = sqlite3_prepare_v3(db->handle, "SELECT status, answer FROM turns WHERE id=?", -1,
		           SQLITE_PREPARE_PERSISTENT, &db->answer, NULL) == SQLITE_OK;
	if (!good) {
		snprintf(why, WHY_BYTES, "%.100s: %.140s", path,
		    db->trouble[0] ? db->trouble : sqlite3_errmsg(db->handle));
		close_db(db);
		return NULL;
	}
	return db;
}

/* What binds a sealed value to its place. */
static void
seal_context(char out[96], const struct kind *kind, int64_t id, const struct field *field)
{
	snprintf(out, 96, "%s/%lld/%s", kind->name, (long long)id, field->name);
}

static void
bind_sealed(struct db *db, sqlite3_stmt *put, int column, const struct kind *kind, const struct field *field,
    const void *data)
{
	struct buf plain = {0}, sealed = {0};
	char context[96];

	switch (field->type) {
	case F_TEXT: buf_adds(&plain, *(const char *const *)field_at(field, data)); break;
	case F_BYTES:
		buf_add(&plain, ((const struct bytes *)field_at(field, data))->p,
		    ((const struct bytes *)field_at(field, data))->n);
		break;
	case F_LIST: json_list_add(field, field_at(field, data), &plain); break;
	default: require_never("only texts, bytes and lists are sealed");
	}
	seal_context(context, kind, *(const int64_t *)data, field);
	seal_add(&db->key, context, plain.p, plain.n, &sealed);
	sqlite3_bind_blob(put, column, sealed.p, (int)sealed.n, SQLITE_TRANSIENT);
	buf_free(&plain);
	buf_free(&sealed);
}

static void
bind_field(struct db *db, sqlite3_stmt *put, int column, const struct kind *kind, const struct field *field,
    const void *data)
{
	const void *at = field_at(field, data);

	if (field_absent(field, data)) {
		sqlite3_bind_null(put, column);
		return;
	}
	if (field->flags & SEALED) {
		bind_sealed(db, put, column, kind, field, data);
		return;
	}
	switch (field->type) {
	case F_ID:
	case F_REF:
	case F_INT:
	case F_TIME: sqlite3_bind_int64(put, column, *(const int64_t *)at); break;
	case F_DAY: sqlite3_bind_int64(put, column, *(const int32_t *)at); break;
	case F_TEXT: sqlite3_bind_text(put, column, *(const char *const *)at, -1, SQLITE_STATIC); break;
	case F_ENUM: sqlite3_bind_text(put, column, field->codes[*(const int32_t *)at], -1, SQLITE_STATIC); break;
	case F_BYTES:
		sqlite3_bind_blob(
		    put, column, ((const struct bytes *)at)->p, (int)((const struct bytes *)at)->n, SQLITE_STATIC);
		break;
	case F_LIST: {
		struct buf json = {0};

		json_list_add(field, at, &json);
		sqlite3_bind_text(put, column, json.p, (int)json.n, SQLITE_TRANSIENT);
		buf_free(&json);
		break;
	}
	}
}

static int
write_change(struct db *db, const struct change *change)
{
	const struct kind *kind = change->kind;
	sqlite3_stmt *statement = change->after ? db->put[kind->number] : db->remove[kind->number];

	sqlite3_bind_int64(statement, 1, change->id);
	if (change->after) {
		const void *data = record_data(change->after);

		sqlite3_bind_int64(statement, 2, change->after->turn);
		for (size_t i = 1; i < kind->field_count; i++)
			bind_field(db, statement, (int)i + 2, kind, &kind->fields[i], data);
	}
	int result = sqlite3_step(statement);
	sqlite3_reset(statement);
	sqlite3_clear_bindings(statement);
	return result;
}

static enum db_result
result_of(struct db *db, int code)
{
	snprintf(db->trouble, sizeof db->trouble, "%s", sqlite3_errmsg(db->handle));
	if ((code & 0xff) == SQLITE_FULL)
		return DB_FULL;
	if ((code & 0xff) == SQLITE_IOERR || (code & 0xff) == SQLITE_CORRUPT || (code & 0xff) == SQLITE_NOTADB)
		return code == SQLITE_IOERR_NOMEM ? DB_REFUSED : DB_BROKEN;
	return DB_REFUSED;
}

/* Is a later batch of the group to write the same record? Then only that one counts. */
static bool
superseded(struct batch *const *batches, size_t count, size_t b, const struct change *change)
{
	if (change->kind->unseen && change->kind->number == KIND_turn_row)
		return false;
	for (size_t later = b + 1; later < count && later < b + 16; later++)
		for (size_t i = 0; i < batches[later]->count; i++)
			if (batches[later]->changes[i].kind == change->kind &&
			    batches[later]->changes[i].id == change->id)
				return true;
	return false;
}

/* The last turn of the group, before anybody is told of it. A tail that cannot be written is said once:
 * the turns themselves are safe. */
static void
keep_tail(struct db *db, struct batch *const *batches, size_t count)
{
	const struct turn_row *last = NULL;

	for (size_t b = count; db->tail >= 0 && last == NULL && b-- > 0;)
		for (size_t i = batches[b]->count; i-- > 0 && last == NULL;)
			if (batches[b]->changes[i].kind == &kind_turn_row && batches[b]->changes[i].after)
				last = record_data(batches[b]->changes[i].after);
	if (last == NULL || last->chain.n != DIGEST_BYTES)
		return;
	struct tail tail = {.turn = last->id, .at = last->at};
	memcpy(tail.chain, last->chain.p, DIGEST_BYTES);
	if (!tail_write(db->tail, &tail) && !db->tail_failed) {
		db->tail_failed = true;
		log_line(LOG_ERROR, "the file of the last turn cannot be written; a lost end would not be noticed",
		    "why", strerror(errno), NULL);
	}
	db->loss.what[0] = 0;
}

/* A turn's time and, if it is there, the head of the chain behind it. */
static bool
turn_at(struct db *db, int64_t turn, int64_t *at, uint8_t chain[DIGEST_BYTES])
{
	sqlite3_stmt *row = NULL;
	bool found = false;

	if (sqlite3_prepare_v2(db->handle, "SELECT at, chain FROM turns WHERE id=?", -1, &row, NULL) ==
	    SQLITE_OK) {
		sqlite3_bind_int64(row, 1, turn);
		found = sqlite3_step(row) == SQLITE_ROW;
		if (found) {
			*at = sqlite3_column_int64(row, 0);
			if (chain && sqlite3_column_bytes(row, 1) == DIGEST_BYTES)
				memcpy(chain, sqlite3_column_blob(row, 1), DIGEST_BYTES);
		}
	}
	sqlite3_finalize(row);
	return found;
}

static const char *
time_of(struct arena *arena, int64_t at)
{
	return at ? zone_text(arena, at, (int)policy_defaults.zone_min) : "the beginning";
}

static void
compare_tail(struct db *db, const struct tail *was, struct db_loss *loss)
{
	struct arena arena = {0};
	int64_t last = number_of(db, "SELECT coalesce(max(id),0) FROM turns"), at = 0;
	uint8_t chain[DIGEST_BYTES] = {0};

	turn_at(db, last, &loss->since, NULL);
	loss->until = was->at;
	if (last < was->turn) {
		loss->from = last + 1;
		loss->to = was->turn;
		snprintf(loss->what, sizeof loss->what,
		    "the end is missing: turns %lld to %lld, all after %s; the last one written was of %s",
		    (long long)loss->from, (long long)loss->to, time_of(&arena, loss->since),
		    time_of(&arena, loss->until));
	} else if (!turn_at(db, was->turn, &at, chain) || memcmp(chain, was->chain, DIGEST_BYTES) != 0) {
		snprintf(loss->what, sizeof loss->what,
		    "another database stands here than was written: turn %lld of %s is not the one that was",
		    (long long)was->turn, time_of(&arena, was->at));
	}
	arena_clear(&arena);
}

static void
watch_tail(struct db *db, const char *path, struct db_loss *loss)
{
	struct tail was = {0}, now = {.turn = number_of(db, "SELECT coalesce(max(id),0) FROM turns")};
	enum tail_state state = tail_read(path, &was);

	*loss = (struct db_loss){0};
	if (state == TAIL_DAMAGED)
		snprintf(loss->what, sizeof loss->what,
		    "%.150s cannot be read: whether the end is there is not known", path);
	else if (state == TAIL_GOOD)
		compare_tail(db, &was, loss);
	db->loss = *loss;
	db->tail = tail_open(path);
	if (state == TAIL_NONE && db->tail >= 0 && now.turn && turn_at(db, now.turn, &now.at, now.chain))
		tail_write(db->tail, &now);
}

/* A person is erased: what he said and was told goes with him; the leaves of the chain stay. */
static bool
forget(struct db *db, const struct change *change)
{
	const struct person *person = change->kind == &kind_person && change->after ? record_data(change->after)
	                                                                            : NULL;
	char sql[400];

	if (person == NULL || person->erased == 0)
		return true;
	snprintf(sql, sizeof sql,
	    "UPDATE turns SET event=NULL, body=NULL, answer=NULL, salt=NULL WHERE person=%lld;"
	    "DELETE FROM posts WHERE person=%lld AND state IN ('sent','withdrawn','merged') AND id<(SELECT max(id) FROM posts)",
	    (long long)person->id, (long long)person->id);
	return run(db, sql);
}

static enum db_result
commit(struct db *db, struct batch *const *batches, size_t count, long *failed)
{
	int code = SQLITE_OK;

	*failed = -1;
	if (!run(db, "BEGIN IMMEDIATE"))
		return result_of(db, sqlite3_extended_errcode(db->handle));
	for (size_t b = 0; b < count; b++)
		for (size_t i = 0; i < batches[b]->count; i++) {
			const struct change *change = &batches[b]->changes[i];

			if (superseded(batches, count, b, change))
				continue;
			code = batches[b]->poison ? SQLITE_CONSTRAINT : write_change(db, change);
			if (code == SQLITE_DONE && forget(db, change))
				continue;
			enum db_result result = result_of(db, code);
			*failed = (long)b;
			if (!sqlite3_get_autocommit(db->handle))
				sqlite3_exec(db->handle, "ROLLBACK", NULL, NULL, NULL);
			return result;
		}
	code = sqlite3_exec(db->handle, "COMMIT", NULL, NULL, NULL);
	if (code == SQLITE_OK) {
		keep_tail(db, batches, count);
		return DB_OK;
	}
	enum db_result result = result_of(db, code);
	if (!sqlite3_get_autocommit(db->handle))
		sqlite3_exec(db->handle, "ROLLBACK", NULL, NULL, NULL);
	return result;
}

static bool
read_answer(struct db *db, int64_t turn, int *status, struct buf *answer)
{
	bool found = false;
	char context[96];

	sqlite3_bind_int64(db->answer, 1, turn);
	if (sqlite3_step(db->answer) == SQLITE_ROW) {
		*status = sqlite3_column_int(db->answer, 0);
		const void *sealed = sqlite3_column_blob(db->answer, 1);
		int n = sqlite3_column_bytes(db->answer, 1);
		seal_context(context, &kind_turn_row, turn, field_find(&kind_turn_row, "answer"));
		found = n == 0 || seal_open(&db->key, context, sealed, (size_t)n, answer);
	}
	sqlite3_reset(db->answer);
	return found;
}

static bool
read_field(struct db *db, sqlite3_stmt *row, int column, const struct kind *kind, const struct field *field,
    struct arena *arena, void *data)
{
	void *at = (char *)data + field->offset;
	struct buf opened = {0};
	const char *p = NULL;
	size_t n = 0;
	bool good = true;

	if (sqlite3_column_type(row, column) == SQLITE_NULL)
		return true;
	if (field->flags & SEALED) {
		char context[96];

		seal_context(context, kind, *(const int64_t *)data, field);
		good = seal_open(&db->key, context, sqlite3_column_blob(row, column),
		    (size_t)sqlite3_column_bytes(row, column), &opened);
		n = opened.n;
		p = arena_text(arena, buf_text(&opened), n);
		buf_free(&opened);
	} else if (field->type == F_TEXT || field->type == F_ENUM || field->type == F_LIST ||
	    field->type == F_BYTES) {
		n = (size_t)sqlite3_column_bytes(row, column);
		p = arena_text(arena, sqlite3_column_blob(row, column), n);
	}
	if (!good)
		return false;
	switch (field->type) {
	case F_ID:
	case F_REF:
	case F_INT:
	case F_TIME: *(int64_t *)at = sqlite3_column_int64(row, column); break;
	case F_DAY: *(int32_t *)at = sqlite3_column_int(row, column); break;
	case F_TEXT: *(const char **)at = p; break;
	case F_ENUM: {
		int code = field_code(field, p);

		*(int32_t *)at = code < 0 ? 0 : code;
		good = code >= 0;
		break;
	}
	case F_BYTES: *(struct bytes *)at = (struct bytes){p, n}; break;
	case F_LIST: good = json_list_read(field, p, arena, at); break;
	}
	return good;
}

/* Reads every record of the kind and hands it on until `take` says no. */
static bool
each_record(struct db *db, const struct kind *kind, char *why,
    bool (*take)(void *context, const struct kind *kind, void *data, int64_t turn), void *context)
{
	struct buf sql = {0};
	sqlite3_stmt *rows = NULL;
	struct arena arena = {0};
	bool good;
	int code = SQLITE_DONE;

	buf_adds(&sql, "SELECT id, turn");
	for (size_t i = 1; i < kind->field_count; i++)
		buf_addf(&sql, ", \"%s\"", kind->fields[i].name);
	buf_addf(&sql, " FROM \"%s\" ORDER BY id", kind->name);
	good = sqlite3_prepare_v2(db->handle, buf_text(&sql), -1, &rows, NULL) == SQLITE_OK;
	buf_free(&sql);
	while (good && (code = sqlite3_step(rows)) == SQLITE_ROW) {
		void *data = arena_alloc(&arena, kind->size);

		record_blank(kind, data);
		*(int64_t *)data = sqlite3_column_int64(rows, 0);
		for (size_t i = 1; i < kind->field_count; i++)
			if (!read_field(db, rows, (int)i + 1, kind, &kind->fields[i], &arena, data)) {
				snprintf(why, WHY_BYTES, "%s %lld: %s cannot be read (is this the right key file?)",
				    kind->name, (long long)*(int64_t *)data, kind->fields[i].name);
				good = false;
				break;
			}
		good = good && take(context, kind, data, sqlite3_column_int64(rows, 1));
		arena_clear(&arena);
	}
	if (good && code != SQLITE_DONE) {
		snprintf(why, WHY_BYTES, "%.60s: %.180s", kind->name, sqlite3_errmsg(db->handle));
		good = false;
	}
	arena_clear(&arena);
	sqlite3_finalize(rows);
	return good;
}

static bool
take_in(void *context, const struct kind *kind, void *data, int64_t turn)
{
	world_load(context, record_make(kind, data, turn));
	return true;
}

/* Of the turn rows memory needs the last one (number, time, chain), the seen digests of
 * the window, and the bodies that can still be undone. Newest first until too old. */
static bool
load_turns(struct db *db, struct world *world, int64_t now, char *why)
{
	struct seen {
		uint64_t digest;
		int64_t turn, at;
	} *seen = NULL;
	size_t count = 0, cap = 0;
	sqlite3_stmt *rows = NULL;
	int64_t window = now - world->policy.seen_hours * MS_HOUR,
	        undo = now - world->policy.undo_min * MS_MINUTE;
	bool good =
	    sqlite3_prepare_v2(db->handle,
	        "SELECT id, at, seen, chain, CASE WHEN at>=?1 AND person IS NOT NULL AND kind='message' THEN body END, person FROM turns ORDER BY id DESC",
	        -1, &rows, NULL) == SQLITE_OK;

	sqlite3_bind_int64(rows, 1, undo);
	while (good && sqlite3_step(rows) == SQLITE_ROW) {
		int64_t id = sqlite3_column_int64(rows, 0), at = sqlite3_column_int64(rows, 1);

		if (id > world->last_turn) {
			world->last_turn = id;
			world->last_at = at;
			if (sqlite3_column_bytes(rows, 3) == DIGEST_BYTES)
				memcpy(world->chain, sqlite3_column_blob(rows, 3), DIGEST_BYTES);
		}
		if (at < window)
			break;
		if (sqlite3_column_int64(rows, 2)) {
			if (count == cap) {
				cap = cap ? cap * 2 : 256;
				seen = mem_grow(seen, cap * sizeof *seen);
			}
			seen[count++] = (struct seen){(uint64_t)sqlite3_column_int64(rows, 2), id, at};
		}
		int64_t person = sqlite3_column_int64(rows, 5);
		if (sqlite3_column_bytes(rows, 4) && person) {
			struct buf body = {0};
			char context[96];
			bool newer = false;

			for (size_t i = 0; i < world->undo_count; i++)
				newer |= world->undos[i].person == person && world->undos[i].turn;
			seal_context(context, &kind_turn_row, id, field_find(&kind_turn_row, "body"));
			if (!newer &&
			    seal_open(&db->key, context, sqlite3_column_blob(rows, 4),
			        (size_t)sqlite3_column_bytes(rows, 4), &body))
				undo_load(world, person, id, at, body.p, body.n);
			buf_free(&body);
		}
	}
	sqlite3_finalize(rows);
	while (count-- > 0)
		world_seen_add(world, seen[count].digest, seen[count].turn, seen[count].at);
	free(seen);
	if (!good)
		snprintf(why, WHY_BYTES, "turns: %s", sqlite3_errmsg(db->handle));
	/* Rows of the rim's own events may be younger than the last turn row. */
	for (int i = 0; good && i < KIND_COUNT; i++) {
		char sql[128];

		if (kinds_all[i] == &kind_turn_row)
			continue;
		snprintf(sql, sizeof sql, "SELECT max(turn) FROM \"%s\"", kinds_all[i]->name);
		int64_t last = number_of(db, sql);
		if (last > world->last_turn)
			world->last_turn = last;
	}
	return good;
}

static bool
load(struct db *db, struct world *world, int64_t now, char *why)
{
	bool good = true;

	for (int i = 0; good && i < KIND_COUNT; i++)
		if (kinds_all[i] != &kind_turn_row)
			good = each_record(db, kinds_all[i], why, take_in, world);
	good = good && load_turns(db, world, now, why);
	if (good)
		world_loaded(world);
	return good;
}

static bool
snapshot(struct db *db, const char *path, char *why)
{
	sqlite3 *to = NULL;
	bool good = sqlite3_open_v2(path, &to, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_EXCLUSIVE,
	                NULL) == SQLITE_OK;
	sqlite3_backup *backup = good ? sqlite3_backup_init(to, "main", db->handle, "main") : NULL;
	int code = SQLITE_OK;

	/* Stepped, so that nothing is held for long; pages changed meanwhile are copied by
	 * SQLite itself, since writer and backup share the connection. */
	while (backup && ((code = sqlite3_backup_step(backup, 256)) == SQLITE_OK || code == SQLITE_BUSY))
		;
	if (backup && sqlite3_backup_finish(backup) != SQLITE_OK)
		code = SQLITE_ERROR;
	good = backup && code == SQLITE_DONE &&
	    sqlite3_exec(to, "PRAGMA journal_mode=DELETE", NULL, NULL, NULL) == SQLITE_OK;
	if (!good)
		snprintf(why, WHY_BYTES, "%.100s: %.140s", path,
		    code == SQLITE_OK || code == SQLITE_DONE ? reason(to) : sqlite3_errmsg(to));
	sqlite3_close(to);
	return good;
}

static void
check_row(struct db *db, sqlite3_stmt *row, struct db_check *check, struct witness *witness, int64_t *hole)
{
	int64_t id = sqlite3_column_int64(row, 0);
	const void *leaf = sqlite3_column_blob(row, 5), *chain = sqlite3_column_blob(row, 6);
	char header[128], context[96];
	uint8_t digest[DIGEST_BYTES];
	struct buf body = {0};
	bool good = sqlite3_column_bytes(row, 5) == DIGEST_BYTES && sqlite3_column_bytes(row, 6) == DIGEST_BYTES;

	if (good && sqlite3_column_bytes(row, 4)) { /* a body erased by retention leaves its leaf */
		seal_context(context, &kind_turn_row, id, field_find(&kind_turn_row, "body"));
		good = seal_open(
		    &db->key, context, sqlite3_column_blob(row, 4), (size_t)sqlite3_column_bytes(row, 4), &body);
		bool matches = false;
		for (int kind = DIGEST_SHA256; good && kind <= DIGEST_SM3; kind++) {
			digest_parts((enum digest_kind)kind,
			    (struct digest_part[]){
			        {sqlite3_column_blob(row, 7), (size_t)sqlite3_column_bytes(row, 7)}, {body.p, body.n}},
			    2, digest);
			matches |= memcmp(digest, leaf, DIGEST_BYTES) == 0;
		}
		good = good && matches && witness_turn(witness, id, buf_text(&body), body.n);
	} else {
		witness_turn(witness, id, NULL, 0);
		*hole = *hole ? *hole : id;
	}
	const char *sort = (const char *)sqlite3_column_text(row, 2);
	check->gaps += sort && strcmp(sort, "gap") == 0;
	if (sort && strcmp(sort, "erase") == 0)
		*hole = 0; /* it says which bodies went before it */
	snprintf(header, sizeof header, "%lld %lld %s %lld", (long long)id,
	    (long long)sqlite3_column_int64(row, 1), (const char *)sqlite3_column_text(row, 2),
	    (long long)sqlite3_column_int64(row, 3));
	bool follows = false;
	for (int kind = DIGEST_SHA256; good && kind <= DIGEST_SM3; kind++) {
		digest_parts((enum digest_kind)kind,
		    (struct digest_part[]){
		        {check->head, DIGEST_BYTES}, {header, strlen(header)}, {leaf, DIGEST_BYTES}},
		    3, digest);
		follows |= memcmp(digest, chain, DIGEST_BYTES) == 0;
	}
	if ((!good || !follows) && check->bad_turn == 0) {
		check->bad_turn = id;
		snprintf(check->what, sizeof check->what, "turn %lld does not fit the audit chain", (long long)id);
	}
	if (sqlite3_column_bytes(row, 6) == DIGEST_BYTES)
		memcpy(check->head, chain, DIGEST_BYTES);
	check->turns++;
	buf_free(&body);
}

struct showing {
	struct db *db;
	struct witness *witness;
	char *what;
	size_t room;
};

static bool
show_record(void *context, const struct kind *kind, void *data, int64_t turn)
{
	struct showing *showing = context;
	struct arena arena = {0};
	int64_t written, at = 0;

	if (witness_record(showing->witness, kind, data, turn, &written))
		return true;
	turn_at(showing->db, written, &at, NULL);
	if (written)
		snprintf(showing->what, showing->room, "%s %lld is not what turn %lld of %s wrote", kind->name,
		    (long long)*(int64_t *)data, (long long)written, time_of(&arena, at));
	else
		snprintf(showing->what, showing->room, "%s %lld was written by no turn", kind->name,
		    (long long)*(int64_t *)data);
	arena_clear(&arena);
	return false;
}

/* Is every record the one that its turn wrote, and is every one there? */
static void
check_records(struct db *db, struct witness *witness, struct db_check *check)
{
	char why[WHY_BYTES] = "";
	struct showing showing = {db, witness, check->what, sizeof check->what};
	const struct kind *kind;
	struct arena arena = {0};
	int64_t id, turn, at = 0;

	for (int i = 0; i < KIND_COUNT && check->what[0] == 0; i++)
		if (!kinds_all[i]->unseen && !each_record(db, kinds_all[i], why, show_record, &showing) &&
		    check->what[0] == 0)
			snprintf(check->what, sizeof check->what, "%.230s", why);
	if (check->what[0] == 0 && witness_missing(witness, &kind, &id, &turn)) {
		turn_at(db, turn, &at, NULL);
		snprintf(check->what, sizeof check->what, "%s %lld is missing: turn %lld of %s wrote it", kind->name,
		    (long long)id, (long long)turn, time_of(&arena, at));
	}
	arena_clear(&arena);
}

static bool
verify(struct db *db, struct db_check *check)
{
	struct witness *witness = witness_open();
	sqlite3_stmt *rows = NULL;
	int64_t hole = 0;
	int code;

	*check = (struct db_check){0};
	if (sqlite3_prepare_v2(db->handle, "PRAGMA integrity_check(1)", -1, &rows, NULL) == SQLITE_OK &&
	    sqlite3_step(rows) == SQLITE_ROW && strcmp((const char *)sqlite3_column_text(rows, 0), "ok") != 0)
		snprintf(
		    check->what, sizeof check->what, "integrity: %s", (const char *)sqlite3_column_text(rows, 0));
	sqlite3_finalize(rows);
	if (sqlite3_prepare_v2(db->handle,
	        "SELECT id, at, kind, person, body, leaf, chain, salt FROM turns ORDER BY id", -1, &rows,
	        NULL) == SQLITE_OK) {
		while ((code = sqlite3_step(rows)) == SQLITE_ROW)
			check_row(db, rows, check, witness, &hole);
		if (code != SQLITE_DONE)
			snprintf(check->what, sizeof check->what, "%s", sqlite3_errmsg(db->handle));
	}
	sqlite3_finalize(rows);
	if (check->what[0] == 0 && hole)
		snprintf(check->what, sizeof check->what, "turn %lld has no body, and no erasing turn says so",
		    (long long)hole);
	if (check->what[0] == 0)
		check_records(db, witness, check);
	if (check->what[0] == 0)
		snprintf(check->what, sizeof check->what, "%s", db->loss.what);
	witness_close(witness);
	return check->what[0] == 0;
}

static bool
prune(struct db *db, int64_t now, int64_t seen_hours, int days)
{
	char sql[512];
	int64_t seen = now - seen_hours * MS_HOUR, old = now - days * MS_DAY;

	snprintf(sql, sizeof sql,
	    "BEGIN IMMEDIATE; UPDATE turns SET answer=NULL WHERE at<%lld AND answer IS NOT NULL;"
	    "DELETE FROM posts WHERE state IN ('sent','withdrawn','merged') AND created_at<%lld AND id<(SELECT max(id) FROM posts);"
	    "DELETE FROM wakes WHERE state<>'scheduled' AND turn<coalesce((SELECT min(id) FROM turns WHERE at>=%lld),0) AND id<(SELECT max(id) FROM wakes); COMMIT",
	    (long long)seen, (long long)old, (long long)old);
	if (run(db, sql))
		return true;
	if (!sqlite3_get_autocommit(db->handle))
		sqlite3_exec(db->handle, "ROLLBACK", NULL, NULL, NULL);
	return false;
}

static const char *
trouble(const struct db *db)
{
	return db->trouble;
}

const struct db_backend db_sqlite = {
    .name = "sqlite",
    .open = open_db,
    .load = load,
    .tail = watch_tail,
    .commit = commit,
    .read_answer = read_answer,
    .snapshot = snapshot,
    .verify = verify,
    .prune = prune,
    .trouble = trouble,
    .close = close_db,
};
