/* 验抽签: how anybody checks that a draw follows from what was published. */
#include "reading/parse.h"

#include "language/count.h"
#include "subjects/lots/lots.h"

/* 64 bytes of the HMAC's padded key, as hex. */
static const char *
padded(struct turn *turn, const uint8_t seed[DRAW_BYTES], uint8_t pad)
{
	uint8_t key[64];

	for (size_t i = 0; i < sizeof key; i++)
		key[i] = (i < DRAW_BYTES ? seed[i] : 0) ^ pad;
	return lots_hex(turn, key, sizeof key);
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
run(struct turn *turn, const struct call *call)
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
	        {"feed", buf_text(&feed)}, {"seed", lots_hex(turn, seed, sizeof seed)},
	        {"first", buf_text(&first)}, {"total", turn_number(turn, total)},
	        {"names", lot->result ? lot->result : "-"}));
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
    .right = RIGHT_near,
    .where = WHERE_lot,
    .hear = HEAR_CERTAIN,
    .args = {ARG_NUMBER},
    .run = run,
    .examples = EXAMPLES("验抽签 1", "check draw 1"),
};
