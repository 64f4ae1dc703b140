/* read: prints what was understood of a sentence as one line of JSON (contract.md, 6). The
 * sentence is really handled, in a turn that is then taken back: nothing is kept. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "cli/player.h"
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

static void
add_pair(struct buf *out, const char *key, const char *value)
{
	buf_json(out, key);
	buf_addc(out, ':');
	if (value)
		buf_json(out, value);
	else
		buf_adds(out, "null");
}

/* {"key": value | [values]}: a key that stands several times has a list. */
static void
add_slots(struct buf *out, const struct reading *reading)
{
	bool first = true;

	buf_addc(out, '{');
	for (size_t i = 0; i < reading->slot_count; i++) {
		bool before = false;
		size_t same = 0;

		for (size_t k = 0; k < reading->slot_count; k++) {
			bool equal = strcmp(reading->slots[k].key, reading->slots[i].key) == 0;

			same += equal;
			before |= equal && k < i;
		}
		if (before)
			continue;
		if (!first)
			buf_addc(out, ',');
		first = false;
		buf_json(out, reading->slots[i].key);
		buf_adds(out, same > 1 ? ":[" : ":");
		for (size_t k = i, n = 0; k < reading->slot_count; k++)
			if (strcmp(reading->slots[k].key, reading->slots[i].key) == 0) {
				if (n++)
					buf_addc(out, ',');
				buf_json(out, reading->slots[k].value);
			}
		if (same > 1)
			buf_addc(out, ']');
	}
	buf_addc(out, '}');
}

static void
add_reading(struct buf *out, const struct reading *reading)
{
	add_pair(out, "does", reading->does);
	buf_adds(out, ",\"slots\":");
	add_slots(out, reading);
}

static void
print(const struct understanding *understanding, const char *says)
{
	static const char *const zones[] = {"silent", "act", "read_back", "ask"};
	struct buf out = {0};

	buf_addc(&out, '{');
	add_reading(&out, &understanding->does);
	buf_addc(&out, ',');
	add_pair(&out, "zone", zones[understanding->zone]);
	buf_adds(&out, ",\"asks\":[");
	for (size_t i = 0; i < understanding->ask_count; i++) {
		buf_adds(&out, i ? ",{" : "{");
		add_reading(&out, &understanding->asks[i]);
		buf_addc(&out, '}');
	}
	buf_adds(&out, "],");
	add_pair(&out, "missing", understanding->does.missing);
	buf_adds(&out, ",\"unused\":[");
	for (size_t i = 0; i < understanding->does.unused_count; i++) {
		if (i)
			buf_addc(&out, ',');
		buf_json(&out, understanding->does.unused[i]);
	}
	buf_addf(
	    &out, "],\"assumed\":{},\"score\":%d,\"margin\":%d,", understanding->score, understanding->margin);
	add_pair(&out, "says", says);
	printf("%s}\n", buf_text(&out));
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
