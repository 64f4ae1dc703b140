/* Which rule a question is about: an own compendium with own questions, and, where it is at
 * hand, a larger one that is no part of this project. Rows of questions: text, title ("-": none
 * of them). First of the list in 90 of 100, among three in 97; of the questions without a rule at
 * most 3 of 100 get one. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/memory.h"
#include "subjects/asking/matching.h"

#define MATTERS_MAX 400
#define FIELDS 8
#define LINE_BYTES 4096

/* A file of tab-separated fields, in the arena; the header is left out. The number of rows. */
static size_t
read_rows(struct arena *arena, const char *path, const char *rows[][FIELDS], size_t max)
{
	FILE *file = fopen(path, "r");
	char line[LINE_BYTES];
	size_t n = 0;

	assert_non_null(file);
	assert_non_null(fgets(line, sizeof line, file));
	while (n < max && fgets(line, sizeof line, file)) {
		char *p = line;

		for (size_t f = 0; f < FIELDS; f++) {
			size_t bytes = strcspn(p, "\t\n");

			rows[n][f] = arena_text(arena, p, bytes);
			p += bytes + (p[bytes] != 0);
		}
		n++;
	}
	fclose(file);
	return n;
}

static void
judge(const char *compendium, const char *questions)
{
	static const char *matter_rows[MATTERS_MAX][FIELDS], *rows[MATTERS_MAX][FIELDS];
	static struct matter matters[MATTERS_MAX];
	struct arena arena = {0};
	size_t count = read_rows(&arena, compendium, matter_rows, MATTERS_MAX),
	       asked = read_rows(&arena, questions, rows, MATTERS_MAX), with = 0, first = 0, three = 0, none = 0,
	       wrong = 0;

	for (size_t i = 0; i < count; i++) /* title, aliases, basis, scope, standard */
		matters[i] = (struct matter){arena_printf(&arena, "%s;%s", matter_rows[i][0], matter_rows[i][1]),
		    arena_printf(&arena, "%s;%s", matter_rows[i][3], matter_rows[i][4])};
	for (size_t i = 0; i < asked; i++) {
		struct match found[MATCHES_MAX];
		size_t n = matching_find(&arena, rows[i][0], matters, count, found);
		bool among = false;

		for (size_t k = 0; k < n; k++)
			among |= strcmp(matter_rows[found[k].matter][0], rows[i][1]) == 0;
		if (strcmp(rows[i][1], "-") == 0) {
			none++;
			wrong += n > 0;
			if (n)
				print_error("%s: %s\n", rows[i][0], matter_rows[found[0].matter][0]);
			continue;
		}
		with++;
		bool right = n && strcmp(matter_rows[found[0].matter][0], rows[i][1]) == 0;
		first += right;
		three += among;
		if (!right)
			print_message("%s: %s\n", rows[i][0], n ? matter_rows[found[0].matter][0] : "-");
	}
	print_message("%zu questions: first %zu, among three %zu; %zu without a rule, %zu wrong\n", with, first,
	    three, none, wrong);
	assert_true(first * 100 >= with * 90);
	assert_true(three * 100 >= with * 97);
	assert_true(wrong * 100 <= none * 3);
	arena_clear(&arena);
}

static void
test_own(void **state)
{
	(void)state;
	judge("tests/language/policies.tsv", "tests/language/policy_questions.tsv");
}

static void
test_larger(void **state)
{
	const char *compendium = "../shared/data/policy_compendium.tsv",
	           *own = "tests/language/policy_questions.tsv";

	(void)state;
	if (access(compendium, R_OK) != 0)
		skip();
	judge(compendium, "../shared/data/policy_queries.tsv");
	judge(compendium, own);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_own), cmocka_unit_test(test_larger)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
