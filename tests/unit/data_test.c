/* data and records: every kind survives packing, SQLite and JSON lists with random
 * values; the store's indexes agree with a walk; states move only as their tables say. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <uv.h>

#include "base/rng.h"
#include "core/turn.h"
#include "core/world_life.h"
#include "io/db.h"
#include "records/issue.h"
#include "records/kinds.h"
#include "records/line.h"
#include "records/post.h"
#include "records/turn_row.h"
#include "records/visit.h"

/* A random value in each field of any kind: the field tables are enough to make one. */
static void
fill(struct rng *rng, const struct kind *kind, struct arena *arena, void *data)
{
	static const char *const texts[] = {"张三家", "a,\"b\"\nc", "é 𠮷 ✅", "", "老屋 塌了;快来", "x"};

	record_blank(kind, data);
	for (size_t i = 0; i < kind->field_count; i++) {
		const struct field *field = &kind->fields[i];
		void *at = (char *)data + field->offset;
		uint64_t draw = rng_below(rng, 1000);

		switch (field->type) {
		case F_ID: *(int64_t *)at = 1 + (int64_t)draw; break;
		case F_REF:
		case F_TIME: *(int64_t *)at = (int64_t)draw; break;
		case F_INT: *(int64_t *)at = (int64_t)draw - 500; break;
		case F_DAY: *(int32_t *)at = draw % 4 ? (int32_t)draw : DAY_NONE; break;
		case F_TEXT:
			*(const char **)at = field->flags & REQUIRED && !*texts[draw % 6] ? "y" : texts[draw % 6];
			break;
		case F_ENUM: {
			int n = 0;

			while (field->codes[n])
				n++;
			*(int32_t *)at = (int32_t)(draw % (uint64_t)n);
			break;
		}
		case F_BYTES: *(struct bytes *)at = (struct bytes){"\0\1\2\3\4", draw % 6}; break;
		case F_LIST: {
			size_t n = draw % 4;
			char *items = arena_alloc(arena, n * field->to->size + 1);

			for (size_t k = 0; k < n; k++)
				fill(rng, field->to, arena, items + k * field->to->size);
			*(struct list *)at = (struct list){items, n};
			break;
		}
		}
	}
}

static void
assert_same(const struct kind *kind, const void *a, const void *b)
{
	for (size_t i = 0; i < kind->field_count; i++)
		if (!field_same(&kind->fields[i], a, b))
			fail_msg("%s.%s did not survive", kind->name, kind->fields[i].name);
}

static void
test_pack(void **state)
{
	struct rng rng;

	(void)state;
	rng_seed(&rng, "pack", 4);
	for (int round = 0; round < 50; round++)
		for (int k = 0; k < KIND_COUNT; k++) {
			const struct kind *kind = kinds_all[k];
			struct arena arena = {0};
			void *data = arena_alloc(&arena, kind->size), *back = arena_alloc(&arena, kind->size);
			struct buf packed = {0};

			fill(&rng, kind, &arena, data);
			record_pack(kind, data, &packed);
			assert_true(record_unpack(kind, packed.p, packed.n, &arena, back));
			assert_same(kind, data, back);
			for (size_t cut = 0; cut < packed.n; cut += 7) /* cut bytes never crash */
				record_unpack(kind, packed.p, cut, &arena, back);
			struct record *record = record_make(kind, data, 9);
			assert_same(kind, data, record_data(record));
			record_drop(record);
			buf_free(&packed);
			arena_clear(&arena);
		}
}

