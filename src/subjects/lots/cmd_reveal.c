/* 开签: the draw is done, and everybody can do it again. */
#include "reading/parse.h"

#include <string.h>

#include "language/count.h"
#include "records/kinds.h"
#include "subjects/lots/lots.h"
#include "subjects/wakes.h"

static bool
is_open(const struct turn *turn, const struct call *call)
{
	return turn->group && parse_skip(&call->text, call->from) == call->text.n &&
	    lots_open(turn, turn->group->id);
}

static void
run(struct turn *turn, const struct call *call)
{
	const struct lot *open = turn->group ? lots_open(turn, turn->group->id) : NULL;
	struct draw_entry entries[LOT_NAMES_MAX];
	const char *given[LOT_NAMES_MAX];
	uint8_t commit[DRAW_BYTES], seed[DRAW_BYTES];
	size_t picks[LOT_NAMES_MAX];
	struct buf names = {0};

	(void)call;
	if (open == NULL) {
		turn_say(turn, "lot-none", WITH_NONE);
		return;
	}
	if (open->by != turn->actor->id &&
	    !access_has(turn->world, turn->actor->id, ADMINS, turn->group->place, turn_today(turn))) {
		turn_say(turn, "needs-admin", WITH({"command", turn->language == EN ? "reveal" : "开签"}));
		return;
	}
	if (open->givers.n < LOT_GIVERS_MIN) {
		turn_say(turn, "lot-few",
		    WITH({"count", turn_number(turn, (int64_t)open->givers.n)},
		        {"least", turn_number(turn, LOT_GIVERS_MIN)}));
		return;
	}
	struct draw draw = lots_draw(turn, open, entries);
	size_t count = lots_contributions(turn, open, given);
	struct lot lot = *open;
	draw_commit(&draw, commit);
	turn_unwake(turn, &wake_lot_lapse, lot.id);
	if (strcmp(lots_hex(turn, commit, sizeof commit), open->commit) !=
	    0) { /* a failed draw is recorded as one */
		lot.state = LOT_failed;
		turn_put(turn, &kind_lot, &lot);
		turn_say(turn, "lot-failed", WITH({"number", turn_number(turn, lot.id)}));
		return;
	}
	draw_seed(&draw, given, count, seed);
	size_t picked = draw_run(&draw, seed, picks);
	for (size_t i = 0; i < picked; i++)
		buf_addf(&names, "%s%s", i ? "、" : "", draw.roll[picks[i]].name);
	lot.state = LOT_drawn;
	lot.result = buf_text(&names);
	const struct lot *kept = turn_put(turn, &kind_lot, &lot);
	turn_say(turn, "lot-drawn",
	    WITH({"number", turn_number(turn, kept->id)}, {"names", kept->result}, {"secret", kept->secret},
	        {"seed", lots_hex(turn, seed, sizeof seed)}, {"count", turn_number(turn, (int64_t)count)}));
	buf_free(&names);
}

const struct command command_reveal = {
    .name = "reveal",
    .topic = TOPIC_lots,
    .phrases = PHRASES("开签", "reveal"),
    .help_zh = "开签:公布抽签结果",
    .help_en = "reveal: ends the draw that is open",
    .right = RIGHT_any,
    .where = WHERE_own,
    .hear = HEAR_OPEN,
    .open = is_open,
    .args = {ARG_END},
    .run = run,
    .examples = EXAMPLES("开签", "reveal"),
};
