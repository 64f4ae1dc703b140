/* Words that a question is known by: lists in one text, separated by |. */
#ifndef ASKING_WORDS_H
#define ASKING_WORDS_H

#include <stdbool.h>

#include "base/text_norm.h"

/* Does one of the words stand anywhere from `from` on? */
bool words_any(const struct glyphs *text, size_t from, const char *words);
/* Do they say that something is wrong: 坏, 漏, 没水? */
bool words_wrong(const struct glyphs *text, size_t from);
/* Do they ask at all? */
bool words_ask(const struct glyphs *text, size_t from);

#endif
