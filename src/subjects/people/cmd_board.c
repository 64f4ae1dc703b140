/* 公示牌: who is responsible for this household and how to reach them, to print for its door.
 * Said in private alone. */
#include "reading/parse.h"

#include "records/household.h"
#include "records/kinds.h"
#include "subjects/people/prints.h"

static void
run(struct turn *turn, const struct call *call)
{
	struct household household = *(const struct household *)turn_find(turn, household, call->args[0].id);

	if (!turn->chat.private_chat) { /* phones are for paper, not for the group */
		turn_say(turn, "board-private", WITH_NONE);
		return;
	}
	const struct with *facts = prints_board(turn, &household);
	turn_say(turn, "board", facts);
	if (household.printed != prints_mark(facts)) {
		household.printed = prints_mark(facts);
		turn_put(turn, &kind_household, &household);
	}
}

const struct command command_board = {
    .name = "board",
    .topic = TOPIC_visits,
    .phrases = PHRASES("公示牌", "notice board"),
    .help_zh = "公示牌 <户>:门口牌子的文字,联户干部、村支书、网格员和电话",
    .help_en = "notice board <household>: the text for the door",
    .right = RIGHT_serve,
    .where = WHERE_said,
    .hear = HEAR_ADDRESSED,
    .args = {ARG_HOUSEHOLD},
    .run = run,
    .examples = EXAMPLES("公示牌 张三家", "notice board Zhang San's home"),
};
