/* 抽签: a draw is opened with a commitment to its secret. */
#include "reading/parse.h"

#include <string.h>

#include "base/rng.h"
#include "language/count.h"
#include "records/kinds.h"
#include "records/operator.h"
#include "subjects/guests/guest_facts.h"
#include "subjects/lots/lots.h"
#include "subjects/wakes.h"

#define LOT_LIFE_MS (24 * MS_HOUR)

/* The names behind the number: words, or everybody on the register. */
static size_t
read_roll(struct turn *turn, const struct glyphs *text, size_t at, struct buf *roll)
{
	size_t count = 0;
	bool by_share = parse_find(text, at, "按份额") < text->n;

	if (parse_word(text, at, "全体经营户") || parse_word(text, at, "全体")) {
		EACH_BY (&turn->world->store, operator, village, store_key_int(guests_village(turn)), operator)
			if (operator->status != OPERATOR_suspended && count<LOT_NAMES_MAX) {
				buf_addf(
				    roll, "%s %lld\n", operator->name, (long long)(by_share ? operator_share(operator) : 1));
				count++;
			}
		return count;
	}
	while (at < text->n && count < LOT_NAMES_MAX) {
		size_t end = at;

		while (end < text->n && parse_skip(text, end) == end)
			end++;
		if (end > at) {
			const char *name = arena_text(
			    &turn->arena, text->clean + text->at[at], text->at[end] - text->at[at]);
			const char *line = arena_printf(&turn->arena, "%s 1\n", name);

			/* Twice on the roll would be two lots; 小王 is not 王 again. */
			for (const char *old = roll->n ? buf_text(roll) : NULL;
			     (old = old ? strstr(old, line) : NULL) != NULL; old++)
				if (old == buf_text(roll) || old[-1] == '\n')
					return 0;
			buf_adds(roll, line);
			count++;
		}
		at = parse_skip(text, end);
	}
	return count;
}

static void
run(struct turn *turn, const struct call *call)
{
	const struct glyphs *text = &call->text;
	size_t at = parse_skip(text, call->from);
	struct count picks;
	struct buf roll = {0};
	uint8_t secret[32], commit[DRAW_BYTES];
	struct draw_entry entries[LOT_NAMES_MAX];

	at += parse_word(text, at, "抽") + parse_word(text, at, "取");
	at += parse_word(text, at, "出") + parse_word(text, at, "取");
	size_t used = count_at(text->cp, text->n, at, &picks);
	if (turn->group == NULL) {
		turn_say(turn, "lot-where", WITH_NONE);
		return;
	}
	if (lots_open(turn, turn->group->id)) {
		turn_say(turn, "lot-open-already",
		    WITH({"number", turn_number(turn, lots_open(turn, turn->group->id)->id)}));
		return;
	}
	at += used;
	at = parse_skip(text, at);
	at = parse_skip(text, at + parse_word(text, at, "从"));
	size_t count = used && picks.lo == picks.hi && picks.lo % 100 == 0 ? read_roll(turn, text, at, &roll) : 0;
	if (count < 2 || picks.lo <= 0 || picks.lo / 100 >= (int64_t)count) {
		turn_say(turn, "lot-how", WITH_NONE);
		buf_free(&roll);
		return;
	}
	rng_bytes(&turn->world->rng, secret, sizeof secret);
	struct lot lot = {.group = turn->group->id,
	    .by = turn->actor->id,
	    .roll = buf_text(&roll),
	    .picks = picks.lo / 100,
	    .secret = lots_hex(turn, secret, sizeof secret),
	    .at = turn->now};
	const struct lot *kept = turn_put(turn, &kind_lot, &lot);
	struct draw draw = lots_draw(turn, kept, entries); /* its number is part of what is committed to */
	draw_commit(&draw, commit);
	lot = *kept;
	lot.commit = lots_hex(turn, commit, sizeof commit);
	kept = turn_put(turn, &kind_lot, &lot);
	buf_free(&roll);
	turn_wake(turn, &wake_lot_lapse, kept->id, 0, turn->now + LOT_LIFE_MS);
	turn_say(turn, "lot-open",
	    WITH({"number", turn_number(turn, kept->id)}, {"picks", turn_number(turn, kept->picks)},
	        {"count", turn_number(turn, (int64_t)draw.count)}, {"commit", kept->commit},
	        {"least", turn_number(turn, LOT_GIVERS_MIN)}, {"by", turn->actor->name}));
}

const struct command command_draw = {
    .name = "draw",
    .topic = TOPIC_lots,
    .phrases = PHRASES("抽签", "draw lots"),
    .help_zh = "抽签 <几个> <名单/全体经营户>:当众抽签,人人可验",
    .help_en = "draw lots <number> <names>: a public draw that anyone can check",
    .right = RIGHT_lead,
    .where = WHERE_group,
    .hear = HEAR_ADDRESSED,
    .args = {ARG_REST},
    .run = run,
    .examples = EXAMPLES("抽签 2个 陈家 李家 王家 竹园", "draw lots 2 陈家 李家 王家"),
};
