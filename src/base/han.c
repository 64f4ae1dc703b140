/* Lookups in the generated tables; see the header. */
#include "base/han.h"

#include <stddef.h>
#include <string.h>

struct han_form {
	uint16_t from, to;
};
struct han_sound {
	uint16_t cp, syllable;
};

/* han_forms, han_sounds (both ascending) and han_syllables; made by scripts/gen-han. */
#include "han_tables.inc"

#define COUNT(a) (sizeof(a) / sizeof *(a))

/* Position of key in an ascending table of pairs whose first member is the key. */
static const uint16_t *
find(const void *table, size_t count, uint32_t key)
{
	const uint16_t(*pairs)[2] = (const uint16_t(*)[2])table;
	size_t low = 0, high = count;

	while (low < high) {
		size_t middle = (low + high) / 2;

		if (pairs[middle][0] < key)
			low = middle + 1;
		else
			high = middle;
	}
	return low < count && pairs[low][0] == key ? pairs[low] : NULL;
}

uint32_t
han_simplified(uint32_t cp)
{
	const uint16_t *pair = cp <= 0xffff ? find(han_forms, COUNT(han_forms), cp) : NULL;

	return pair ? pair[1] : cp;
}

const char *
han_reading(uint32_t cp)
{
	const uint16_t *pair = cp <= 0xffff ? find(han_sounds, COUNT(han_sounds), cp) : NULL;

	return pair ? han_syllables[pair[1]] : NULL;
}

/* A reading with the differences southern ears do not hear taken out. */
static void
blur(const char *reading, char out[8])
{
	size_t n = 0;

	if (strchr("zcs", *reading) && reading[1] == 'h') {
		out[n++] = *reading;
		reading += 2;
	} else if (*reading == 'l') {
		out[n++] = 'n';
		reading++;
	} else if (*reading == 'h') {
		out[n++] = 'f';
		reading++;
	}
	while (*reading && n < 7)
		out[n++] = *reading++;
	if (n > 1 && out[n - 1] == 'g' && out[n - 2] == 'n')
		n--;
	out[n] = 0;
}

bool
han_sounds_alike(uint32_t a, uint32_t b)
{
	const char *x = han_reading(a), *y = han_reading(b);
	char blurred_x[8], blurred_y[8];

	if (a == b)
		return true;
	if (x == NULL || y == NULL)
		return false;
	blur(x, blurred_x);
	blur(y, blurred_y);
	return strcmp(blurred_x, blurred_y) == 0;
}
