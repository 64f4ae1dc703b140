/* What `read` and `read --table` share; see the header. The sentence is really handled, in a turn
 * that is then taken back: nothing is kept. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "cli/player.h"
#include "cli/read.h"
#include "formats/json_write.h"
#include "reading/reading.h"
#include "reading/step.h"
#include "records/dialog.h"
#include "records/kinds.h"
#include "shell/serve.h"
#include "subjects/commands.h"
#include "subjects/hearers.h"
#include "subjects/jobs.h"
#include "subjects/wakes.h"

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

void
read_print(const struct read_result *result)
{
	static const char *const zones[] = {"silent", "act", "read_back", "ask"};
	const struct understanding *understanding = result->understanding;
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
	json_put_text(&json, "says", buf_text(&result->says));
	json_close(&json);
	printf("%s\n", buf_text(&out));
	buf_free(&out);
}

struct player *
read_prepare(const char *prep, const char *world, const char *at)
{
	struct player *player = player_new("read");

	if (player == NULL)
		return NULL;
	player_quiet(player);
	/* A conversation that does not go as expected still leads somewhere. */
	if (prep)
		player_read(player, prep);
	else
		player_world(player, world);
	if ((at == NULL || player_clock(player, at)) && player_serve(player))
		return player;
	player_free(player);
	return NULL;
}

/* Is anything kept or said to others, beside a question that stands? */
static bool
changed(const struct turn *turn)
{
	for (size_t i = 0; i < turn->change_count; i++)
		if (turn->changes[i].kind != &kind_dialog)
			return true;
	return turn->post_count > 0;
}

bool
read_say(
    struct player *player, const char *chat, const char *who, const char *text, struct read_result *result)
{
	const struct tables tables = {commands_all, wakes_all, jobs_all, hearers_all};
	struct message message;

	if (!player_message(player, chat, who, text, &message))
		return false;
	result->turn = mem_new(sizeof *result->turn);
	serve_turn_begin(player_serve(player), result->turn, "message");
	struct understanding *understanding = arena_alloc(&result->turn->arena, sizeof *understanding);
	result->understanding = result->turn->understanding = understanding;
	step_message(result->turn, &tables, &message);
	for (size_t i = 0; i < result->turn->reply_count; i++)
		buf_addf(&result->says, "%s%s", i ? "\n" : "", result->turn->replies[i].text);
	if (understanding->does.does == NULL && result->turn->understood && understanding->zone != ZONE_ask)
		understanding->does.does = result->turn->understood;
	if (understanding->zone == ZONE_silent && result->turn->answered && understanding->does.does)
		understanding->zone = ZONE_act;
	/* A command that did nothing but ask. */
	const struct form *form = understanding->does.does ? form_of(understanding->does.does) : NULL;
	if (understanding->zone == ZONE_act && form && form->effect != EFFECT_look && !changed(result->turn) &&
	    strpbrk(buf_text(&result->says), "?"))
		understanding->zone = ZONE_ask;
	return true;
}

void
read_done(struct read_result *result)
{
	if (result->turn)
		turn_abort(result->turn);
	free(result->turn);
	buf_free(&result->says);
}