static void
test_sqlite(void **state)
{
	char path[] = "/tmp/lianxin-unit-XXXXXX", why[256] = "";
	struct seal_key key = {{7}};
	struct rng rng;
	struct world world;
	struct arena arena = {0};

	(void)state;
	rng_seed(&rng, "sqlite", 6);
	close(mkstemp(path));
	struct db *db = db_sqlite.open(path, &key, why);
	assert_non_null(db);
	struct batch batch = {.number = 1};
	batch.changes = mem_new(KIND_COUNT * sizeof *batch.changes);
	for (int k = 0; k < KIND_COUNT; k++) {
		void *data = arena_alloc(&arena, kinds_all[k]->size);

		fill(&rng, kinds_all[k], &arena, data);
		if (kinds_all[k] == &kind_turn_row)
			((struct turn_row *)data)->at = 1;
		batch.changes[batch.count++] = (struct change){
		    .kind = kinds_all[k], .id = *(int64_t *)data, .after = record_make(kinds_all[k], data, 1)};
	}
	struct batch *one = &batch;
	long failed;
	assert_int_equal(db_sqlite.commit(db, &one, 1, &failed), DB_OK);
	db_sqlite.close(db);
	db = db_sqlite.open(path, &key, why);
	world_open(&world, "x", 1, &key);
	assert_true(db_sqlite.load(db, &world, 0, why));
	for (size_t i = 0; i < batch.count; i++) {
		const struct change *change = &batch.changes[i];
		const void *wanted = record_data(change->after),
		           *got = store_find(&world.store, change->kind, change->id);

		if (change->kind->closed && change->kind->closed(wanted))
			assert_null(got);
		else
			assert_same(change->kind, wanted, got);
		record_drop(change->after);
	}
	free(batch.changes);
	world_close(&world);
	db_sqlite.close(db);
	/* Another key opens nothing. */
	struct seal_key wrong = {{8}};
	db = db_sqlite.open(path, &wrong, why);
	world_open(&world, "x", 1, &wrong);
	assert_false(db_sqlite.load(db, &world, 0, why));
	assert_non_null(strstr(why, "key file"));
	world_close(&world);
	db_sqlite.close(db);
	unlink(path);
	arena_clear(&arena);
}

static void
test_indexes(void **state)
{
	struct store store;
	struct rng rng;

	(void)state;
	rng_seed(&rng, "index", 5);
	store_open(&store, kinds_all, KIND_COUNT);
	for (int i = 0; i < 20000; i++) {
		struct visit visit = {.id = 1 + (int64_t)rng_below(&rng, 2000),
		    .household = (int64_t)rng_below(&rng, 50),
		    .by = (int64_t)rng_below(&rng, 5)};
		bool gone = rng_below(&rng, 4) == 0;
		struct record *old = store_swap(
		    &store, &kind_visit, visit.id, gone ? NULL : record_make(&kind_visit, &visit, i));

		if (old)
			record_drop(old);
	}
	for (int64_t household = 0; household < 50; household++) {
		size_t walked = 0, indexed = 0;

		EACH (&store, visit, visit)
			walked += visit->household == household;
		EACH_BY (&store, visit, household, store_key_int(household), visit) {
			assert_int_equal(visit->household, household);
			indexed++;
		}
		assert_int_equal(walked, indexed);
	}
	store_close(&store);
}

static void
test_moves(void **state)
{
	(void)state;
	assert_true(kind_may_move(&kind_line, LINE_offered, LINE_accepted));
	assert_false(kind_may_move(&kind_line, LINE_declined, LINE_accepted));
	assert_false(kind_may_move(&kind_line, LINE_served, LINE_offered));
	assert_true(kind_may_move(&kind_issue, ISSUE_reported, ISSUE_withdrawn));
	assert_false(kind_may_move(&kind_issue, ISSUE_withdrawn, ISSUE_reported));
	assert_false(kind_may_move(&kind_issue, ISSUE_closed, ISSUE_in_progress));
}

/* A turn that is aborted leaves nothing: no record, no number in an index. */
static void
test_abort(void **state)
{
	struct seal_key key = {{1}};
	struct world world;
	struct turn turn;

	(void)state;
	world_open(&world, "x", 1, &key);
	turn_begin(&turn, &world, "message", 1000);
	struct visit visit = {.household = 3, .by = 4, .day = 5, .note = "x"};
	const struct visit *kept = turn_put(&turn, &kind_visit, &visit);
	struct visit again = *kept;
	again.note = "y";
	turn_put(&turn, &kind_visit, &again);
	assert_string_equal(kept->note, "x"); /* held until the turn ends */
	turn_abort(&turn);
	assert_int_equal(store_count(&world.store, &kind_visit), 0);
	assert_null(
	    store_next(&world.store, &kind_visit, offsetof(struct visit, household), store_key_int(3), 0));
	assert_int_equal(world.last_turn, 0);
	world_close(&world);
}

