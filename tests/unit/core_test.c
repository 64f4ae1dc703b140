/* core: examples of every command run; calendar; schedule; names. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/world_files.h"
#include "core/world_life.h"
#include "subjects/commands.h"
#include "subjects/hearers.h"
#include "language/calendar.h"
#include "core/schedule.h"
#include "reading/step.h"
#include "core/names.h"
#include "records/issue.h"
#include "records/place.h"
#include "records/kinds.h"
#include "records/promise.h"
#include "records/slip.h"
#include "subjects/wakes.h"
#include "subjects/jobs.h"

static struct seal_key key;

static void
demo(struct world *world)
{
	struct import_result result = {0};
	struct turn turn;

	world_open(world, "x", 1, &key);
	world->everyone_on_console = true;
	turn_begin(&turn, world, "import", 1);
	world_read_folder(&turn, "config/demo", &result);
	assert_int_equal(result.faults, 0);
	world_batch_done(world, turn_close(&turn, 200, NULL, 0));
	import_result_free(&result);
}

/* The examples speak of a first issue, slip and promise. */
static void
numbered(struct world *world)
{
	int64_t qcq = names_only(world, &kind_person, "裘才强");
	struct turn turn;

	turn_begin(&turn, world, "import", 1);
	turn_put(&turn, &kind_issue,
	    &(struct issue){.text = "水泵坏了",
	        .state = ISSUE_in_progress,
	        .owner = qcq,
	        .reporter = qcq,
	        .place = names_only(world, &kind_place, "安科村")});
	turn_put(&turn, &kind_slip,
	    &(struct slip){.issue = 1,
	        .department = names_only(world, &kind_place, "天台县水利局"),
	        .text = "请换水泵",
	        .drafter = qcq,
	        .approver = qcq});
	turn_put(&turn, &kind_promise,
	    &(struct promise){.issue = 1, .promiser = qcq, .promisee = qcq, .text = "付款", .day = 30000});
	world_batch_done(world, turn_close(&turn, 200, NULL, 0));
}

/* Every example of every command is understood as that command, by somebody who may. */
static void
test_examples(void **state)
{
	struct world world;

	(void)state;
	demo(&world);
	numbered(&world);
	for (int i = 0; commands_all[i]; i++)
		for (int k = 0; commands_all[i]->examples[k]; k++) {
			struct turn turn;
			struct message message = {.channel = "console",
			    .event_id = "e",
			    .private_chat = true,
			    .chat_id = "",
			    .sender_id = "裘才强",
			    .sender_name = "",
			    .text = commands_all[i]->examples[k]};

			turn_begin(&turn, &world, "message", zone_instant(civil_day(2026, 11, 9), 540, 480));
			step_message(&turn, &(struct tables){commands_all, wakes_all, jobs_all, hearers_all}, &message);
			if (turn.understood == NULL || strcmp(turn.understood, commands_all[i]->name) != 0)
				fail_msg("\"%s\" was understood as %s, expected %s", commands_all[i]->examples[k],
				    turn.understood ? turn.understood : "nothing", commands_all[i]->name);
			if (!turn.answered)
				fail_msg("\"%s\" got no answer", commands_all[i]->examples[k]);
			turn_abort(&turn);
		}
	world_close(&world);
}

/* The same message leaves the same bytes, whoever asks first: a step is a function. */
static void
test_deterministic(void **state)
{
	struct world world;
	struct buf first = {0}, second = {0};

	(void)state;
	demo(&world);
	for (int round = 0; round < 2; round++) {
		struct turn turn;
		struct message message = {.channel = "console",
		    .event_id = "e",
		    .chat_id = "安科农家乐群",
		    .sender_id = "裘才强",
		    .sender_name = "",
		    .text = "明天中午有150个上海客人过来"};

		turn_begin(&turn, &world, "message", zone_instant(civil_day(2026, 11, 9), 540, 480));
		step_message(&turn, &(struct tables){commands_all, wakes_all, jobs_all, hearers_all}, &message);
		assert_int_equal(turn.reply_count, 1);
		buf_adds(round ? &second : &first, turn.replies[0].text);
		turn_abort(&turn);
	}
	assert_string_equal(first.p, second.p);
	buf_free(&first);
	buf_free(&second);
	world_close(&world);
}

static void
test_calendar(void **state)
{
	struct calendar list = {0};

	(void)state;
	assert_false(calendar_works(&list, civil_day(2026, 10, 1))); /* National Day */
	assert_true(calendar_works(&list, civil_day(2026, 10, 10))); /* a Saturday made up */
	assert_true(calendar_works(&list, civil_day(2020, 2, 3)));   /* a Monday listed as work */
	assert_true(calendar_known(&list, civil_day(2026, 5, 1)));
	assert_false(calendar_known(&list, civil_day(2027, 5, 1)));
	assert_int_equal(calendar_after(&list, civil_day(2026, 9, 30), 1), civil_day(2026, 10, 8));
	assert_int_equal(calendar_unknown_year(&list, civil_day(2026, 12, 30), civil_day(2026, 12, 31)), 0);
	assert_int_equal(calendar_unknown_year(&list, civil_day(2026, 12, 30), civil_day(2027, 1, 4)), 2027);
	assert_int_equal(calendar_load(&list, "date,kind,name\n2027-01-01,off,x\n2027-01-02,maybe,y\n"), 3);
	assert_false(calendar_known(&list, civil_day(2027, 5, 1)));
	/* Two worlds have two lists. */
	struct calendar other = {0};
	assert_int_equal(calendar_load(&other, "date,kind,name\n2027-01-02,work,y\n2027-01-01,off,x\n"), 0);
	assert_int_equal(calendar_after(&other, civil_day(2026, 12, 31), 1), civil_day(2027, 1, 2));
	/* no notice of 2027: new year's day is off by law, the weekend follows */
	assert_int_equal(calendar_after(&list, civil_day(2026, 12, 31), 1), civil_day(2027, 1, 4));
	calendar_free(&other);
}

static void
test_quiet(void **state)
{
	static const struct {
		int minute, speak_day, speak_minute;
	} cases[] = {{540, 0, 540}, {720, 0, 840}, {839, 0, 840}, {840, 0, 840}, {1259, 0, 1259}, {1260, 1, 420},
	    {1400, 1, 420}, {0, 0, 420}, {419, 0, 420}, {420, 0, 420}};
	struct world world;
	int32_t day = civil_day(2026, 11, 9);

	(void)state;
	world_open(&world, "x", 1, &key);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		assert_int_equal(schedule_speak_at(&world, zone_instant(day, cases[i].minute, 480)),
		    zone_instant(day + cases[i].speak_day, cases[i].speak_minute, 480));
	assert_true(schedule_spend(&world, 5, zone_instant(day, 540, 480), 2));
	assert_true(schedule_spend(&world, 5, zone_instant(day, 541, 480), 2));
	assert_false(schedule_spend(&world, 5, zone_instant(day, 542, 480), 2));
	assert_true(schedule_spend(&world, 5, zone_instant(day + 1, 542, 480), 2));
	/* 8 working hours from Friday 15:00: 2.5 h on Friday, the rest on Monday */
	assert_int_equal(schedule_working(&world, zone_instant(civil_day(2026, 11, 13), 900, 480), 8),
	    zone_instant(civil_day(2026, 11, 16), 960, 480));
	world_close(&world);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_examples), cmocka_unit_test(test_deterministic),
	    cmocka_unit_test(test_calendar), cmocka_unit_test(test_quiet)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
