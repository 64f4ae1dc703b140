/* formats: what the strict scanner refuses and takes; CSV in and out; import. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <iconv.h>
#include <stdlib.h>
#include <string.h>

#include "cli/world_files.h"
#include "core/world_life.h"
#include "formats/csv.h"
#include "formats/json.h"
#include "formats/json_write.h"
#include "records/household.h"
#include "records/kinds.h"

static void
test_json(void **state)
{
	static const char *const good[] = {"{}", "[]", "\"a\"", "1", "-0.5e+3", "true", " [1, {\"a\": [null]}] ",
	    "\"\\u4e2d\\ud83d\\ude00\"", "{\"a\":1,\"b\":1}", "[\"\x7f\"]"};
	static const char *const bad[] = {
	    "",
	    " ",
	    "{",
	    "[",
	    "]",
	    "[1,]",
	    "{\"a\":1,}",
	    "{a:1}",
	    "{'a':1}",
	    "[01]",
	    "[1.]",
	    "[.5]",
	    "[+1]",
	    "[1e]",
	    "[NaN]",
	    "[Infinity]",
	    "[-]",
	    "nul",
	    "tru",
	    "\"a",
	    "\"\t\"",
	    "\"\\x\"",
	    "\"\\u12\"",
	    "\"\\ud800\"",
	    "\"\\udc00\"",
	    "\"\\ud800\\u0041\"",
	    "\"\\u0000\"",
	    "{\"a\":1,\"a\":2}",
	    "{\"a\":1,\"\\u0061\":2}",
	    "[1] x",
	    "[1][2]",
	    "{\"a\"}",
	    "{\"a\":}",
	    "{:1}",
	    "[1 2]",
	    "// c\n1",
	    "\xef\xbb\xbf[]",
	    "\"\xff\"",
	    "\"\xed\xa0\x80\"",
	    "[\"a\nb\"]",
	    "{1:2}",
	    "[1,,2]",
	    "{,}",
	};
	size_t at;

	(void)state;
	for (size_t i = 0; i < sizeof good / sizeof *good; i++)
		if (json_scan(good[i], strlen(good[i]), &at))
			fail_msg("%s was refused: %s", good[i], json_scan(good[i], strlen(good[i]), &at));
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		if (json_scan(bad[i], strlen(bad[i]), &at) == NULL)
			fail_msg("%s was taken", bad[i]);
	struct buf deep = {0};
	for (int i = 0; i < JSON_DEPTH_MAX; i++)
		buf_addc(&deep, '[');
	for (int i = 0; i < JSON_DEPTH_MAX; i++)
		buf_addc(&deep, ']');
	assert_null(json_scan(deep.p, deep.n, &at));
	buf_clear(&deep);
	for (int i = 0; i < 50000; i++)
		buf_addc(&deep, '[');
	assert_non_null(json_scan(deep.p, deep.n, &at));
	buf_clear(&deep);
	buf_addc(&deep, '[');
	for (int i = 0; i < JSON_MEMBERS_MAX + 5; i++)
		buf_adds(&deep, "1,");
	buf_adds(&deep, "1]");
	assert_non_null(json_scan(deep.p, deep.n, &at));
	for (int over = 0; over < 2; over++) { /* names of one object are compared, so they are fewer */
		buf_clear(&deep);
		buf_addc(&deep, '{');
		for (int i = 0; i < JSON_NAMES_MAX - 1 + over; i++)
			buf_addf(&deep, "\"%d\":1,", i);
		buf_adds(&deep, "\"x\":1}");
		assert_int_equal(json_scan(deep.p, deep.n, &at) == NULL, !over);
	}
	buf_free(&deep);
}

static void
test_csv(void **state)
{
	struct arena arena = {0};
	static const char whole[] = "\xef\xbb\xbf"
	                            "a,b\r\n\"x, \"\"y\"\"\",\"1\n2\"\r\n\r\n,z\n";
	struct csv csv = csv_read(&arena, whole, sizeof whole - 1);

	(void)state;
	assert_string_equal(csv.fault, "");
	assert_int_equal(csv.count, 3);
	assert_string_equal(csv.rows[1].cells[0].text, "x, \"y\"");
	assert_string_equal(csv.rows[1].cells[1].text, "1\n2");
	assert_string_equal(csv.rows[2].cells[1].text, "z");
	assert_int_equal(csv.rows[2].line, 5);
	csv = csv_read(&arena, "a\n\"open", 7);
	assert_non_null(strstr(csv.fault, "quotation"));
	assert_int_equal(csv.fault_line, 2);
	/* GB18030 of a clerk's spreadsheet */
	csv = csv_read(&arena, "name\n\xd5\xc5\xc8\xfd\xbc\xd2\n", 12);
	assert_string_equal(csv.rows[1].cells[0].text, "张三家");
	csv = csv_read(&arena, "name\n\xff\xff\n", 8);
	assert_non_null(strstr(csv.fault, "neither"));
	arena_clear(&arena);

	static const struct {
		const char *cell, *written;
	} cells[] = {{"a", "a"}, {"a,b", "\"a,b\""}, {"=1+1", "\"'=1+1\""}, {"@x", "\"'@x\""}, {"-5", "\"'-5\""},
	    {"110101199001010011", "\"'110101199001010011\""}, {"13812341234", "13812341234"},
	    {"say \"hi\"", "\"say \"\"hi\"\"\""}};
	for (size_t i = 0; i < sizeof cells / sizeof *cells; i++) {
		struct buf out = {0};

		csv_add(&out, cells[i].cell, true);
		assert_string_equal(out.p, cells[i].written);
		buf_free(&out);
	}
}

