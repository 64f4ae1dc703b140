/* The law of the unused word: no command acts while a number, a date, a name or a negation of
 * the sentence is unused. Every command's own examples are said with one such word more, at the
 * end, behind the first word and in front. Whoever then changes anything must have used the word: it stands in
 * a slot, in the answer, or in what is kept. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

#include "base/buf.h"
#include "cli/read.h"
#include "core/turn.h"
#include "data/record.h"
#include "records/dialog.h"
#include "records/kinds.h"
#include "subjects/commands.h"

static const struct {
	const char *word;
	const char *seen[4]; /* in whatever form it may come back */
} words[] = {
    {"77人", {"77", "七十七"}},
    {"12月31日", {"12-31", "12月31日"}},
    {"磨坊", {"磨坊"}},
    {"不要", {"不要"}},
    {"别给老屋饭店", {"老屋饭店"}},
    {"3500元", {"3500", "350000"}},
    {"29号", {"29"}},
};
#define WORDS (sizeof words / sizeof *words)

static bool
kept_in(const struct turn *turn, const char *seen)
{
	for (size_t i = 0; i < turn->change_count; i++) {
		const struct change *change = &turn->changes[i];
		struct buf bytes = {0};
		bool found = false;

		if (change->after) {
			record_pack(change->kind, record_data(change->after), &bytes);
			found = bytes.n && memmem(bytes.p, bytes.n, seen, strlen(seen)) != NULL;
		}
		buf_free(&bytes);
		if (found)
			return true;
	}
	return false;
}

static bool
used(const struct read_result *result, const char *const *seen)
{
	const struct reading *does = &result->understanding->does;

	for (int i = 0; i < 4 && seen[i]; i++) {
		if (strstr(buf_text(&result->says), seen[i]) || kept_in(result->turn, seen[i]))
			return true;
		for (size_t k = 0; k < does->slot_count; k++)
			if (strstr(does->slots[k].value, seen[i]))
				return true;
	}
	return false;
}

static bool
acted(const struct turn *turn)
{
	for (size_t i = 0; i < turn->change_count; i++)
		if (turn->changes[i].kind != &kind_dialog)
			return true;
	return false;
}

/* The example with the word at its end, behind its first word, and in front. */
static const char *
said(char *out, size_t room, const char *example, const char *word, int where)
{
	size_t first = strcspn(example, " ");

	if (where == 0)
		snprintf(out, room, "%s %s", example, word);
	else if (where == 1)
		snprintf(out, room, "%.*s %s%s", (int)first, example, word, example + first);
	else
		snprintf(out, room, "%s,%s", word, example);
	return out;
}

static void
test_nothing_unused(void **state)
{
	static const char *const speakers[] = {"裘才强", "陈家"};
	struct player *player = read_prepare("tests/language/preps/PD.chat", NULL, NULL);
	char text[512];
	int done = 0, changed = 0, wrong = 0;

	(void)state;
	assert_non_null(player);
	for (int c = 0; commands_all[c]; c++)
		for (int e = 0; commands_all[c]->examples[e]; e++)
			for (size_t w = 0; w < WORDS; w++)
				for (int where = 0; where < 3; where++)
					for (size_t s = 0; s < sizeof speakers / sizeof *speakers; s++) {
						struct read_result result = {0};

						said(text, sizeof text, commands_all[c]->examples[e], words[w].word, where);
						assert_true(read_say(player, "私聊", speakers[s], text, &result));
						done++;
						const char *does = result.understanding->does.does;
						const struct form *form = does ? form_of(does) : NULL;
						if (acted(result.turn) && !(form && form->effect == EFFECT_look)) {
							changed++;
							if (!used(&result, words[w].seen)) {
								print_error("%s: %s: %s\n", speakers[s], text, buf_text(&result.says));
								wrong++;
							}
						}
						read_done(&result);
					}
	player_free(player);
	printf("%d sentences, %d of them did something\n", done, changed);
	assert_true(done > 1000);
	assert_true(changed > 100);
	assert_int_equal(wrong, 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_nothing_unused)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
