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

bool
words_wrong(const struct glyphs *text, size_t from)
{
	return words_any(text, from,
	    "坏|漏|堵|断了|塌|臭|不亮|没水|停水|停电|没电|啃|偷|吵得|被占|没人收|没人管|什么时候修|啥时候修|还不修|"
	    "broken|leak|blocked");
}
