/* Lists as spreadsheets write them: telephone numbers, dates, separators, empty columns, a visit of
 * earlier years. What is wrong is named by its row and column and why; what looks wrong is asked. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/json_input.h"
#include "cli/world_files.h"
#include "core/world_life.h"
#include "records/household.h"
#include "records/kinds.h"
#include "records/person.h"
#include "records/role.h"
#include "records/visit.h"
#include "shell/config.h"
#include "subjects/people/import.h"
#include "subjects/people/phone.h"

#define NOW (20800 * MS_DAY) /* 2026-12-13 */

static void
test_phones(void **state)
{
	static const struct {
		const char *typed, *kept, *wrong;
	} cases[] = {
	    {"13800001234", "13800001234", NULL},
	    {"138 0000 1234", "13800001234", NULL},
	    {"138-0000-1234", "13800001234", NULL},
	    {"+86 138-0000-1234", "13800001234", NULL},
	    {"8613800001234", "13800001234", NULL},
	    {"0086 13800001234", "13800001234", NULL},
	    {"138–0000–1234", "13800001234", NULL},
	    {"１３８００００１２３４", "13800001234", NULL},
	    {"0576-83888888", "057683888888", NULL},
	    {"(0576) 8388 8888", "057683888888", NULL},
	    {"0537-4412345", "05374412345", NULL},
	    {"010-65123456", "01065123456", NULL},
	    {"+86 576 8388 8888", "057683888888", NULL},
	    {"+86 10 6512 3456", "01065123456", NULL},
	    {"1.38E+10", NULL, "decimal number"},
	    {"138E8", NULL, "rounded"},
	    {"13800001234.0", NULL, "decimal number"},
	    {"1380000123", NULL, "no mobile number"},
	    {"83888888", NULL, "too short"},
	    {"61234", NULL, "too short"},
	    {"", NULL, "too short"},
	    {"12800001234", NULL, "no mobile number"},
	    {"138000012345", NULL, "no mobile number"},
	    {"010-6512345", NULL, "no mobile number"},
	    {"0576-1388888", NULL, "no mobile number"},
	    {"13800001234 / 13900001234", NULL, "something else than one number"},
	    {"13800001234 13900001234", NULL, "too many digits"},
	    {"微信同号", NULL, "something else than one number"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		char digits[PHONE_BYTES];
		const char *wrong = phone_read(cases[i].typed, digits);

		if ((wrong == NULL) != (cases[i].wrong == NULL) ||
		    (wrong ? strstr(wrong, cases[i].wrong) == NULL : strcmp(digits, cases[i].kept) != 0))
			fail_msg("%s: %s", cases[i].typed, wrong ? wrong : digits);
	}
}

struct stage {
	struct world world;
	struct turn turn;
	struct import_result result;
};

static void
begin(struct stage *stage)
{
	struct seal_key key = {{1}};

	*stage = (struct stage){0};
	world_open(&stage->world, "x", 1, &key);
	turn_begin(&stage->turn, &stage->world, "import", NOW);
}

static void
read_list(struct stage *stage, const char *kind, const char *text)
{
	world_read_csv_bytes(&stage->turn, kinds_find(kind), "f.csv", text, strlen(text), &stage->result);
}

static void
end(struct stage *stage)
{
	turn_abort(&stage->turn);
	import_result_free(&stage->result);
	world_close(&stage->world);
}

static void
fill(struct stage *stage)
{
	read_list(stage, "places",
	    "id,kind,name,parent\nc,county,天台县,\nt,township,始丰街道,c\nv,village,安科村,t\n");
	read_list(stage, "people", "id,name,phone\np1,张甲,+86 138-0000-1234\np2,李乙,0576-83888888\n");
	read_list(stage, "households", "id,name,village\nh1,张三家,v\nh2,李四家,v\n");
	assert_int_equal(stage->result.faults, 0);
}

static void
test_cells(void **state)
{
	struct stage stage;

	(void)state;
	begin(&stage);
	fill(&stage);
	assert_string_equal(turn_find(&stage.turn, person, 1)->phone, "13800001234");
	/* A bad number is named by row and column. */
	read_list(&stage, "people", "id,name,phone\np3,王丙,13800001235\np4,赵丁,1.38E+10\n");
	assert_int_equal(stage.result.faults, 1);
	assert_non_null(strstr(stage.result.fault_lines.p, "f.csv:3:7: phone: \"1.38E+10\""));
	end(&stage);

	/* Dates as a spreadsheet writes them; an absent one is an empty cell. */
	begin(&stage);
	fill(&stage);
	read_list(&stage, "roles",
	    "person,role,place,from,to\np1,cadre,v,2026/1/5,2026年3月1日\np2,cadre,v,2026.4.1,\n");
	assert_int_equal(stage.result.faults, 0);
	assert_int_equal(turn_find(&stage.turn, role, 1)->from, civil_day(2026, 1, 5));
	assert_int_equal(turn_find(&stage.turn, role, 1)->to, civil_day(2026, 3, 1));
	assert_int_equal(turn_find(&stage.turn, role, 2)->from, civil_day(2026, 4, 1));
	assert_int_equal(turn_find(&stage.turn, role, 2)->to, DAY_NONE);
	read_list(&stage, "roles", "person,role,place,from\np1,village_secretary,v,2026/1/5 0:00\n");
	assert_int_equal(stage.result.faults, 0);
	static const char *const bad[] = {
	    "2026/13/1", "2026/2/30", "26/1/5", "2026/1", "2026-1.5", "1/5/2026", "46027"};
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		char text[100];

		snprintf(text, sizeof text, "person,role,place,from\np2,village_secretary,v,%s\n", bad[i]);
		read_list(&stage, "roles", text);
		if (stage.result.faults != i + 1)
			fail_msg("%s is a day", bad[i]);
	}
	end(&stage);
}

