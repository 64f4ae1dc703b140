/* `lianxin plan` and `lianxin match` as they are called: each sample reaches its proven
 * reference, each fault is named by its JSON Pointer, with nothing on standard output. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "bot.h"
#include "formats/json.h"
#include "io/files.h"

static cJSON *
file_json(const char *path)
{
	struct buf bytes = {0};
	const char *fault;
	size_t at;

	assert_true(file_read(path, 1 << 20, &bytes));
	cJSON *root = json_parse_file(buf_text(&bytes), bytes.n, &fault, &at);
	assert_non_null(root);
	buf_free(&bytes);
	return root;
}

static void
test_samples(void **state)
{
	glob_t files;

	(void)state;
	assert_int_equal(glob("tests/plans/*.json", 0, NULL, &files), 0);
	assert_true(files.gl_pathc >= 8);
	for (size_t i = 0; i < files.gl_pathc; i++) {
		cJSON *sample = file_json(files.gl_pathv[i]);
		bool match = cJSON_GetObjectItemCaseSensitive(sample, "cadres") != NULL;
		struct buf out = {0};
		char words[400];
		const char *fault;
		size_t at;

		snprintf(words, sizeof words, "%s %s", match ? "match" : "plan", files.gl_pathv[i]);
		assert_int_equal(bot_call(&out, words), 0);
		cJSON *said = json_parse_file(buf_text(&out), out.n, &fault, &at);
		const cJSON *mine = cJSON_GetObjectItemCaseSensitive(said, "vector"),
		            *best = cJSON_GetObjectItemCaseSensitive(
		                cJSON_GetObjectItemCaseSensitive(sample, "reference"), "vector");
		assert_int_equal(cJSON_GetArraySize(mine), cJSON_GetArraySize(best));
		for (int k = 0; k < cJSON_GetArraySize(best); k++)
			assert_int_equal(cJSON_GetArrayItem(mine, k)->valueint, cJSON_GetArrayItem(best, k)->valueint);
		if (!match) {
			/* The sum of every party is its heads less what is unplaced; reasons add up. */
			const cJSON *party, *reason;
			int placed = 0, today = 0;

			cJSON_ArrayForEach(party, cJSON_GetObjectItemCaseSensitive(said, "plan"))
			{
				const cJSON *cell;

				cJSON_ArrayForEach(cell, party) placed += cell->valueint;
			}
			int heads = 0;
			cJSON_ArrayForEach(party, cJSON_GetObjectItemCaseSensitive(sample, "parties"))
			    heads += cJSON_GetObjectItemCaseSensitive(party, "heads")->valueint;
			assert_int_equal(placed + cJSON_GetArrayItem(mine, 0)->valueint, heads);
			cJSON_ArrayForEach(reason, cJSON_GetObjectItemCaseSensitive(said, "reasons"))
			{
				int ledger = cJSON_GetObjectItemCaseSensitive(reason, "ledger")->valueint;

				today += cJSON_GetObjectItemCaseSensitive(reason, "today")->valueint;
				assert_int_equal(cJSON_GetObjectItemCaseSensitive(reason, "after")->valueint,
				    ledger + cJSON_GetObjectItemCaseSensitive(reason, "today")->valueint);
				assert_true(strlen(cJSON_GetObjectItemCaseSensitive(reason, "text")->valuestring) > 20);
			}
			assert_true(today >= placed);
			assert_true(cJSON_IsTrue(cJSON_GetObjectItemCaseSensitive(said, "proven")));
		}
		cJSON_Delete(said);
		cJSON_Delete(sample);
		buf_free(&out);
	}
	globfree(&files);
}

