/* Pairs of neighbouring letters; see the header. */
#include "language/bigrams.h"

#include <stdlib.h>

#include "base/han.h"
#include "base/text.h"

size_t
bigrams(const char *text, uint64_t *out, size_t max)
{
	size_t n = 0;
	uint32_t last = 0;

	while (*text && n < max) {
		uint32_t cp = text_next(&text);

		if (cp >= 'A' && cp <= 'Z')
			cp += 'a' - 'A';
		if (cp >= 0x3400)
			cp = han_simplified(cp);
		else if (!((cp >= 'a' && cp <= 'z') || (cp >= '0' && cp <= '9')))
			continue;
		if (cp >= 0xff00 && cp < 0xfff0)
			continue; /* full-width punctuation */
		if (last)
			out[n++] = (uint64_t)last << 32 | cp;
		last = cp;
	}
	return n;
}

static int
by_pair(const void *a, const void *b)
{
	uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

	return x < y ? -1 : x > y;
}

size_t
bigrams_distinct(uint64_t *pair, size_t n, int *times)
{
	size_t kept = 0;

	qsort(pair, n, sizeof *pair, by_pair);
	for (size_t i = 0; i < n; i++) {
		if (kept == 0 || pair[i] != pair[kept - 1]) {
			pair[kept++] = pair[i];
			if (times)
				times[kept - 1] = 0;
		}
		if (times)
			times[kept - 1]++;
	}
	return kept;
}
