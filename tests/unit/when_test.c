/* Dates, times and numbers as people say them: tables of cases. Spoken on Sunday
 * 2026-11-08 at 09:00. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

#include "base/civil.h"
#include "language/numeral.h"
#include "base/text_norm.h"
#include "language/when.h"

static const struct {
	const char *text, *day; /* NULL = no day */
	int minute;             /* -1 = none */
	enum when_repeat repeat;
} times[] = {
    {"今天中午", "2026-11-08", 720, WHEN_ONCE},
    {"明早八点", "2026-11-09", 480, WHEN_ONCE},
    {"下周三", "2026-11-11", -1, WHEN_ONCE},
    {"11月8日", "2026-11-08", -1, WHEN_ONCE},
    {"三天内", "2026-11-11", -1, WHEN_ONCE},
    {"每周五下午五点", "2026-11-13", 1020, WHEN_WEEKLY},
    {"后天晚上七点半", "2026-11-10", 1170, WHEN_ONCE},
    {"大后天上午十点一刻", "2026-11-11", 615, WHEN_ONCE},
    {"昨天", "2026-11-07", -1, WHEN_ONCE},
    {"十二月二十五号", "2026-12-25", -1, WHEN_ONCE},
    {"2027年1月3日", "2027-01-03", -1, WHEN_ONCE},
    {"1月3号", "2027-01-03", -1, WHEN_ONCE},
    {"周六", "2026-11-14", -1, WHEN_ONCE},
    {"本周日晚8点", "2026-11-08", 1200, WHEN_ONCE},
    {"礼拜天", "2026-11-08", -1, WHEN_ONCE},
    {"每天早上七点", "2026-11-08", 420, WHEN_DAILY},
    {"每月15号", "2026-11-15", -1, WHEN_MONTHLY},
    {"每个工作日上午九点", "2026-11-08", 540, WHEN_WORKDAYS},
    {"下午三点20分", NULL, 920, WHEN_ONCE},
    {"下午5点20人住宿", NULL, 1020, WHEN_ONCE},
    {"晚上6点12家", NULL, 1080, WHEN_ONCE},
    {"１４：３０", NULL, 870, WHEN_ONCE},
    {"三点", NULL, 900, WHEN_ONCE},
    {"8点", NULL, 1200, WHEN_ONCE},
    {"中午十二点半", NULL, 750, WHEN_ONCE},
    {"下個禮拜二", "2026-11-10", -1, WHEN_ONCE},
    {"tomorrow noon", "2026-11-09", 720, WHEN_ONCE},
    {"next friday at 3pm", "2026-11-13", 900, WHEN_ONCE},
    {"every monday 9:30", "2026-11-09", 570, WHEN_WEEKLY},
    {"Nov 20", "2026-11-20", -1, WHEN_ONCE},
    {"今晚", "2026-11-08", 1140, WHEN_ONCE},
    {"正午", NULL, 720, WHEN_ONCE},
    {"早就坏了", NULL, -2, WHEN_ONCE},
    {"百货店", NULL, -2, WHEN_ONCE},
    {"日子", NULL, -2, WHEN_ONCE},
    {"三轮车", NULL, -2, WHEN_ONCE},
};

static void
test_times(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof times / sizeof *times; i++) {
		struct arena arena = {0};
		struct glyphs text = text_glyphs(&arena, times[i].text);
		struct when when;
		int32_t day;
		size_t used = when_read(text.cp, text.n, civil_day(2026, 11, 8), 540, &when);

		if (times[i].minute == -2) {
			if (used)
				fail_msg("%s: expected no time, got one of %zu characters", times[i].text, used);
			arena_clear(&arena);
			continue;
		}
		if (used == 0 || when.bad)
			fail_msg("%s: expected a time, got none", times[i].text);
		if (times[i].day && (!civil_parse(times[i].day, &day) || !when.has_day || when.day != day)) {
			struct civil got = civil_of(when.day);

			fail_msg("%s: expected %s, got %d-%02d-%02d", times[i].text, times[i].day, got.year, got.month,
			    got.day);
		}
		if (times[i].day == NULL && when.has_day)
			fail_msg("%s: expected no day", times[i].text);
		if ((times[i].minute >= 0) != when.has_minute || (when.has_minute && when.minute != times[i].minute))
			fail_msg("%s: expected minute %d, got %d", times[i].text, times[i].minute,
			    when.has_minute ? when.minute : -1);
		if (when.repeat != times[i].repeat)
			fail_msg("%s: expected repeat %d, got %d", times[i].text, times[i].repeat, when.repeat);
		arena_clear(&arena);
	}
}

static void
test_no_such_day(void **state)
{
	static const char *const bad[] = {"2月30日", "13月1日", "11月31号", "25点", "2027年2月29日"};

	(void)state;
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		struct arena arena = {0};
		struct glyphs text = text_glyphs(&arena, bad[i]);
		struct when when;

		if (when_read(text.cp, text.n, civil_day(2026, 11, 8), 540, &when) == 0 || !when.bad)
			fail_msg("%s: expected to be named as no such day", bad[i]);
		arena_clear(&arena);
	}
}

static const struct {
	const char *text;
	int64_t hundredths;
	size_t used;
} numbers[] = {
    {"150", 15000, 3},
    {"１５０", 15000, 3},
    {"1,500", 150000, 5},
    {"一百五十", 15000, 4},
    {"百五", 15000, 2},
    {"一百零五", 10500, 4},
    {"两百", 20000, 2},
    {"十五", 1500, 2},
    {"二十", 2000, 2},
    {"两万三", 2300000, 3},
    {"1.5万", 1500000, 4},
    {"3千", 300000, 2},
    {"半", 50, 1},
    {"一千零一", 100100, 4},
    {"三万五千六百", 3560000, 6},
    {"壹佰伍拾", 15000, 4},
    {"一五〇", 15000, 3},
    {"0", 0, 1},
    {"12.50", 1250, 5},
    {"万", 0, 0},
    {"人", 0, 0},
    {"99999999999999999999", 0, 0},
};

static void
test_numbers(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
		struct arena arena = {0};
		struct glyphs text = text_glyphs(&arena, numbers[i].text);
		int64_t got = 0;
		size_t used = numeral_read(text.cp, text.n, &got);

		if (used != numbers[i].used || (used && got != numbers[i].hundredths))
			fail_msg("%s: expected %lld hundredths in %zu, got %lld in %zu", numbers[i].text,
			    (long long)numbers[i].hundredths, numbers[i].used, (long long)got, used);
		arena_clear(&arena);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_times), cmocka_unit_test(test_no_such_day), cmocka_unit_test(test_numbers)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
