/* 连心卡: the card that a cadre hands out. */
#include "reading/parse.h"

#include "records/kinds.h"
#include "records/person.h"
#include "subjects/people/prints.h"

static void
run(struct turn *turn, const struct call *call)
{
	struct person me = *turn->actor;

	(void)call;
	if (!turn->chat.private_chat) {
		turn_say(turn, "board-private", WITH_NONE);
		return;
	}
	const struct with *facts = prints_card(turn, turn->actor);
	turn_say(turn, "card", facts);
	if (me.printed != prints_mark(facts)) {
		me.printed = prints_mark(facts);
		turn_put(turn, &kind_person, &me);
	}
}

const struct command command_card = {
    .name = "card",
    .topic = TOPIC_visits,
    .phrases = PHRASES("连心卡", "contact card"),
    .help_zh = "连心卡:我发给各户的名片文字",
    .help_en = "contact card: the text of the card I hand out",
    .right = RIGHT_serve,
    .where = WHERE_own,
    .hear = HEAR_ADDRESSED,
    .args = {ARG_END},
    .run = run,
    .examples = EXAMPLES("连心卡", "contact card"),
};