static void
test_shapes(void **state)
{
	struct stage stage;
	static const char *const lists[] = {"sep=;\r\nid;name;phone\r\np9;周戊;13800001234\r\n",
	    "sep=\t\nid\tname\tphone\np9\t周戊\t13800001234\n", "id,name,phone,,,\np9,周戊,13800001234,,,\n",
	    "\xef\xbb\xbfid,name,phone,\np9,周戊,13800001234\n", "id,name,phone\np9,周戊,13800001234,,,,\n"};

	(void)state;
	for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
		begin(&stage);
		read_list(&stage, "people", lists[i]);
		if (stage.result.faults || stage.result.added != 1)
			fail_msg("%s: %s", lists[i], buf_text(&stage.result.fault_lines));
		assert_string_equal(turn_find(&stage.turn, person, 1)->phone, "13800001234");
		end(&stage);
	}
	/* A value without a column is no empty column. */
	begin(&stage);
	read_list(&stage, "people", "id,name,phone,,\np9,周戊,13800001234,,x\n");
	assert_int_equal(stage.result.faults, 1);
	assert_non_null(strstr(stage.result.fault_lines.p, "f.csv:2:20: a cell more than"));
	/* A column without a name between others is one that was forgotten. */
	read_list(&stage, "people", "id,,name\np9,,周戊\n");
	assert_int_equal(stage.result.faults, 2);
	end(&stage);
}

static void
test_visits(void **state)
{
	struct stage stage;

	(void)state;
	begin(&stage);
	fill(&stage);
	read_list(&stage, "visits",
	    "id,household,by,day,entered_at,outcome,note,check\n7,h1,p1,2019/3/4,,done,低保要续,\n8,h1,p1,2024-03-04,2024-03-05 08:30,missed,,verified\n");
	assert_int_equal(stage.result.faults, 0);
	const struct visit *first = turn_find(&stage.turn, visit, 1), *second = turn_find(&stage.turn, visit, 2);
	assert_int_equal(first->day, civil_day(2019, 3, 4));
	assert_int_equal(first->entered_at, NOW);
	assert_int_equal(second->outcome, VISIT_missed);
	assert_int_equal(second->entered_at, zone_instant(civil_day(2024, 3, 5), 8 * 60 + 30, 480));
	assert_int_equal(second->check, CHECK_none); /* nobody is checked by a list */
	/* A number of another list is nobody's here: the visit with that number stays. */
	read_list(&stage, "visits", "id,household,by,day\n1,h2,p2,2020-01-01\n");
	assert_int_equal(turn_find(&stage.turn, visit, 1)->household, 1);
	assert_int_equal(turn_find(&stage.turn, visit, 3)->household, 2);
	read_list(&stage, "visits", "household,by,day\nh1,p1,2026-12-14\n");
	assert_int_equal(stage.result.faults, 1);
	assert_non_null(strstr(stage.result.fault_lines.p, "a visit of a day to come"));
	end(&stage);
}

static void
test_contacts(void **state)
{
	struct stage stage;

	(void)state;
	begin(&stage);
	fill(&stage);
	read_list(&stage, "operators", "id,name,village,contacts,seats\no1,甲家,v,p1,10\no2,乙家,v,p1;p2,10\n");
	assert_int_equal(stage.result.warnings.n, 0);
	read_list(&stage, "operators", "id,name,village,contacts,seats\no3,丙家,v,p1,10\no4,丁家,v,p2,10\n");
	assert_int_equal(stage.result.faults, 0);
	assert_string_equal(buf_text(&stage.result.warnings),
	    "f.csv: 张甲 is the contact of 3 houses (甲家、乙家、丙家); is that right?\n");
	end(&stage);
}

/* A county's register is one file. */
static void
test_many_rows(void **state)
{
	struct stage stage;
	struct buf list = {0};

	(void)state;
	begin(&stage);
	fill(&stage);
	buf_adds(&list, "id,name,village\n");
	for (int i = 0; i < 120000; i++)
		buf_addf(&list, "n%d,户%d,v\n", i, i);
	read_list(&stage, "households", buf_text(&list));
	assert_int_equal(stage.result.faults, 0);
	assert_int_equal(store_count(&stage.world.store, &kind_household), 120002);
	buf_free(&list);
	end(&stage);
}

/* Editors write a mark before UTF-8: in a configuration and in a file given as JSON. */
static void
test_mark(void **state)
{
	struct config config;
	struct buf faults = {0};
	char path[] = "/tmp/lianxin-mark-XXXXXX";
	int fd = mkstemp(path);
	static const char text[] = "\xef\xbb\xbf{\"port\": 8789}";
	struct json_input input;

	(void)state;
	assert_int_equal(write(fd, text, sizeof text - 1), sizeof text - 1);
	close(fd);
	assert_true(config_read(&config, path, &faults));
	assert_int_equal(config.port, 8789);
	config_free(&config);
	assert_true(json_input_open(&input, path));
	assert_int_equal(json_input_number(&input, input.root, "", "port", 0, 9999, 0), 8789);
	assert_true(json_input_good(&input));
	json_input_close(&input);
	unlink(path);
	buf_free(&faults);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_phones), cmocka_unit_test(test_cells),
	    cmocka_unit_test(test_shapes), cmocka_unit_test(test_visits), cmocka_unit_test(test_contacts),
	    cmocka_unit_test(test_many_rows), cmocka_unit_test(test_mark)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
