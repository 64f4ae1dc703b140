/* 抽签, 签, 开签, 验抽签: a draw in front of everybody. The bot commits to a secret before
 * anybody has said anything, members feed it, and what comes out can be repeated by
 * anyone with sha256sum (allocation.md, the public draw). */
#include "reading/parse.h"

#include <string.h>

#include "base/digest.h"
#include "language/count.h"
#include "base/rng.h"
#include "base/text.h"
#include "core/names.h"
#include "records/kinds.h"
#include "records/operator.h"
#include "records/person_item.h"
#include "subjects/guests/guest_facts.h"
#include "subjects/lots/lots.h"

#define LOT_LIFE_MS (24 * MS_HOUR)
#define CONTRIBUTION_MAX 60

static const char *
hex_of(struct turn *turn, const uint8_t *bytes, size_t n)
{
	char *hex = arena_alloc(&turn->arena, 2 * n + 1);

	digest_hex(bytes, n, hex);
	return hex;
}

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
run_draw(struct turn *turn, const struct call *call)
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
	    .secret = hex_of(turn, secret, sizeof secret),
	    .at = turn->now};
	const struct lot *kept = turn_put(turn, &kind_lot, &lot);
	struct draw draw = lots_draw(turn, kept, entries); /* its number is part of what is committed to */
	draw_commit(&draw, commit);
	lot = *kept;
	lot.commit = hex_of(turn, commit, sizeof commit);
	kept = turn_put(turn, &kind_lot, &lot);
	buf_free(&roll);
	turn_wake(turn, "lot_lapse", kept->id, 0, turn->now + LOT_LIFE_MS);
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
    .needs = LEADERS,
    .hear = HEAR_ADDRESSED,
    .args = {ARG_REST},
    .run = run_draw,
    .examples = EXAMPLES("抽签 2个 陈家 李家 王家 竹园", "draw lots 2 陈家 李家 王家"),
};

static bool
give_open(const struct turn *turn, const struct call *call)
{
	return turn->group && parse_skip(&call->text, call->from) > call->from &&
	    lots_open(turn, turn->group->id);
}

/* 签 今天晴: counted in silence; everybody once. */
static void
run_give(struct turn *turn, const struct call *call)
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
    .needs = ANYBODY,
    .hear = HEAR_OPEN,
    .open = give_open,
    .args = {ARG_REST},
    .run = run_give,
    .examples = EXAMPLES("签 今天天气好", "lot a fine day"),
};

static bool
reveal_open(const struct turn *turn, const struct call *call)
{
	return turn->group && parse_skip(&call->text, call->from) == call->text.n &&
	    lots_open(turn, turn->group->id);
}

static void
run_reveal(struct turn *turn, const struct call *call)
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
		turn_say(turn, "needs-admin", WITH({"command", "开签"}));
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
	turn_unwake(turn, "lot_lapse", lot.id);
	if (strcmp(hex_of(turn, commit, sizeof commit), open->commit) !=
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
	        {"seed", hex_of(turn, seed, sizeof seed)}, {"count", turn_number(turn, (int64_t)count)}));
	buf_free(&names);
}

const struct command command_reveal = {
    .name = "reveal",
    .topic = TOPIC_lots,
    .phrases = PHRASES("开签", "reveal"),
    .help_zh = "开签:公布抽签结果",
    .help_en = "reveal: ends the draw that is open",
    .needs = ANYBODY,
    .hear = HEAR_OPEN,
    .open = reveal_open,
    .args = {ARG_END},
    .run = run_reveal,
    .examples = EXAMPLES("开签", "reveal"),
};

/* 64 bytes of the HMAC's padded key, as hex. */
static const char *
padded(struct turn *turn, const uint8_t seed[DRAW_BYTES], uint8_t pad)
{
	uint8_t key[64];

	for (size_t i = 0; i < sizeof key; i++)
		key[i] = (i < DRAW_BYTES ? seed[i] : 0) ^ pad;
	return hex_of(turn, key, sizeof key);
}

/* A text for printf in single quotes: quotes and percents doubled away, newlines as \n. */
static void
add_shell(struct buf *out, const char *text)
{
	for (; *text; text++)
		if (*text == '\n')
			buf_adds(out, "\\n");
		else if (*text == '\'')
			buf_adds(out, "\\047");
		else if (*text == '%')
			buf_adds(out, "%%");
		else if (*text == '\\')
			buf_adds(out, "\\\\");
		else
			buf_addc(out, *text);
}

static void
run_check(struct turn *turn, const struct call *call)
{
	const struct lot *lot = turn_find(turn, lot, call->args[0].number);
	struct draw_entry entries[LOT_NAMES_MAX];
	const char *given[LOT_NAMES_MAX];
	uint8_t seed[DRAW_BYTES];
	struct buf text = {0}, roll = {0}, feed = {0}, first = {0};

	if (lot == NULL || lot->state == LOT_open) {
		turn_say(turn, lot ? "lot-not-drawn" : "lot-none", WITH_NONE);
		return;
	}
	struct draw draw = lots_draw(turn, lot, entries);
	size_t count = lots_contributions(turn, lot, given);
	draw_canonical(&draw, &text);
	add_shell(&roll, buf_text(&text));
	text.n = 0;
	buf_addf(&text, "%s\n", lot->secret);
	for (size_t i = 0; i < count; i++)
		buf_addf(&text, "%s\n", given[i]);
	add_shell(&feed, buf_text(&text));
	draw_seed(&draw, given, count, seed);
	/* The first block of the stream, by two plain SHA-256: that is what HMAC is. */
	buf_addf(&first,
	    "i=$(printf '%s0000000000000000' | xxd -r -p | sha256sum | cut -c1-64); printf '%s'$i | xxd -r -p | sha256sum",
	    padded(turn, seed, 0x36), padded(turn, seed, 0x5c));
	int64_t total = 0;
	for (size_t i = 0; i < draw.count; i++)
		total += draw.roll[i].weight;
	turn_say(turn, "lot-check",
	    WITH({"number", turn_number(turn, lot->id)}, {"commit", lot->commit}, {"roll", buf_text(&roll)},
	        {"feed", buf_text(&feed)}, {"seed", hex_of(turn, seed, sizeof seed)}, {"first", buf_text(&first)},
	        {"total", turn_number(turn, total)}, {"names", lot->result ? lot->result : "-"}));
	buf_free(&text);
	buf_free(&roll);
	buf_free(&feed);
	buf_free(&first);
}

const struct command command_check_draw = {
    .name = "check_draw",
    .topic = TOPIC_lots,
    .phrases = PHRASES("验抽签", "check draw"),
    .help_zh = "验抽签 <号>:用 sha256sum 自己验一遍的步骤",
    .help_en = "check draw <number>: the steps to repeat it with sha256sum",
    .needs = ANYBODY,
    .hear = HEAR_CERTAIN,
    .args = {ARG_NUMBER},
    .run = run_check,
    .examples = EXAMPLES("验抽签 1", "check draw 1"),
};
