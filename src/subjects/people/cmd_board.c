/* 公示牌, 连心卡, 重印: texts to print, the board at the door and the card in the hand: who is
 * responsible for this household and how to reach them. Said in private alone. */
#include "reading/parse.h"

#include <string.h>

#include "base/text.h"
#include "core/names.h"
#include "records/household.h"
#include "records/kinds.h"
#include "records/person.h"
#include "records/place.h"
#include "records/role.h"

#define REPRINT_SHOWN 20

/* "何书记 13800001234": name and phone as they are printed. */
static const char *
reach(struct turn *turn, int64_t id)
{
	const struct person *person = id ? turn_find(turn, person, id) : NULL;

	if (person == NULL)
		return turn_phrase(turn, "board-nobody", WITH_NONE);
	return text_empty(person->phone) ? person->name
	                                 : arena_printf(&turn->arena, "%s %s", person->name, person->phone);
}

/* Everything on the board but the day it was printed. */
static struct with *
board_facts(struct turn *turn, const struct household *household)
{
	int32_t today = turn_today(turn);
	int64_t contact = household->contact_cadre
	    ? household->contact_cadre
	    : access_find(turn->world, ROLE_cadre, household->village, today, 0);
	struct with *facts = arena_alloc(&turn->arena, 7 * sizeof *facts);

	if (contact == 0)
		contact = access_find(turn->world, ROLE_first_secretary, household->village, today, 0);
	facts[0] = (struct with){"household", household->name};
	facts[1] = (struct with){"village", names_place_title(turn->world, household->village, &turn->arena)};
	facts[2] = (struct with){"contact", reach(turn, contact)};
	facts[3] = (struct with){"secretary",
	    reach(turn, access_find(turn->world, ROLE_village_secretary, household->village, today, 0))};
	facts[4] = (struct with){"grid",
	    reach(turn,
	        access_find(turn->world, ROLE_grid_leader, household->grid ? household->grid : household->village,
	            today, 0))};
	facts[5] = (struct with){"day", civil_text(&turn->arena, today)}; /* paper outlives "today" */
	facts[6] = (struct with){0};
	return facts;
}

/* A mark of the facts, the day left out; never 0. What was printed is compared by it. */
static int64_t
mark(const struct with *facts)
{
	uint64_t hash = 1;

	for (; facts->name; facts++)
		if (strcmp(facts->name, "day") != 0)
			hash = hash * 31 + text_hash(facts->text);
	return (int64_t)(hash >> 2) + 1;
}

static void
run_board(struct turn *turn, const struct call *call)
{
	struct household household = *(const struct household *)turn_find(turn, household, call->args[0].id);

	if (!turn->chat.private_chat) { /* phones are for paper, not for the group */
		turn_say(turn, "board-private", WITH_NONE);
		return;
	}
	const struct with *facts = board_facts(turn, &household);
	turn_say(turn, "board", facts);
	if (household.printed != mark(facts)) {
		household.printed = mark(facts);
		turn_put(turn, &kind_household, &household);
	}
}

const struct command command_board = {
    .name = "board",
    .topic = TOPIC_visits,
    .phrases = PHRASES("公示牌", "notice board"),
    .help_zh = "公示牌 <户>:门口牌子的文字,联户干部、村支书、网格员和电话",
    .help_en = "notice board <household>: the text for the door",
    .needs = VISITORS,
    .hear = HEAR_ADDRESSED,
    .args = {ARG_HOUSEHOLD},
    .run = run_board,
    .examples = EXAMPLES("公示牌 张三家", "notice board Zhang San's home"),
};

static struct with *
card_facts(struct turn *turn, const struct person *person)
{
	struct with *facts = arena_alloc(&turn->arena, 4 * sizeof *facts);
	const char *place = "";

	EACH_BY (&turn->world->store, role, person, store_key_int(person->id), role)
		if (*place == 0 && role->place && role->stand_in_for == 0 &&
		    access_has(turn->world, person->id, ROLE_BIT(role->role), role->place, turn_today(turn)))
			place = names_place_title(turn->world, role->place, &turn->arena);
	facts[0] = (struct with){"name", person->name};
	facts[1] = (struct with){"place", place};
	facts[2] = (struct with){
	    "phone", text_empty(person->phone) ? turn_phrase(turn, "board-nobody", WITH_NONE) : person->phone};
	facts[3] = (struct with){0};
	return facts;
}

static void
run_card(struct turn *turn, const struct call *call)
{
	struct person me = *turn->actor;

	(void)call;
	if (!turn->chat.private_chat) {
		turn_say(turn, "board-private", WITH_NONE);
		return;
	}
	const struct with *facts = card_facts(turn, turn->actor);
	turn_say(turn, "card", facts);
	if (me.printed != mark(facts)) {
		me.printed = mark(facts);
		turn_put(turn, &kind_person, &me);
	}
}

const struct command command_card = {
    .name = "card",
    .topic = TOPIC_visits,
    .phrases = PHRASES("连心卡", "contact card"),
    .help_zh = "连心卡:我发给各户的名片文字",
    .help_en = "contact card: the text of the card I hand out",
    .needs = VISITORS,
    .hear = HEAR_ADDRESSED,
    .args = {ARG_END},
    .run = run_card,
    .examples = EXAMPLES("连心卡", "contact card"),
};

/* Boards and cards whose words are others now: a name, an office or a phone has changed. */
static void
run_reprint(struct turn *turn, const struct call *call)
{
	struct buf lines = {0};
	int64_t count = 0;

	(void)call;
	EACH (&turn->world->store, household, household)
		if (household->printed && household->status != HOUSEHOLD_moved &&
		    household->status != HOUSEHOLD_empty &&
		    access_has(turn->world, turn->actor->id, VISITORS, household->village, turn_today(turn)) &&
		    mark(board_facts(turn, household)) != household->printed && ++count <= REPRINT_SHOWN)
			buf_addf(&lines, "\n%s",
			    turn_phrase(turn, "reprint-board",
			        WITH({"household", household->name},
			            {"village", names_of(turn->world, &kind_place, household->village)})));
	EACH (&turn->world->store, person, person)
		if (person->printed &&
		    (person->id == turn->actor->id ||
		        access_has(turn->world, turn->actor->id, ADMINS, 0, turn_today(turn))) &&
		    mark(card_facts(turn, person)) != person->printed && ++count <= REPRINT_SHOWN)
			buf_addf(&lines, "\n%s", turn_phrase(turn, "reprint-card", WITH({"name", person->name})));
	turn_say(turn, count ? "reprint" : "reprint-none",
	    WITH({"count", turn_number(turn, count)}, {"lines", buf_text(&lines)}));
	buf_free(&lines);
}

const struct command command_reprint = {
    .name = "reprint",
    .topic = TOPIC_visits,
    .phrases = PHRASES("重印", "要重印的", "reprint"),
    .help_zh = "重印:人、职务或电话变了,哪些公示牌和连心卡要换",
    .help_en = "reprint: boards and cards that are out of date",
    .needs = VISITORS,
    .hear = HEAR_ADDRESSED,
    .args = {ARG_END},
    .run = run_reprint,
    .examples = EXAMPLES("重印", "reprint"),
};
