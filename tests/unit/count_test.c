/* Everything counted: tables of cases (tests/language/numbers*.tsv) and generated numbers. A
 * value is right, or what is not certain says so; a wrong certain number fails. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text_norm.h"
#include "language/count.h"
#include "language/numeral.h"

#define TABLE_HEADS 10
#define COUNTS 16

struct want {
	const char *kind, *value;
	int64_t lo, hi; /* hundredths */
	bool ask;
};

static int64_t
hundredths_of(const char *text)
{
	int64_t whole = strtoll(text, NULL, 10), part = 0;
	const char *dot = strchr(text, '.');

	if (dot && strncmp(dot, "..", 2) != 0) {
		part = strtoll(dot + 1, NULL, 10);
		part = strspn(dot + 1, "0123456789") == 1 ? part * 10 : part;
	}
	return whole * 100 + part;
}

static const struct {
	const char *kind;
	enum count_unit unit;
} kinds[] = {
    {"tables", COUNT_tables},
    {"beds", COUNT_beds},
    {"rooms", COUNT_rooms},
    {"families", COUNT_families},
    {"money", COUNT_money},
    {"workdays", COUNT_workdays},
    {"nights", COUNT_nights},
    {"hours", COUNT_hours},
    {"minutes", COUNT_minutes},
    {"ordinal", COUNT_ordinal},
    {"id", COUNT_record},
    {"place", COUNT_place},
    {"phone", COUNT_phone},
    {"area", COUNT_area},
    {"goods", COUNT_goods},
    {"points", COUNT_points},
};

/* Of P3M and P14D: the value and unit by days. */
static bool
same_duration(const struct count *one, const char *value)
{
	int64_t days = one->lo / 100, want = strtoll(value + 1, NULL, 10);

	if (value[strlen(value) - 1] == 'M')
		return one->unit == COUNT_months && days == want;
	return (one->unit == COUNT_days && days == want) || (one->unit == COUNT_weeks && days * 7 == want);
}

static bool
right_heads(const struct glyphs *text, struct count *counts, size_t count, const struct want *want)
{
	struct count_people people;
	bool found = count_people(text->cp, text->n, counts, count, TABLE_HEADS, true, &people);

	if (want->ask)
		return !found || people.ask || people.two;
	if (!found || people.ask || people.two)
		return false;
	bool about = strcmp(want->kind, "approx") == 0;
	return people.lo * 100 == want->lo && people.hi * 100 == want->hi && people.about == about;
}

static bool
right(const struct glyphs *text, const struct want *want)
{
	struct count counts[COUNTS];
	size_t count = count_all(text->cp, text->n, 0, NULL, counts, COUNTS);
	int64_t fen;

	if (strcmp(want->kind, "heads") == 0 || strcmp(want->kind, "approx") == 0 ||
	    (strcmp(want->kind, "tables") == 0 && want->ask))
		return right_heads(text, counts, count, want);
	if (strcmp(want->kind, "duration") == 0)
		return count == 1 && same_duration(&counts[0], want->value);
	if (strcmp(want->kind, "money") == 0)
		return count == 1 && count_money(&counts[0], text->cp, &fen) && fen == want->lo;
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
		if (strcmp(kinds[i].kind, want->kind) != 0)
			continue;
		if (want->ask)
			return count != 1 || counts[0].ask || counts[0].unit != kinds[i].unit;
		return count == 1 && counts[0].unit == kinds[i].unit && !counts[0].ask &&
		    (kinds[i].unit == COUNT_phone || counts[0].lo == want->lo);
	}
	return false;
}

static void
say_counts(const struct glyphs *text)
{
	struct count counts[COUNTS];
	struct count_people people;
	size_t count = count_all(text->cp, text->n, 0, NULL, counts, COUNTS);

	for (size_t i = 0; i < count; i++) {
		char value[COUNT_TEXT_MAX];

		count_text(&counts[i], value);
		print_message("    %zu-%zu %s unit %d role %d about %d ask %d\n", counts[i].from, counts[i].to, value,
		    (int)counts[i].unit, (int)counts[i].role, counts[i].about, counts[i].ask);
	}
	if (count_people(text->cp, text->n, counts, count, TABLE_HEADS, true, &people))
		print_message("    people %lld..%lld ask %d two %d about %d\n", (long long)people.lo,
		    (long long)people.hi, people.ask, people.two, people.about);
}

static void
check_table(const char *path)
{
	FILE *file = fopen(path, "r");
	char line[512];
	int rows = 0, wrong = 0;

	assert_non_null(file);
	while (fgets(line, sizeof line, file)) {
		struct arena arena = {0};
		char *saved = NULL, *id = strtok_r(line, "\t\n", &saved), *words = strtok_r(NULL, "\t\n", &saved),
		     *kind = strtok_r(NULL, "\t\n", &saved), *value = strtok_r(NULL, "\t\n", &saved);

		if (value == NULL || strcmp(id, "id") == 0)
			continue;
		const char *to = strstr(value, "..");
		struct want want = {.kind = kind,
		    .value = value,
		    .lo = hundredths_of(value),
		    .hi = hundredths_of(to ? to + 2 : value),
		    .ask = strcmp(value, "ask") == 0};
		struct glyphs text = text_glyphs(&arena, words);

		rows++;
		if (!right(&text, &want)) {
			wrong++;
			print_message("%s %s: wanted %s %s\n", id, words, kind, value);
			say_counts(&text);
		}
		arena_clear(&arena);
	}
	fclose(file);
	print_message("%s: %d rows, %d wrong\n", path, rows, wrong);
	assert_true(rows >= 95);
	assert_int_equal(wrong, 0);
}

