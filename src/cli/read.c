/* read: prints what was understood of a sentence as one line of JSON (contract.md, 6). The
 * sentence is really handled, in a turn that is then taken back: nothing is kept. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "cli/player.h"
#include "formats/json_write.h"
#include "reading/reading.h"
#include "reading/step.h"
#include "shell/serve.h"
#include "subjects/commands.h"
#include "subjects/hearers.h"
#include "subjects/jobs.h"
#include "subjects/wakes.h"

struct wanted {
	const char *world, *prep, *chat, *who, *at, *text;
};

/* {key: value | [values]}: a key that stands several times has a list. */
static void
add_slots(struct json_writer *json, const struct reading *reading)
{
	json_open(json, "slots", '{');
	for (size_t i = 0; i < reading->slot_count; i++) {
		const char *key = reading->slots[i].key;
		bool before = false;
		size_t same = 0;

		for (size_t k = 0; k < reading->slot_count; k++) {
			bool equal = strcmp(reading->slots[k].key, key) == 0;

			same += equal;
			before |= equal && k < i;
		}
		if (before)
			continue;
		if (same > 1)
			json_open(json, key, '[');
		for (size_t k = i; k < reading->slot_count; k++)
			if (strcmp(reading->slots[k].key, key) == 0)
				json_put_text(json, same > 1 ? NULL : key, reading->slots[k].value);
		if (same > 1)
			json_close(json);
	}
	json_close(json);
}

static void
add_reading(struct json_writer *json, const struct reading *reading)
{
	json_put_text(json, "does", reading->does);
	add_slots(json, reading);
}

static void
print(const struct understanding *understanding, const char *says)
{
	static const char *const zones[] = {"silent", "act", "read_back", "ask"};
	struct buf out = {0};
	struct json_writer json = json_writer(&out);

	json_open(&json, NULL, '{');
	add_reading(&json, &understanding->does);
	json_put_text(&json, "zone", zones[understanding->zone]);
	json_open(&json, "asks", '[');
	for (size_t i = 0; i < understanding->ask_count; i++) {
		json_open(&json, NULL, '{');
		add_reading(&json, &understanding->asks[i]);
		json_close(&json);
	}
	json_close(&json);
	json_put_text(&json, "missing", understanding->does.missing);
	json_open(&json, "unused", '[');
	for (size_t i = 0; i < understanding->does.unused_count; i++)
		json_put_text(&json, NULL, understanding->does.unused[i]);
	json_close(&json);
	json_open(&json, "assumed", '{');
	json_close(&json);
	json_put_int(&json, "score", understanding->score);
	json_put_int(&json, "margin", understanding->margin);
	json_put_text(&json, "says", says);
	json_close(&json);
	printf("%s\n", buf_text(&out));
	buf_free(&out);
}

/* Handles the message in a turn of its own and takes it back. */
static void
read_message(
    struct serve *serve, const struct message *message, struct understanding *understanding, struct buf *says)
{
	const struct tables tables = {commands_all, wakes_all, jobs_all, hearers_all};
	struct turn turn;

	serve_turn_begin(serve, &turn, "message");
	turn.understanding = understanding;
	step_message(&turn, &tables, message);
	for (size_t i = 0; i < turn.reply_count; i++)
		buf_addf(says, "%s%s", i ? "\n" : "", turn.replies[i].text);
	/* What was said stands in the turn: print before it is taken back. */
	if (understanding->does.does == NULL && turn.understood)
		understanding->does.does = turn.understood;
	if (understanding->zone == ZONE_silent && turn.answered && understanding->does.does)
		understanding->zone = ZONE_act;
	print(understanding, buf_text(says));
	turn_abort(&turn);
}

static int
read_one(const struct wanted *wanted)
{
	struct player *player = player_new("read");
	struct understanding understanding = {0};
	struct message message;
	struct buf says = {0};
	bool good = player != NULL;

	if (!good)
		return 1;
	player_quiet(player);
	good = wanted->prep ? player_read(player, wanted->prep) : player_world(player, wanted->world);
	if (wanted->at)
		good = player_clock(player, wanted->at) && good;
	/* A conversation that does not go as expected still leads somewhere. */
	if (player_serve(player) && player_message(player, wanted->chat, wanted->who, wanted->text, &message))
		read_message(player_serve(player), &message, &understanding, &says);
	else {
		fprintf(stderr, "read: no such chat or speaker: %s, %s\n", wanted->chat, wanted->who);
		good = false;
	}
	buf_free(&says);
	player_free(player);
	return good ? 0 : 1;
}

static int
run(const struct options *options)
{
	struct wanted wanted = {.world = "config/demo"};

	for (int i = 0; i < options->count; i++) {
		static const char *const names[] = {"--world", "--prep", "--chat", "--as", "--at"};
		const char **values[] = {&wanted.world, &wanted.prep, &wanted.chat, &wanted.who, &wanted.at};
		bool found = false;

		for (size_t k = 0; k < sizeof names / sizeof *names && !found; k++)
			if (strcmp(options->words[i], names[k]) == 0 && i + 1 < options->count) {
				*values[k] = options->words[++i];
				found = true;
			}
		if (!found)
			wanted.text = options->words[i];
	}
	if (wanted.chat == NULL || wanted.who == NULL || wanted.text == NULL)
		return 2;
	return read_one(&wanted);
}

const struct cli_call cli_read = {"read", "read [--world DIR] [--prep FILE] --chat C --as P TEXT",
    "prints what is understood, as JSON", run};
