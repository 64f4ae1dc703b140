/* Sessions, lockout and tables: what the group page rests on, without a browser. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/digest.h"
#include "console/session.h"
#include "core/world_life.h"
#include "shell/talk.h"
#include "formats/tables.h"
#include "records/kinds.h"

#define NOW 1700000000000
#define MINUTE 60000LL

static const char *
cookie(const uint8_t *secret, const char *before, const char *behind)
{
	static char text[300];
	char hex[2 * SESSION_SECRET + 1];

	digest_hex(secret, SESSION_SECRET, hex);
	snprintf(text, sizeof text, "%s" SESSION_COOKIE "=%s%s", before, hex, behind);
	return text;
}

static void
test_sessions(void **state)
{
	struct sessions *sessions = calloc(1, sizeof *sessions);
	uint8_t secret[SESSION_SECRET] = {1, 2, 3}, other[SESSION_SECRET] = {9};

	(void)state;
	assert_null(sessions_find(sessions, NULL, NOW));
	struct session *mine = sessions_begin(sessions, 7, secret, NOW);
	assert_int_equal(strlen(mine->csrf), 32);
	/* The secret itself is nowhere in what is kept. */
	assert_null(memmem(sessions, sizeof *sessions, secret, sizeof secret));
	static const struct {
		const char *before, *behind;
		bool found;
	} cases[] = {
	    {"", "", true},
	    {"a=b; ", "; c=d", true},
	    {"a=b;", "", true},
	    {"x", "", false},
	    {"", "0", false},
	    {"", " ; y", false},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		assert_int_equal(
		    sessions_find(sessions, cookie(secret, cases[i].before, cases[i].behind), NOW + 1) != NULL,
		    cases[i].found);
	/* One that stands there twice is somebody's trick. */
	char twice[400];
	snprintf(twice, sizeof twice, "%s; ", cookie(secret, "", ""));
	snprintf(twice + strlen(twice), sizeof twice - strlen(twice), "%s", cookie(secret, "", ""));
	assert_null(sessions_find(sessions, twice, NOW + 1));
	assert_null(sessions_find(sessions, cookie(other, "", ""), NOW + 1));

	/* Twelve hours unseen, or thirty days in any case. */
	assert_non_null(sessions_find(sessions, cookie(secret, "", ""), NOW + SESSION_IDLE_MS));
	assert_true(sessions_alive(sessions, mine->digest, NOW + 2 * SESSION_IDLE_MS));
	assert_null(sessions_find(sessions, cookie(secret, "", ""), NOW + 2 * SESSION_IDLE_MS + 2));
	assert_int_equal(sessions->count, 0);
	sessions_begin(sessions, 7, secret, NOW);
	for (int64_t at = NOW; at <= NOW + SESSION_MS; at += SESSION_IDLE_MS / 2)
		assert_non_null(sessions_find(sessions, cookie(secret, "", ""), at));
	assert_null(sessions_find(sessions, cookie(secret, "", ""), NOW + SESSION_MS + 1));

	/* A new password ends the others of that person, and of nobody else. */
	uint8_t secrets[3][SESSION_SECRET] = {{1}, {2}, {3}};
	for (int i = 0; i < 3; i++)
		sessions_begin(sessions, i == 2 ? 8 : 7, secrets[i], NOW);
	struct session kept = *sessions_find(sessions, cookie(secrets[0], "", ""), NOW);
	sessions_end_of(sessions, 7, &kept);
	assert_non_null(sessions_find(sessions, cookie(secrets[0], "", ""), NOW));
	assert_null(sessions_find(sessions, cookie(secrets[1], "", ""), NOW));
	assert_non_null(sessions_find(sessions, cookie(secrets[2], "", ""), NOW));

	/* More than there is room for: the one not seen for longest goes. */
	for (int i = 0; i < SESSIONS_MAX; i++) {
		uint8_t many[SESSION_SECRET] = {0};

		memcpy(many + 4, &i, sizeof i);
		many[0] = 0xff;
		sessions_begin(sessions, 100 + i, many, NOW + 1000 + i);
	}
	assert_int_equal(sessions->count, SESSIONS_MAX);
	assert_null(sessions_find(sessions, cookie(secrets[0], "", ""), NOW + 5000));
	free(sessions);
}

static void
test_lockout(void **state)
{
	struct sessions *sessions = calloc(1, sizeof *sessions);

	(void)state;
	for (int i = 0; i < TRIES_MAX; i++) {
		assert_int_equal(tries_wait(sessions, 7, NOW + i), 0);
		tries_failed(sessions, 7, NOW + i);
	}
	assert_int_equal(tries_wait(sessions, 7, NOW + TRIES_MAX - 1), LOCKED_MS);
	assert_int_equal(tries_wait(sessions, 8, NOW + 10), 0);
	/* Trying on while it is locked does not matter; after it one begins anew. */
	assert_int_equal(tries_wait(sessions, 7, NOW + LOCKED_MS + 10), 0);
	tries_failed(sessions, 7, NOW + LOCKED_MS + 10);
	assert_int_equal(tries_wait(sessions, 7, NOW + LOCKED_MS + 11), 0);
	/* The right one in between forgets the wrong ones. */
	for (int round = 0; round < 3; round++) {
		for (int i = 0; i < TRIES_MAX - 1; i++)
			tries_failed(sessions, 9, NOW);
		assert_int_equal(tries_wait(sessions, 9, NOW), 0);
		tries_good(sessions, 9);
	}
	/* Strangers with invitations have more tries, all together. */
	for (int i = 0; i < STRANGER_TRIES_MAX; i++) {
		assert_int_equal(tries_wait(sessions, -1, NOW), 0);
		tries_failed(sessions, -1, NOW);
	}
	assert_true(tries_wait(sessions, -1, NOW) > 0);
	/* A name that nobody has is counted like one that somebody has, each for itself. */
	int64_t nobody = tries_of(0, "没有这个人", "a"), other = tries_of(0, "也没有这个人", "a");
	assert_true(nobody < TRIES_STRANGERS && other < TRIES_STRANGERS && nobody != other &&
	    tries_of(7, "张三", "a") > 0 && tries_of(7, "张三", "a") != tries_of(7, "张三", "b"));
	for (int i = 0; i < TRIES_MAX; i++)
		tries_failed(sessions, nobody, NOW);
	assert_true(tries_wait(sessions, nobody, NOW) > 0);
	assert_int_equal(tries_wait(sessions, other, NOW), 0);
	/* A flood of other names does not open a lock, not of any that are locked themselves. */
	for (int64_t name = 0; name < 3000; name++)
		for (int i = 0; i < TRIES_MAX; i++)
			tries_failed(sessions, TRIES_STRANGERS - 1 - name, NOW + 1);
	assert_true(tries_wait(sessions, -1, NOW + 2) > 0);
	for (int64_t person = 1000; person < 5000; person++)
		tries_failed(sessions, person, NOW + 1);
	assert_true(tries_wait(sessions, -1, NOW + 2) > 0);
	free(sessions);
}