static int
call_apart(struct buf *out, const char *words)
{
	char line[900], chunk[4096];
	size_t n;

	snprintf(line, sizeof line, "%s %s", bot_program, words);
	FILE *stream = popen(line, "r");
	assert_non_null(stream);
	while ((n = fread(chunk, 1, sizeof chunk, stream)) > 0)
		buf_add(out, chunk, n);
	int status = pclose(stream);
	return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

#define HOUSE "\"households\":[{\"id\":\"A\",\"seats\":9}]"
#define PARTY "\"parties\":[{\"id\":\"P\",\"heads\":4}]"

static void
test_faults(void **state)
{
	static const struct {
		const char *call, *input, *fault;
	} cases[] = {
	    {"plan", "{", "/: no JSON at byte 1"},
	    {"plan", "[]", "/: must be an object"},
	    {"plan", "{" PARTY "}", "/households: is missing"},
	    {"plan", "{" HOUSE "}", "/parties: is missing"},
	    {"plan", "{\"households\":[{\"id\":\"A\"}]," PARTY "}", "/households/0/seats: is missing"},
	    {"plan", "{\"households\":[{\"seats\":4}]," PARTY "}", "/households/0/id: must be a text"},
	    {"plan", "{\"households\":[{\"id\":\"A\",\"seats\":-1}]," PARTY "}",
	        "/households/0/seats: must be a whole number from 0"},
	    {"plan", "{\"households\":[{\"id\":\"A\",\"seats\":1.5}]," PARTY "}",
	        "/households/0/seats: must be a whole"},
	    {"plan", "{\"households\":[{\"id\":\"A\",\"seats\":1e300}]," PARTY "}",
	        "/households/0/seats: must be a whole"},
	    {"plan", "{\"households\":[{\"id\":\"A\",\"seats\":\"9\"}]," PARTY "}",
	        "/households/0/seats: must be a whole"},
	    {"plan", "{\"households\":[{\"id\":\"A\",\"seats\":9,\"share\":0}]," PARTY "}",
	        "/households/0/share: must be a whole number from 1 to 10000"},
	    {"plan", "{\"households\":[{\"id\":\"A\",\"seats\":9},{\"id\":\"A\",\"seats\":9}]," PARTY "}",
	        "/households/1/id: stands twice"},
	    {"plan", "{\"households\":[{\"id\":\"A\",\"seats\":9,\"features\":[1]}]," PARTY "}",
	        "/households/0/features/0: must be a text"},
	    {"plan", "{" HOUSE ",\"parties\":[{\"id\":\"P\"}]}", "/parties/0/heads: is missing"},
	    {"plan", "{" HOUSE ",\"parties\":[{\"id\":\"P\",\"heads\":0}]}",
	        "/parties/0/heads: must be a whole number from 1"},
	    {"plan", "{" HOUSE ",\"parties\":[{\"id\":\"P\",\"heads\":4,\"previous\":{\"B\":4}}]}",
	        "/parties/0/previous/B: is no household"},
	    {"plan", "{" HOUSE ",\"parties\":[{\"id\":\"P\",\"heads\":4,\"forbid\":[\"B\"]}]}",
	        "/parties/0/forbid/0: is no household"},
	    {"plan", "{" HOUSE ",\"parties\":[{\"id\":\"P\",\"heads\":4,\"prefer\":[{\"weight\":1}]}]}",
	        "/parties/0/prefer/0: must be"},
	    {"plan", "{" HOUSE ",\"parties\":[{\"id\":\"P\",\"heads\":4,\"unit\":1,\"beds\":4}]}",
	        "/parties/0/unit: must be 0"},
	    {"plan", "{" HOUSE "," PARTY ",\"draw\":\"ff\"}", "/draw: must be 64"},
	    {"plan",
	        "{\"households\":[{\"id\":\"A\",\"seats\":9,\"share\":9973},{\"id\":\"B\",\"seats\":9,\"share\":9967},{\"id\":\"C\",\"seats\":9,\"share\":9949},{\"id\":\"D\",\"seats\":9,\"share\":9941}]," PARTY
	        "}",
	        "/households: shares and points"},
	    {"match", "{\"villages\":[]}", "/cadres: is missing"},
	    {"match", "{\"cadres\":[],\"villages\":[],\"rules\":{\"hometown\":\"maybe\"}}",
	        "/rules/hometown: must be prefer, avoid or ignore"},
	    {"match", "{\"cadres\":[{\"id\":\"C\",\"lines\":\"x\"}],\"villages\":[]}",
	        "/cadres/0/lines: must be a list"},
	    {"match", "{\"cadres\":[{\"id\":\"C\"}],\"villages\":[{\"id\":\"V\",\"slots\":-1}]}",
	        "/villages/0/slots: must be a whole"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		char path[200], words[600];
		struct buf out = {0}, err = {0};

		snprintf(path, sizeof path, "%s/in.json", bot_folder);
		bot_write(path, cases[i].input);
		/* Standard output and error apart: a call with a fault prints no plan. */
		snprintf(words, sizeof words, "%s %s 2>%s/err", cases[i].call, path, bot_folder);
		int status = call_apart(&out, words);
		snprintf(path, sizeof path, "%s/err", bot_folder);
		assert_true(file_read(path, 1 << 16, &err));
		if (status != 1 || out.n != 0 || strncmp(buf_text(&err), cases[i].fault, strlen(cases[i].fault)) != 0)
			fail_msg("%s: exit %d, said: %s%s", cases[i].input, status, buf_text(&out), buf_text(&err));
		buf_free(&out);
		buf_free(&err);
	}
}

int
main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_samples), cmocka_unit_test(test_faults)};

	bot_program = argc > 1 ? argv[1] : "build/lianxin";
	bot_folder_make();
	int failed = cmocka_run_group_tests_name("plan", tests, NULL, NULL);
	bot_folder_remove();
	return failed;
}
