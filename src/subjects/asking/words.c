/* Lists of words; see the header. */
#include "subjects/asking/words.h"

#include <stdio.h>
#include <string.h>

#include "reading/parse.h"

#define WORD_BYTES 64

bool
words_any(const struct glyphs *text, size_t from, const char *words)
{
	char word[WORD_BYTES];

	while (words && *words) {
		size_t n = strcspn(words, "|");

		snprintf(word, sizeof word, "%.*s", (int)n, words);
		if (n && parse_find(text, from, word) < text->n)
			return true;
		words += n + (words[n] == '|');
	}
	return false;
}
