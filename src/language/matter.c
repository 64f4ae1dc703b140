/* What a report is about; see the header. */
#include "language/matter.h"

#include <string.h>

#include "base/text.h"

#include "matter_words.inc"

#define COUNT(a) (sizeof(a) / sizeof *(a))
#define LONGEST 400 /* code points that are looked at */

/* The longest word of the list at cp[at]; its code points. Latin words stand alone. */
static size_t
stands(const uint32_t *cp, size_t n, size_t at, const char *words)
{
	size_t most = 0;

	for (const char *p = words; *p;) {
		size_t used = 0;
		bool same = true, latin = (unsigned char)*p < 0x80;

		while (*p && *p != '|') {
			uint32_t want = text_next(&p);

			same = same && at + used < n && cp[at + used] == want;
			used++;
		}
		p += *p == '|';
		if (same && latin &&
		    ((at && cp[at - 1] >= 'a' && cp[at - 1] <= 'z') ||
		        (at + used < n && cp[at + used] >= 'a' && cp[at + used] <= 'z' && cp[at + used] != 's')))
			continue;
		most = same && used > most ? used : most;
	}
	return most;
}

size_t
matter_labels(const uint32_t *cp, size_t n, struct matter_label out[MATTER_LABELS])
{
	size_t count = 0;

	n = n < LONGEST ? n : LONGEST;
	for (size_t k = 0; k < COUNT(kinds) && count < MATTER_LABELS; k++) {
		int weight = 0;

		for (size_t i = 0; i < n; i++) {
			size_t used = stands(cp, n, i, kinds[k].words);
			bool latin = used && cp[i] < 0x80;

			weight += latin ? 6 : used > 1 ? (int)used * 3 : used ? 2 : 0;
			i += used ? used - 1 : 0;
		}
		if (weight)
			out[count++] = (struct matter_label){kinds[k].label, weight};
	}
	for (size_t k = 0; count == 0 && k < COUNT(hints); k++)
		for (size_t i = 0; i < n && count == 0; i++)
			if (stands(cp, n, i, hints[k].letters))
				out[count++] = (struct matter_label){hints[k].label, 1};
	return count;
}

/* The bits of the words that stand anywhere; a shorter word inside a longer one of the table is none. */
static uint64_t
bits_of(const uint32_t *cp, size_t n, const char *const *table, size_t rows)
{
	uint64_t bits = 0;

	for (size_t i = 0; i < n;) {
		size_t best = 0;
		uint64_t here = 0;

		for (size_t k = 0; k < rows; k++) {
			size_t used = stands(cp, n, i, table[k]);

			if (used > best) {
				best = used;
				here = 0;
			}
			if (used && used == best)
				here |= UINT64_C(1) << k;
		}
		bits |= here;
		i += best ? best : 1;
	}
	return bits;
}

/* 第3盏, 3户, 三组: what tells one from another of its kind; 三天 only when in digits. */
static uint64_t
numbers_of(const uint32_t *cp, size_t n)
{
	static const char han[] = "一|二|三|四|五|六|七|八|九|十|两";
	uint64_t hash = 0;

	for (size_t i = 0; i < n; i++) {
		bool digits = cp[i] >= '0' && cp[i] <= '9';
		size_t from = i;

		while (i < n && ((digits && cp[i] >= '0' && cp[i] <= '9') || (!digits && stands(cp, n, i, han))))
			i++;
		if (i == from)
			continue;
		if (digits || stands(cp, n, i, "组|队|号|社|栋|排|巷"))
			for (size_t k = from; k < i; k++)
				hash = hash * 31 + cp[k] + 7;
		i--;
	}
	return hash;
}

struct matter_told
matter_read(const uint32_t *cp, size_t n)
{
	n = n < LONGEST ? n : LONGEST;
	return (struct matter_told){
	    .things = bits_of(cp, n, things, COUNT(things)),
	    .troubles = bits_of(cp, n, troubles, COUNT(troubles)),
	    .places = bits_of(cp, n, places, COUNT(places)),
	    .numbers = numbers_of(cp, n),
	};
}

bool
matter_same(const struct matter_told *a, const struct matter_told *b)
{
	if ((a->things & b->things) == 0 || (a->troubles & b->troubles) == 0)
		return false;
	if (a->places && b->places && (a->places & b->places) == 0)
		return false;
	/* One names a place and another thing, too: the lamp of the square is not the lamp. */
	if ((a->places == 0) != (b->places == 0) && a->things != b->things)
		return false;
	return a->numbers == b->numbers;
}