static const char places[] =
    "id,kind,name,aliases,parent\nx2,village,辛庄村,,t\nt,township,王庄镇,,c\nc,county,曲阜市,,\n";

/* All or nothing, every bad cell named; the same file again changes nothing. */
static void
test_import(void **state)
{
	struct seal_key key = {{1}};
	struct world world;
	struct import_result result = {0};
	struct turn turn;

	(void)state;
	world_open(&world, "x", 1, &key);
	turn_begin(&turn, &world, "import", 1);
	world_read_csv_bytes(&turn, kinds_find("places"), "places.csv", places, sizeof places - 1, &result);
	assert_int_equal(result.faults, 0);
	assert_int_equal(result.added, 3); /* a parent may stand further down */
	struct batch *batch = turn_close(&turn, 200, NULL, 0);
	world_batch_done(&world, batch);

	result = (struct import_result){0};
	turn_begin(&turn, &world, "import", 2);
	world_read_csv_bytes(&turn, kinds_find("places"), "places.csv", places, sizeof places - 1, &result);
	assert_int_equal(result.same, 3);
	assert_int_equal(result.added + result.changed + result.faults, 0);
	assert_null(turn_close(&turn, 200, NULL, 0));

	static const char bad[] = "id,name,village,status,wat\nh1,张三家,nowhere,active,1\n";
	static const char cells[] =
	    "id,name,village,contact_cadre,status\nh1,,辛庄村,,active\nh2,李家,石桥,,active\nh3,赵家,辛庄村,谁,gone\n";
	result = (struct import_result){0};
	turn_begin(&turn, &world, "import", 3);
	world_read_csv_bytes(&turn, kinds_find("households"), "h.csv", bad, sizeof bad - 1, &result);
	assert_non_null(strstr(result.fault_lines.p, "h.csv:1:24: unknown column \"wat\""));
	turn_abort(&turn);
	import_result_free(&result);
	result = (struct import_result){0};
	turn_begin(&turn, &world, "import", 4);
	world_read_csv_bytes(&turn, kinds_find("households"), "h.csv", cells, sizeof cells - 1, &result);
	assert_int_equal(result.faults, 4);
	assert_non_null(strstr(result.fault_lines.p, "h.csv:2:4: name"));
	assert_non_null(strstr(result.fault_lines.p, "h.csv:3:7: village"));
	assert_non_null(strstr(result.fault_lines.p, "h.csv:4:11: contact_cadre"));
	assert_non_null(strstr(result.fault_lines.p, "h.csv:4:13: status"));
	turn_abort(&turn);
	import_result_free(&result);
	assert_int_equal(store_count(&world.store, &kind_household), 0);
	/* One stationed cadre a village at a time; one after the other, and a stand-in, are good. */
	static const char both[] = "person,role,place,from,to\n甲干部,cadre,辛庄村,,\n乙干部,cadre,辛庄村,,\n";
	static const char turns[] =
	    "person,role,place,from,to,stand_in_for\n甲干部,cadre,辛庄村,,2026-10-31,\n乙干部,cadre,辛庄村,2026-11-01,,\n丙干部,cadre,辛庄村,2026-11-10,2026-11-20,乙干部\n";
	for (int good = 0; good < 2; good++) {
		result = (struct import_result){0};
		turn_begin(&turn, &world, "import", 5);
		world_read_csv_bytes(&turn, kinds_find("people"), "people.csv",
		    "id,name\np1,甲干部\np2,乙干部\np3,丙干部\n",
		    strlen("id,name\np1,甲干部\np2,乙干部\np3,丙干部\n"), &result);
		world_read_csv_bytes(&turn, kinds_find("roles"), "roles.csv", good ? turns : both,
		    good ? sizeof turns - 1 : sizeof both - 1, &result);
		assert_int_equal(result.faults, !good);
		if (!good)
			assert_non_null(
			    strstr(result.fault_lines.p, "roles.csv:3:1: this village has another stationed cadre"));
		turn_abort(&turn);
		import_result_free(&result);
	}
	world_close(&world);
}

/* Every sort of value, first and later, in objects and lists, empty ones too. */
static void
test_json_write(void **state)
{
	struct buf out = {0};
	struct json_writer json = json_writer(&out);

	(void)state;
	json_open(&json, NULL, '{');
	json_open(&json, "empty", '{');
	json_close(&json);
	json_open(&json, "list", '[');
	json_put_text(&json, NULL, "a\"b\n");
	json_put_int(&json, NULL, INT64_MIN);
	json_open(&json, NULL, '[');
	json_close(&json);
	json_open(&json, NULL, '{');
	json_put_bool(&json, "yes", true);
	json_put_bool(&json, "no", false);
	json_close(&json);
	json_put_text(&json, NULL, NULL);
	json_close(&json);
	json_put_format(&json, "made", "g%d\"", 7);
	json_put_raw(&json, "raw", "[1]");
	json_put_name(&json, "later");
	buf_adds(json.out, "0");
	json_close(&json);
	assert_string_equal(buf_text(&out),
	    "{\"empty\":{},\"list\":[\"a\\\"b\\n\",-9223372036854775808,[],{\"yes\":true,\"no\":false},null],"
	    "\"made\":\"g7\\\"\",\"raw\":[1],\"later\":0}");
	assert_null(json_scan(out.p, out.n, &(size_t){0}));
	buf_free(&out);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_json), cmocka_unit_test(test_json_write),
	    cmocka_unit_test(test_csv), cmocka_unit_test(test_import)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
