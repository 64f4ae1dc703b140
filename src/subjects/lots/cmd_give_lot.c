/* 签: somebody gives a word that the outcome depends on. */
#include "reading/parse.h"

#include "base/text.h"
#include "records/kinds.h"
#include "records/person_item.h"
#include "subjects/lots/lots.h"

#define CONTRIBUTION_MAX 60

static bool
is_open(const struct turn *turn, const struct call *call)
{
	return turn->group && parse_skip(&call->text, call->from) > call->from &&
	    lots_open(turn, turn->group->id);
}

/* 签 今天晴: counted in silence; everybody once. */
static void
run(struct turn *turn, const struct call *call)
{
	const struct lot *open = turn->group ? lots_open(turn, turn->group->id) : NULL;
	const char *text = text_clean(&turn->arena, call->args[0].text);

	if (open == NULL || person_item_in(&open->givers, turn->actor->id) ||
	    open->givers.n >= LOT_NAMES_MAX - 1) {
		if (turn_wants_word(turn))
			turn_say(turn, open ? "lot-gave-already" : "lot-none", WITH_NONE);
		turn->answered = true;
		return;
	}
	struct lot lot = *open;
	lot.givers = person_item_added(&turn->arena, &open->givers, turn->actor->id);
	size_t n = 0; /* one line, cut between characters */
	for (const char *p = text; *p && *p != '\n'; n = (size_t)(p - text)) {
		text_next(&p);
		if ((size_t)(p - text) > CONTRIBUTION_MAX)
			break;
	}
	lot.contributions = arena_printf(
	    &turn->arena, "%s%.*s\n", open->contributions ? open->contributions : "", (int)n, text);
	turn_put(turn, &kind_lot, &lot);
	turn->answered = true;
	if (turn_wants_word(turn))
		turn_say(turn, "lot-gave", WITH({"count", turn_number(turn, (int64_t)lot.givers.n)}));
}

const struct command command_give_lot = {
    .name = "give_lot",
    .topic = TOPIC_lots,
    .phrases = PHRASES("签", "投签", "lot"),
    .help_zh = "签 <随便几个字>:给正在进行的抽签添一把",
    .help_en = "lot <any words>: feeds the draw that is open",
    .right = RIGHT_any,
    .where = WHERE_own,
    .hear = HEAR_OPEN,
    .open = is_open,
    .args = {ARG_REST},
    .run = run,
    .examples = EXAMPLES("签 今天天气好", "lot a fine day"),
};
