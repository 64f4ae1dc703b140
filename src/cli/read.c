/* read: prints what was understood of a sentence as one line of JSON, or judges a table of them
 * (contract.md, 6). */
#include "cli/read.h"

#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "cli/cli.h"

struct wanted {
	const char *world, *prep, *chat, *who, *at, *text, *table;
};

static int
read_one(const struct wanted *wanted)
{
	struct player *player = read_prepare(wanted->prep, wanted->world, wanted->at);
	struct read_result result = {0};
	bool good = player && read_say(player, wanted->chat, wanted->who, wanted->text, &result);

	if (good)
		read_print(&result);
	else
		fprintf(stderr, "read: no such world, chat or speaker: %s, %s\n", wanted->chat, wanted->who);
	read_done(&result);
	if (player)
		player_free(player);
	return good ? 0 : 1;
}

static int
run(const struct options *options)
{
	struct wanted wanted = {.world = "config/demo"};

	for (int i = 0; i < options->count; i++) {
		static const char *const names[] = {"--world", "--prep", "--chat", "--as", "--at", "--table"};
		const char **values[] = {
		    &wanted.world, &wanted.prep, &wanted.chat, &wanted.who, &wanted.at, &wanted.table};
		bool found = false;

		for (size_t k = 0; k < sizeof names / sizeof *names && !found; k++)
			if (strcmp(options->words[i], names[k]) == 0 && i + 1 < options->count) {
				*values[k] = options->words[++i];
				found = true;
			}
		if (!found)
			wanted.text = options->words[i];
	}
	if (wanted.table)
		return read_table(wanted.table, wanted.world);
	if (wanted.chat == NULL || wanted.who == NULL || wanted.text == NULL)
		return 2;
	return read_one(&wanted);
}

const struct cli_call cli_read = {"read", "read [--prep FILE] --chat C --as P TEXT | --table FILE",
    "prints what is understood, as JSON", run};