static size_t
bytes_of(enum field_type type)
{
	switch (type) {
	case F_DAY:
	case F_ENUM: return sizeof(int32_t);
	case F_TEXT: return sizeof(const char *);
	case F_BYTES: return sizeof(struct bytes);
	case F_LIST: return sizeof(struct list);
	default: return sizeof(int64_t);
	}
}

/* A member without a row in the field table would be forgotten at the next start: the rows
 * of each kind follow one another without a hole but what alignment makes. */
static void
covered(const struct kind *kind)
{
	size_t end = 0;

	for (size_t i = 0; i < kind->field_count; i++) {
		const struct field *next = NULL;

		for (size_t f = 0; f < kind->field_count; f++)
			if (kind->fields[f].offset >= end && (next == NULL || kind->fields[f].offset < next->offset))
				next = &kind->fields[f];
		if (next == NULL || next->offset - end > 7)
			fail_msg("%s: %zu bytes before %s have no row", kind->label, next ? next->offset - end : 0,
			    next ? next->name : "the end");
		end = next->offset + bytes_of(next->type);
		if (next->type == F_LIST)
			covered(next->to);
	}
	if (kind->size - end > 7)
		fail_msg("%s: %zu bytes at the end have no row", kind->label, kind->size - end);
}

static void
test_rows_cover_structs(void **state)
{
	(void)state;
	for (int i = 0; i < KIND_COUNT; i++)
		covered(kinds_all[i]);
}

/* What is let go of follows the setting, not a figure of its own. */
static int64_t pruned_hours;

static bool
note_hours(struct db *db, int64_t now, int64_t seen_hours, int days)
{
	(void)db;
	(void)now;
	(void)days;
	pruned_hours = seen_hours;
	return true;
}

static void
on_task(void *context, uint64_t token, bool good, const char *text)
{
	(void)token;
	(void)good;
	(void)text;
	*(bool *)context = true;
}

static void
test_retention(void **state)
{
	const struct db_backend backend = {.prune = note_hours};
	char folder[] = "/tmp/lianxin-data-XXXXXX", reserve[64];
	bool done = false;
	uv_loop_t loop;

	(void)state;
	assert_non_null(mkdtemp(folder));
	uv_loop_init(&loop);
	struct db_thread *thread = db_thread_start(
	    &loop, &backend, NULL, folder, &(struct db_events){.context = &done, .task_done = on_task});
	db_thread_prune(thread, MS_DAY, 720);
	while (!done)
		uv_run(&loop, UV_RUN_ONCE);
	db_thread_stop(thread);
	uv_run(&loop, UV_RUN_DEFAULT);
	uv_loop_close(&loop);
	assert_int_equal(pruned_hours, 720);
	snprintf(reserve, sizeof reserve, "%s/reserve", folder);
	unlink(reserve);
	rmdir(folder);
}

/* A stored code of older programs is read as what it means today. */
static void
test_old_codes(void **state)
{
	const struct field *note = field_find(&kind_post, "note");

	(void)state;
	assert_int_equal(field_code(note, ""), NOTE_none);
	assert_int_equal(field_code(note, "too long"), NOTE_too_long);
	assert_int_equal(field_code(note, "gone"), NOTE_refused);
	assert_int_equal(field_code(note, "4711"), NOTE_none); /* the post it was merged into */
	assert_int_equal(field_code(field_find(&kind_post, "state"), "4711"), -1);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_pack), cmocka_unit_test(test_sqlite),
	    cmocka_unit_test(test_indexes), cmocka_unit_test(test_moves), cmocka_unit_test(test_abort),
	    cmocka_unit_test(test_rows_cover_structs), cmocka_unit_test(test_retention),
	    cmocka_unit_test(test_old_codes)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
