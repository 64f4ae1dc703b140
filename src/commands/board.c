/* 公示牌, 连心卡: texts to print, the board at the door and the card in the hand: who is
 * responsible for this household and how to reach them. Said in private alone. */
#include "commands/commands.h"

#include "base/text.h"
#include "core/names.h"
#include "records/household.h"
#include "records/kinds.h"
#include "records/person.h"
#include "records/place.h"

/* "何书记 13800001234": name and phone as they are printed. */
static const char *
reach(struct turn *turn, int64_t id)
{
	const struct person *person = id ? turn_find(turn, person, id) : NULL;

	if (person == NULL)
		return turn_phrase(turn, "board-nobody", WITH_NONE);
	return text_empty(person->phone) ? person->name : arena_printf(&turn->arena, "%s %s", person->name, person->phone);
}

static void
run_board(struct turn *turn, const struct call *call)
{
	const struct household *household = turn_find(turn, household, call->args[0].id);
	int32_t today = turn_today(turn);

	if (!turn->chat.private_chat) { /* phones are for paper, not for the group */
		turn_say(turn, "board-private", WITH_NONE);
		return;
	}
	struct civil civil = civil_of(today); /* paper outlives "today" */
	const char *printed = arena_printf(&turn->arena, "%d-%02d-%02d", civil.year, civil.month, civil.day);
	int64_t contact = household->contact_cadre ? household->contact_cadre : access_find(turn->world, ROLE_cadre, household->village, today, 0);
	if (contact == 0)
		contact = access_find(turn->world, ROLE_first_secretary, household->village, today, 0);
	turn_say(turn, "board", WITH({"household", household->name}, {"village", names_place_title(turn->world, household->village, &turn->arena)}, {"contact", reach(turn, contact)},
	                            {"secretary", reach(turn, access_find(turn->world, ROLE_village_secretary, household->village, today, 0))},
	                            {"grid", reach(turn, access_find(turn->world, ROLE_grid_leader, household->grid ? household->grid : household->village, today, 0))}, {"day", printed}));
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

static void
run_card(struct turn *turn, const struct call *call)
{
	const struct person *me = turn->actor;
	const char *place = "";

	(void)call;
	if (!turn->chat.private_chat) {
		turn_say(turn, "board-private", WITH_NONE);
		return;
	}
	EACH_BY(&turn->world->store, role, person, store_key_int(me->id), role)
		if (*place == 0 && role->place)
			place = names_place_title(turn->world, role->place, &turn->arena);
	turn_say(turn, "card", WITH({"name", me->name}, {"place", place}, {"phone", text_empty(me->phone) ? turn_phrase(turn, "board-nobody", WITH_NONE) : me->phone}));
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
