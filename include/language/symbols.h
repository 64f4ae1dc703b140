/* What a sentence looks like to the scorer: a row of symbols (a Chinese character, a Latin
 * word, or the type of what stands there: a time, a count, a name) and the features made of
 * them. Pure: the same for the lessons at build time and for a message. */
#ifndef LANGUAGE_SYMBOLS_H
#define LANGUAGE_SYMBOLS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Types, in the private use area: no text of a person has these. */
enum symbol {
	SYMBOL_NAME = 0xe100, /* a household, operator or person */
	SYMBOL_DEPARTMENT,
	SYMBOL_PLACE,
	SYMBOL_GROUP,
	SYMBOL_WHEN,
	SYMBOL_REPEAT,
	SYMBOL_AFTER, /* half an hour later */
	SYMBOL_HEADS,
	SYMBOL_TABLES,
	SYMBOL_BEDS,
	SYMBOL_COUNT, /* of anything else */
	SYMBOL_MONEY,
	SYMBOL_NUMBER, /* 3号, #3, a bare number */
	SYMBOL_FACE,
	SYMBOL_BREAK, /* between clauses */
	SYMBOL_EDGE,  /* before the first and behind the last */
};

enum context {
#define CONTEXT(name) CONTEXT_##name,
#include "language/contexts.def"
#undef CONTEXT
	CONTEXTS
};
extern const char *const context_names[CONTEXTS];
#define CONTEXT_BIT(name) (1ull << CONTEXT_##name)

#define SYMBOLS_MAX 256   /* a longer sentence is read up to here */
#define FEATURES_MAX 1200 /* of one sentence */
#define FEATURE_BUCKETS 65536

/* The symbols of n folded code points, in which names already stand as symbols. `today` and
 * `minute` are when it was said. At most SYMBOLS_MAX; their number. */
size_t symbols_of(const uint32_t *cp, size_t n, int32_t today, int minute, uint32_t out[SYMBOLS_MAX]);
/* Buckets of the features of these symbols in this context, each once. Their number. */
size_t symbols_features(const uint32_t *symbols, size_t n, uint64_t contexts, uint16_t out[FEATURES_MAX]);

#endif
