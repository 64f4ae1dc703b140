/* Symbols and features of a sentence; see the header. */
#include "language/symbols.h"

#include <stdlib.h>

#include "base/text.h"
#include "language/numeral.h"
#include "language/undress.h"
#include "language/when.h"

const char *const context_names[CONTEXTS] = {
#define CONTEXT(name) #name,
#include "language/contexts.def"
#undef CONTEXT
};

#define LATIN_WORD 0x40000000u /* set in the symbol of a Latin word: the rest is its hash */

static bool
letter(uint32_t cp)
{
	return cp >= 'a' && cp <= 'z';
}

static bool
digit(uint32_t cp)
{
	return cp >= '0' && cp <= '9';
}

static bool
starts(const uint32_t *cp, size_t n, const char *word)
{
	for (const char *p = word; *p; cp++, n--)
		if (n == 0 || *cp != text_next(&p))
			return false;
	return true;
}

/* The type of what is counted behind a number; *used code points of the unit. */
static uint32_t
unit_of(const uint32_t *cp, size_t n, size_t *used)
{
	static const struct {
		const char *word;
		uint32_t symbol;
	} units[] = {{"个人", SYMBOL_HEADS}, {"人", SYMBOL_HEADS}, {"位", SYMBOL_HEADS}, {"名", SYMBOL_HEADS},
	    {"口", SYMBOL_HEADS}, {"个", SYMBOL_HEADS}, {"桌", SYMBOL_TABLES}, {"席", SYMBOL_TABLES},
	    {"床", SYMBOL_BEDS}, {"张床", SYMBOL_BEDS}, {"块", SYMBOL_MONEY}, {"元", SYMBOL_MONEY},
	    {"万", SYMBOL_MONEY}, {"号", SYMBOL_NUMBER}, {"天", SYMBOL_COUNT}, {"户", SYMBOL_COUNT},
	    {"家", SYMBOL_COUNT}, {"点", SYMBOL_COUNT}, {"件", SYMBOL_COUNT}, {"条", SYMBOL_COUNT},
	    {"张", SYMBOL_COUNT}, {"亩", SYMBOL_COUNT}, {"公分", SYMBOL_COUNT}, {"米", SYMBOL_COUNT},
	    {" people", SYMBOL_HEADS}, {" guests", SYMBOL_HEADS}, {" tables", SYMBOL_TABLES},
	    {" table", SYMBOL_TABLES}, {" beds", SYMBOL_BEDS}, {" yuan", SYMBOL_MONEY}, {" days", SYMBOL_COUNT}};
	uint32_t symbol = 0;

	*used = 0;
	for (size_t i = 0; i < sizeof units / sizeof *units; i++)
		if (starts(cp, n, units[i].word) && text_length(units[i].word) > *used) {
			*used = text_length(units[i].word);
			symbol = units[i].symbol;
		}
	return symbol;
}

/* A time, a count or a number at cp[0]: its symbol, 0 if there is none. */
static uint32_t
typed(const uint32_t *cp, size_t n, int32_t today, int minute, size_t *used)
{
	struct when when;
	int64_t hundredths;
	size_t unit;

	if ((*used = when_read(cp, n, today, minute, &when)) != 0)
		return when.repeat != WHEN_ONCE ? SYMBOL_REPEAT : when.after_ms ? SYMBOL_AFTER : SYMBOL_WHEN;
	size_t hash = cp[0] == '#' && n > 1;
	size_t number = numeral_read(cp + hash, n - hash, &hundredths);
	if (number == 0)
		return 0;
	uint32_t symbol = unit_of(cp + hash + number, n - hash - number, &unit);
	*used = hash + number + unit;
	/* 一 and 十 are in many words that count nothing. */
	return symbol ? symbol : digit(cp[hash]) || hash ? SYMBOL_NUMBER : 0;
}

/* A Latin word; 0 when it is none. */
static uint32_t
word_of(const uint32_t *cp, size_t n, size_t *used)
{
	uint32_t hash = 2166136261u;

	for (*used = 0; *used < n && (letter(cp[*used]) || (cp[*used] == '\'' && *used)); (*used)++)
		hash = (hash ^ cp[*used]) * 16777619u;
	return *used ? LATIN_WORD | (hash & 0x3fffffffu) : 0;
}