static void
test_table(void **state)
{
	(void)state;
	check_table("tests/language/numbers.tsv");
}

static void
test_own_table(void **state)
{
	(void)state;
	check_table("tests/language/numbers_own.tsv");
}

/* The value in Chinese figures, as a schoolbook writes it. */
static void
written(int value, char *out)
{
	static const char *const figures[] = {"零", "一", "二", "三", "四", "五", "六", "七", "八", "九"},
	                         *const places[] = {"", "十", "百", "千"};
	char *p = out;
	bool gap = false;
	int place = 3, ten = 1000;

	*p = 0;
	for (; place >= 0; place--, ten /= 10) {
		int figure = value / ten % 10;

		if (figure == 0) {
			gap = p > out;
			continue;
		}
		if (gap)
			p += sprintf(p, "%s", figures[0]);
		gap = false;
		if (!(place == 1 && figure == 1 && p == out))
			p += sprintf(p, "%s", figures[figure]);
		p += sprintf(p, "%s", places[place]);
	}
}

static void
check_heads(const char *words, int value)
{
	struct arena arena = {0};
	struct glyphs text = text_glyphs(&arena, words);
	struct count one;
	size_t used = count_at(text.cp, text.n, 0, &one);

	if (used != text.n || one.unit != COUNT_heads || one.ask || one.about || one.lo != value * 100 ||
	    one.hi != one.lo)
		fail_msg("%s: expected %d heads, got %lld..%lld of unit %d in %zu of %zu", words, value,
		    (long long)one.lo, (long long)one.hi, (int)one.unit, used, text.n);
	arena_clear(&arena);
}

/* Every number up to 9999 in figures, in Chinese, mixed, with each counter: the same value. */
static void
test_generated(void **state)
{
	static const char *const counters[] = {"人", "位", "名", "个人", "号人", " 人", "个客人"};
	char chinese[64], words[96];

	(void)state;
	for (int value = 1; value < 10000; value += value < 400 ? 1 : 7) {
		const char *counter = counters[value % (int)(sizeof counters / sizeof *counters)];

		snprintf(words, sizeof words, "%d%s", value, counter);
		check_heads(words, value);
		written(value, chinese);
		snprintf(words, sizeof words, "%s%s", chinese, counter);
		check_heads(words, value);
		if (value > 100 && value % 100 >= 10) { /* 3百20人 */
			snprintf(words, sizeof words, "%d百%d%s", value / 100, value % 100, counter);
			if (value < 1000)
				check_heads(words, value);
		}
		if (value >= 1000) {
			snprintf(words, sizeof words, "%d,%03d%s", value / 1000, value % 1000, counter);
			check_heads(words, value);
		}
	}
}

/* Two figures that follow each other are never one number. */
static void
test_either(void **state)
{
	static const char *const figures[] = {"一", "二", "三", "四", "五", "六", "七", "八", "九"};
	char words[64];

	(void)state;
	for (int i = 0; i < 8; i++) {
		struct arena arena = {0};
		int64_t value;
		struct count one;

		snprintf(words, sizeof words, "%s%s个人", i == 1 ? "两" : figures[i], figures[i + 1]);
		struct glyphs text = text_glyphs(&arena, words);
		assert_int_equal(numeral_read(text.cp, text.n, &value), 0);
		assert_int_equal(count_at(text.cp, text.n, 0, &one), text.n);
		assert_true(one.about && one.lo == (i + 1) * 100 && one.hi == (i + 2) * 100);
		arena_clear(&arena);
	}
}

/* No text makes the reader leave its bounds or turn back. */
static void
test_bounds(void **state)
{
	static const uint32_t letters[] = {'0', '1', '5', ',', '.', '-', ' ', 0x4e00, 0x4e24, 0x5341, 0x767e,
	    0x4e07, 0x51e0, 0x591a, 0x6765, 0x4eba, 0x684c, 0x4e2a, 0x53f7, 0x5757, 0x534a, 0x7b2c, 0x5bb6,
	    0x6700};
	uint64_t seed = 1;

	(void)state;
	for (int round = 0; round < 20000; round++) {
		uint32_t cp[12];
		struct count counts[COUNTS];
		struct count_people people;
		size_t n = 0, end = 0;

		for (; n < 12; n++) {
			seed = seed * 6364136223846793005u + 1442695040888963407u;
			cp[n] = letters[(seed >> 33) % (sizeof letters / sizeof *letters)];
		}
		size_t count = count_all(cp, n, 0, NULL, counts, COUNTS);
		for (size_t i = 0; i < count; i++) {
			assert_true(counts[i].from >= end && counts[i].to > counts[i].from && counts[i].to <= n);
			assert_true(counts[i].lo <= counts[i].hi && counts[i].lo >= 0);
			end = counts[i].to;
		}
		count_people(cp, n, counts, count, TABLE_HEADS, round % 2, &people);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_table),
	    cmocka_unit_test(test_own_table),
	    cmocka_unit_test(test_generated),
	    cmocka_unit_test(test_either),
	    cmocka_unit_test(test_bounds),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
