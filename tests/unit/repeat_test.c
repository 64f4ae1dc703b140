/* Rules of repetition: their line there and back, and when they fall due; lunar days against
 * known new year's days; the reader on sentences cut and joined at random. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "base/civil.h"
#include "base/text_norm.h"
#include "language/lunar.h"
#include "language/repeat.h"
#include "language/when.h"

#define SAID_DAY civil_day(2026, 11, 10) /* a Tuesday */
#define SAID_MINUTE 540

static const struct {
	const char *rule, *phase, *first, *second;
} dues[] = {
    {"daily@08:00", NULL, "2026-11-11 08:00", "2026-11-12 08:00"},
    {"daily@08:00,20:00", NULL, "2026-11-10 20:00", "2026-11-11 08:00"},
    {"weekly:MO,WE@08:00", NULL, "2026-11-11 08:00", "2026-11-16 08:00"},
    {"weekly:TU@09:00", NULL, "2026-11-17 09:00", "2026-11-24 09:00"},
    {"weekly:TU@09:01", NULL, "2026-11-10 09:01", "2026-11-17 09:01"},
    {"monthly:31@10:00", NULL, "2026-11-30 10:00", "2026-12-31 10:00"},
    {"monthly:last@10:00", NULL, "2026-11-30 10:00", "2026-12-31 10:00"},
    {"monthly:1,15@10:00", NULL, "2026-11-15 10:00", "2026-12-01 10:00"},
    {"monthly:lastworkday@16:00", NULL, "2026-11-30 16:00", "2026-12-31 16:00"},
    {"monthly:firstworkday@16:00", NULL, "2026-12-01 16:00", "2027-01-04 16:00"},
    {"monthly:second-SA@16:00", NULL, "2026-11-14 16:00", "2026-12-12 16:00"},
    {"monthly:last-FR@16:00", NULL, "2026-11-27 16:00", "2026-12-25 16:00"},
    {"yearly:03-12@09:00", NULL, "2027-03-12 09:00", "2028-03-12 09:00"},
    {"yearly:02-29@09:00", NULL, "2027-02-28 09:00", "2028-02-29 09:00"},
    {"yearly:lunar-12-23@09:00", NULL, "2027-01-30 09:00", "2028-01-19 09:00"},
    {"workdays@08:30", NULL, "2026-11-11 08:30", "2026-11-12 08:30"},
    {"every:2d@08:00", "2026-11-09", "2026-11-11 08:00", "2026-11-13 08:00"},
    {"every:2w:FR@17:00", "2026-11-06", "2026-11-20 17:00", "2026-12-04 17:00"},
    {"every:2w:MO,FR@17:00", "2026-11-09", "2026-11-13 17:00", "2026-11-23 17:00"},
    {"every:3m:15@09:00", "2026-10-15", "2027-01-15 09:00", "2027-04-15 09:00"},
};

static void
due_is(const char *rule, const char *wanted, int32_t day, int minute)
{
	struct arena arena = {0};
	const char *got = arena_printf(&arena, "%s %02d:%02d", civil_text(&arena, day), minute / 60, minute % 60);

	if (strcmp(got, wanted) != 0)
		fail_msg("%s: expected %s, got %s", rule, wanted, got);
	arena_clear(&arena);
}

static void
test_due(void **state)
{
	static const struct calendar compiled;

	(void)state;
	for (size_t i = 0; i < sizeof dues / sizeof *dues; i++) {
		struct arena arena = {0};
		struct repeat rule;
		int32_t phase = DAY_NONE, day;
		int minute;

		assert_true(repeat_parse(dues[i].rule, &rule));
		assert_string_equal(repeat_text(&arena, &rule), dues[i].rule);
		if (dues[i].phase)
			assert_true(civil_parse(dues[i].phase, &phase));
		assert_true(repeat_next(&rule, &compiled, phase, 540, SAID_DAY, SAID_MINUTE, &day, &minute));
		due_is(dues[i].rule, dues[i].first, day, minute);
		assert_true(
		    repeat_next(&rule, &compiled, phase == DAY_NONE ? day : phase, 540, day, minute, &day, &minute));
		due_is(dues[i].rule, dues[i].second, day, minute);
		arena_clear(&arena);
	}
}

static void
test_no_rule(void **state)
{
	static const char *const bad[] = {"", "hourly", "daily@", "daily@25:00", "weekly:", "weekly:XX",
	    "monthly:32", "every:0d", "every:2x", "daily@08:00,", "yearly:3", "weekly:MO@08:00x"};
	struct repeat rule;

	(void)state;
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		if (repeat_parse(bad[i], &rule))
			fail_msg("%s: expected to be no rule", bad[i]);
}

/* New year's days as they were and are published. */
static void
test_new_years(void **state)
{
	static const char *const days[] = {"1900-01-31", "1949-01-29", "1985-02-20", "2000-02-05", "2008-02-07",
	    "2012-01-23", "2020-01-25", "2023-01-22", "2024-02-10", "2025-01-29", "2026-02-17", "2027-02-06",
	    "2028-01-26", "2030-02-03", "2033-01-31", "2034-02-19", "2050-01-23", "2100-02-09"};

	(void)state;
	for (size_t i = 0; i < sizeof days / sizeof *days; i++) {
		struct arena arena = {0};
		int32_t day;

		assert_true(lunar_day(atoi(days[i]), 1, 1, &day));
		assert_string_equal(civil_text(&arena, day), days[i]);
		arena_clear(&arena);
	}
	/* 2025 has a sixth leap month, 2033 an eleventh */
	int32_t day;
	assert_true(lunar_day(2025, 7, 1, &day));
	assert_int_equal(day, civil_day(2025, 8, 23));
	assert_true(lunar_day(2033, 12, 1, &day));
	assert_int_equal(day, civil_day(2034, 1, 20));
	assert_true(solar_term(2027, TERM_QINGMING, &day));
	assert_int_equal(day, civil_day(2027, 4, 5));
}

/* Halves of sentences joined: whatever is read lies inside the text. */
static void
test_joined(void **state)
{
	static const char *const said[] = {"每周一三五早上8点和晚上8点", "12号到15号", "11月30日(周一)下午2点",
	    "两个小时三十分钟后", "农历腊月二十三", "今晚十二点", "差五分八点", "every other friday at 5pm",
	    "on the last day of every month", "in two hours and ten minutes", "dec 25, 2027", "12.5中午",
	    "每月1号、15号", "明后两天", "周六、周日", "下周三或周四", "quarter past", "国庆第二天", "2026年",
	    "隔", "每", "过", "到"};
	size_t count = sizeof said / sizeof *said;

	(void)state;
	for (size_t a = 0; a < count; a++)
		for (size_t b = 0; b < count; b++) {
			struct arena arena = {0};
			struct glyphs one = text_glyphs(&arena, said[a]), two = text_glyphs(&arena, said[b]);

			for (size_t cut = 0; cut <= one.n; cut++) {
				size_t n = cut + two.n;
				uint32_t *cp = malloc(n * sizeof *cp); /* of its exact size, for the sanitizers */
				struct when when;

				memcpy(cp, one.cp, cut * sizeof *cp);
				memcpy(cp + cut, two.cp, two.n * sizeof *cp);
				assert_true(when_read_as(cp, n, SAID_DAY, SAID_MINUTE, WHEN_ALL, &when) <= n);
				assert_true(when_read(cp, n, SAID_DAY, SAID_MINUTE, &when) <= n);
				free(cp);
			}
			arena_clear(&arena);
		}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_due), cmocka_unit_test(test_no_rule),
	    cmocka_unit_test(test_new_years), cmocka_unit_test(test_joined)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
