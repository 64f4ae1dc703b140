/* Times as people say them: every row of tests/language/times*.tsv (id, language, expression,
 * now, meaning; alternatives by |). Right is one of the alternatives, or a question where one is
 * among them or the likelier reading is. A wrong reading without a question is not allowed. Rows
 * whose id begins with p are about the past. The bounds of a part of the day may differ by two
 * hours: people do not agree on when a morning begins. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/civil.h"
#include "base/memory.h"
#include "base/text_norm.h"
#include "language/when.h"

struct score {
	int right, asked, silent, wrong;
};

/* Minutes of one end of a range with clock times, or -1. */
static long
clock_of(const char *text)
{
	int year, month, day, hour, minute;

	if (sscanf(text, "%d-%d-%dT%d:%d", &year, &month, &day, &hour, &minute) == 5)
		return (long)civil_day(year, month, day) * 1440 + hour * 60 + minute;
	if (sscanf(text, "%d:%d", &hour, &minute) == 2)
		return hour * 60 + minute;
	return -1;
}

/* Do two ranges of one day lie within two hours of each other? */
static bool
near(const char *a, const char *b)
{
	const char *at_a = strchr(a, '@') ? strchr(a, '@') + 1 : a,
	           *at_b = strchr(b, '@') ? strchr(b, '@') + 1 : b;
	const char *to_a = strstr(at_a, ".."), *to_b = strstr(at_b, "..");

	if (to_a == NULL || to_b == NULL || at_a - a != at_b - b || strncmp(a, b, (size_t)(at_a - a)) != 0)
		return false;
	long from1 = clock_of(at_a), from2 = clock_of(at_b), end1 = clock_of(to_a + 2), end2 = clock_of(to_b + 2);
	return from1 >= 0 && from2 >= 0 && labs(from1 - from2) <= 120 && labs(end1 - end2) <= 120;
}

static bool
fits(const char *meaning, const char *got)
{
	char copy[200], one[200];

	snprintf(copy, sizeof copy, "%s", meaning);
	snprintf(one, sizeof one, "%s", got);
	if (strlen(one) > 4 && strcmp(one + strlen(one) - 4, "|ask") == 0)
		one[strlen(one) - 4] = 0;
	for (char *p = strtok(copy, "|"); p; p = strtok(NULL, "|"))
		if (strcmp(p, one) == 0 || near(p, one))
			return true;
	return false;
}

static bool
has_ask(const char *meaning)
{
	return strstr(meaning, "ask") != NULL;
}

static void
judge(const char *path, char *line, struct score *score)
{
	char *id = strtok(line, "\t"), *language = strtok(NULL, "\t"), *said = strtok(NULL, "\t"),
	     *now = strtok(NULL, "\t"), *meaning = strtok(NULL, "\t\n");
	int year = 0, month = 0, day = 0, hour = 0, minute = 0;

	if (meaning == NULL || sscanf(now, "%d-%d-%dT%d:%d", &year, &month, &day, &hour, &minute) != 5)
		fail_msg("%s: a row is not readable: %s", path, id);
	struct arena arena = {0};
	struct glyphs text = text_glyphs(&arena, said);
	struct when when;
	int32_t today = civil_day(year, month, day);
	uint32_t allow = WHEN_ALL | (id[0] == 'p' ? WHEN_BACK : WHEN_AHEAD);
	size_t used = when_read_as(text.cp, text.n, today, hour * 60 + minute, allow, &when);
	const char *got = used ? when_words(&arena, &when, today, hour * 60 + minute) : "none";
	bool asks = has_ask(got);

	(void)language;
	if (used == text.n && fits(meaning, got) && (!asks || has_ask(meaning)))
		score->right++;
	else if (used == text.n && asks && has_ask(meaning))
		score->right++;
	else if (used == 0) {
		score->silent++;
		print_message("not read %s %s: wanted %s\n", id, said, meaning);
	} else if (used == text.n && asks && fits(meaning, got)) {
		score->asked++;
		print_message("asked %s %s: wanted %s, got %s\n", id, said, meaning, got);
	} else {
		score->wrong++;
		print_message("WRONG %s %s: wanted %s, got %s (%zu of %zu)\n", id, said, meaning, got, used, text.n);
	}
	arena_clear(&arena);
}

static void
judge_table(const char *path)
{
	FILE *file = fopen(path, "r");
	char line[500];
	struct score score = {0};

	if (file == NULL)
		fail_msg("%s is missing", path);
	while (fgets(line, sizeof line, file))
		if (strncmp(line, "id\t", 3) != 0 && line[0] != '#' && line[0] != '\n')
			judge(path, line, &score);
	fclose(file);
	int all = score.right + score.asked + score.silent + score.wrong;
	print_message("%s: %d of %d right (%d.%d %%), %d asked, %d not read, %d wrong\n", path, score.right, all,
	    score.right * 100 / all, score.right * 1000 / all % 10, score.asked, score.silent, score.wrong);
	if (score.wrong || score.right * 100 < all * 97)
		fail_msg("%s: 97 %% right and none wrong are wanted", path);
}

static void
test_times(void **state)
{
	(void)state;
	judge_table("tests/language/times.tsv");
}

static void
test_own_times(void **state)
{
	(void)state;
	judge_table("tests/language/times_own.tsv");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_times), cmocka_unit_test(test_own_times)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
