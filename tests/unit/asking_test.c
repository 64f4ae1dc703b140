/* What people say that is no report: every row of tests/language/asking.tsv (text, role, kind),
 * handled in a turn that is taken back. No row may be kept as a report, and each kind gets what
 * answers it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include "cli/read.h"

static const struct {
	const char *role, *who;
} speakers[] = {{"villager", "张三"}, {"innkeeper", "陈家"}, {"cadre", "何书记"}, {"clerk", "裘才强"}};

/* What may answer a kind; "look" is any command that only shows something. `most` rows of the
 * kind may be asked back or not understood, none may do anything else. */
static const struct {
	const char *kind, *does;
	int most;
} kinds[] = {
    {"who", "question|show_household", 1},
    {"how", "help|question|thanks|diary", 2},
    {"far", "own_issues|show", 0},
    {"own", "look|question", 1},
    {"figures", "look|question", 3},
    {"policy", "question", 0},
    {"thanks", "thanks|nothing", 0},
    {"talk", "thanks|nothing|question", 2},
    {"visit", "log_visit", 0},
    {"diary", "diary", 0},
    {"progress", "show", 3},
    {"change", "change", 1},
};
#define KINDS (sizeof kinds / sizeof *kinds)

static bool
one_of(const char *words, const char *does)
{
	const struct form *form = form_of(does);
	size_t n = strlen(does);

	if (strstr(words, "look") && form && form->effect == EFFECT_look)
		return true;
	for (const char *at = words; (at = strstr(at, does)) != NULL; at += n)
		if ((at == words || at[-1] == '|') && (at[n] == 0 || at[n] == '|'))
			return true;
	return false;
}

/* 1 right, 0 asked or not understood, -1 something else was done. */
static int
judge(const struct understanding *understanding, const char *words)
{
	const char *does = understanding->does.does;

	if (understanding->zone == ZONE_ask || understanding->zone == ZONE_read_back)
		return 0;
	if (does == NULL || understanding->zone == ZONE_silent)
		return 1;
	if (one_of(words, does))
		return 1;
	return strcmp(does, "question") == 0 || strcmp(does, "nothing") == 0 ? 0 : -1;
}

static void
test_no_reports(void **state)
{
	FILE *file = fopen("tests/language/asking.tsv", "r");
	struct player *player = read_prepare(NULL, "config/demo", "2026-11-10 09:00");
	char line[512];
	int rows = 0, wrong = 0, unsure[KINDS] = {0};

	(void)state;
	assert_non_null(file);
	assert_non_null(player);
	assert_non_null(fgets(line, sizeof line, file)); /* the header */
	while (fgets(line, sizeof line, file)) {
		char *text = strtok(line, "\t"), *role = strtok(NULL, "\t"), *kind = strtok(NULL, "\t\n");
		struct read_result result = {0};
		const char *who = NULL;
		size_t k = 0;

		for (size_t i = 0; i < sizeof speakers / sizeof *speakers; i++)
			if (strcmp(speakers[i].role, role) == 0)
				who = speakers[i].who;
		while (k < KINDS && strcmp(kinds[k].kind, kind) != 0)
			k++;
		assert_non_null(who);
		assert_true(k < KINDS);
		assert_true(read_say(player, "私聊", who, text, &result));
		int verdict = judge(result.understanding, kinds[k].does);
		const char *does = result.understanding->does.does;
		if (verdict < 0) {
			print_error("%s (%s): %s\n", text, kind, does);
			wrong++;
		}
		unsure[k] += verdict == 0;
		rows++;
		read_done(&result);
	}
	fclose(file);
	player_free(player);
	for (size_t k = 0; k < KINDS; k++)
		if (unsure[k] > kinds[k].most) {
			print_error("%s: %d are not answered\n", kinds[k].kind, unsure[k]);
			wrong++;
		}
	assert_true(rows >= 200);
	assert_int_equal(wrong, 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_no_reports)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