static void
test_tables(void **state)
{
	static const struct column columns[] = {{"name", "名称"}, {"phone", "电话"}, {"n", "数"}};
	static const char *const texts[] = {
	    "=HYPERLINK(\"x\")", "+1", "-1", "@SUM(A1)", "\tx", "a,\"b\"\nc", "陈家", ""};
	struct arena arena = {0};
	struct table table = {.arena = &arena, .columns = columns, .column_count = 3}, back;
	struct buf csv = {0}, json = {0}, packed = {0}, xlsx = {0};
	const char *title;

	(void)state;
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		table_text(&table, texts[i]);
		table_text(&table, "138000012345678");
		table_number(&table, -(int64_t)i);
	}
	assert_int_equal(table_rows(&table), 8);
	table_csv(&table, &csv);
	assert_memory_equal(csv.p, "\xef\xbb\xbf名称,电话,数\r\n", strlen("\xef\xbb\xbf名称,电话,数\r\n"));
	assert_non_null(strstr(csv.p, "\"'=HYPERLINK(\"\"x\"\")\",\"'138000012345678\",0\r\n"));
	assert_non_null(strstr(csv.p, "\"'-1\",\"'138000012345678\",-2\r\n"));
	assert_non_null(strstr(csv.p, "\"'\tx\""));
	table_json(&table, &json);
	assert_non_null(strstr(json.p, "{\"key\":\"n\",\"label\":\"数\"}"));
	assert_non_null(strstr(json.p, "[\"陈家\",\"138000012345678\",-6]"));

	/* Through bytes to another thread, and back the same; cut bytes are refused. */
	table_pack(&table, "标题", &packed);
	assert_true(table_unpack(packed.p, packed.n, &arena, &back, &title));
	assert_string_equal(title, "标题");
	struct buf again = {0};
	table_csv(&back, &again);
	assert_string_equal(csv.p, again.p);
	table_free(&back);
	for (size_t n = 0; n < packed.n; n++) {
		assert_false(table_unpack(packed.p, n, &arena, &back, &title));
		table_free(&back);
	}
	/* A sheet's name may not hold these, nor be long; a cell not more than a sheet takes. */
	char *long_text = mem_new(40001);
	memset(long_text, 'x', 40000);
	table_text(&table, long_text);
	table_text(&table, "");
	table_number(&table, 1);
	assert_true(table_xlsx(
	    &table, "公平账[]:*?/\\' 一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十", &xlsx));
	assert_memory_equal(xlsx.p, "PK", 2);
	free(long_text);
	table_free(&table);
	buf_free(&csv);
	buf_free(&json);
	buf_free(&packed);
	buf_free(&xlsx);
	buf_free(&again);
	arena_clear(&arena);
}

/* A chat keeps its newest lines; what goes from one takes nothing from another. */
static void
test_kept(void **state)
{
	static const struct seal_key key = {{1}};
	struct world world;
	struct turn turn;
	size_t group = 0, private_chat = 0;

	(void)state;
	world_open(&world, "x", 1, &key);
	turn_begin(&turn, &world, "message", NOW);
	for (int i = 0; i < TALK_KEPT + 100; i++) {
		struct talk in_group = {.group = 5, .at = NOW, .text = "x"},
		            alone = {.person = 7, .at = NOW, .text = "x"};

		turn_put(&turn, &kind_talk, &in_group);
		if (i < 100)
			turn_put(&turn, &kind_talk, &alone);
	}
	for (int i = 0; i < 64; i++) /* a mark of the story is of no chat */
		talk_mark(&turn, TALK_restart);
	EACH_BY (&world.store, talk, group, store_key_int(5), line)
		group++;
	assert_int_equal(group, TALK_KEPT + 100);
	struct post post = {.group = 5, .text = "y", .created_at = NOW};
	for (int i = 0; i < 64; i++)
		talk_posted(&turn, &post);
	group = 0;
	EACH_BY (&world.store, talk, group, store_key_int(5), line)
		group++;
	assert_true(group >= TALK_KEPT && group < TALK_KEPT + 64);
	EACH_BY (&world.store, talk, person, store_key_int(7), line)
		private_chat++;
	assert_int_equal(private_chat, 100);
	world_batch_done(&world, turn_close(&turn, 0, NULL, 0));
	world_close(&world);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_sessions), cmocka_unit_test(test_lockout),
	    cmocka_unit_test(test_tables), cmocka_unit_test(test_kept)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