size_t
symbols_of(const uint32_t *cp, size_t n, int32_t today, int minute, uint32_t out[SYMBOLS_MAX])
{
	uint8_t dress[4 * SYMBOLS_MAX];
	size_t count = 0;

	if (n > sizeof dress)
		n = sizeof dress;
	undress(cp, n, dress);
	for (size_t at = 0; at < n && count < SYMBOLS_MAX;) {
		size_t used = 1;
		uint32_t symbol = dress[at] == DRESS_face ? SYMBOL_FACE : dress[at] == DRESS_mark ? SYMBOL_BREAK : 0;

		if (symbol == SYMBOL_BREAK && cp[at] == '?')
			symbol = '?';
		if (dress[at] == DRESS_filler) {
			at++;
			continue;
		}
		if (symbol == 0 || (cp[at] >= '0' && cp[at] <= '9') || cp[at] == '#')
			symbol = symbol ? symbol : typed(cp + at, n - at, today, minute, &used);
		if (symbol == 0)
			symbol = word_of(cp + at, n - at, &used);
		if (symbol == 0) {
			symbol = cp[at];
			used = 1;
		}
		at += used;
		/* Blanks between Latin words and repeated marks and faces say nothing. */
		if ((symbol == SYMBOL_BREAK || symbol == SYMBOL_FACE) &&
		    (count == 0 || out[count - 1] == symbol || (out[count - 1] & LATIN_WORD)))
			continue;
		out[count++] = symbol;
	}
	while (count && out[count - 1] == SYMBOL_BREAK)
		count--;
	return count;
}

static uint16_t
bucket(uint64_t a, uint64_t b, uint64_t c, uint64_t salt)
{
	uint64_t h = (a * 0x9e3779b97f4a7c15ull) ^ (b * 0xc2b2ae3d27d4eb4full) ^ (c * 0x165667b19e3779f9ull) ^
	    (salt * 0xd6e8feb86659fd93ull);

	h ^= h >> 32;
	h *= 0xd6e8feb86659fd93ull;
	h ^= h >> 29;
	return (uint16_t)(h % FEATURE_BUCKETS);
}

static int
by_value(const void *a, const void *b)
{
	return *(const uint16_t *)a - *(const uint16_t *)b;
}

size_t
symbols_features(const uint32_t *symbols, size_t n, uint64_t contexts, uint16_t out[FEATURES_MAX])
{
	size_t count = 0, kept = 0;
	uint64_t whole = 7;

	if (n > SYMBOLS_MAX)
		n = SYMBOLS_MAX;
	for (size_t i = 0; i < n; i++) {
		uint64_t before = i ? symbols[i - 1] : SYMBOL_EDGE, after = i + 1 < n ? symbols[i + 1] : SYMBOL_EDGE;

		out[count++] = bucket(symbols[i], 0, 0, 1);
		out[count++] = bucket(symbols[i], after, 0, 2);
		if (i == 0)
			out[count++] = bucket(before, symbols[i], 0, 2);
		out[count++] = bucket(before, symbols[i], after, 3);
		whole = whole * 1000003 + symbols[i];
	}
	for (int c = 0; c < CONTEXTS; c++)
		if (contexts >> c & 1) {
			out[count++] = bucket((uint64_t)c, 0, 0, 4);
			/* 好了, OK, 收到: what a short sentence means is a matter of what is open. */
			if (n <= 5)
				out[count++] = bucket((uint64_t)c, whole, n, 5);
			for (size_t i = 0; i < n && n <= 12 && c >= CONTEXT_offer && count < FEATURES_MAX - 64; i++)
				out[count++] = bucket((uint64_t)c, symbols[i], 0, 6);
		}
	if (n <= 5)
		out[count++] = bucket(whole, n, 0, 7);
	qsort(out, count, sizeof *out, by_value);
	for (size_t i = 0; i < count; i++)
		if (kept == 0 || out[i] != out[kept - 1])
			out[kept++] = out[i];
	return kept;
}
