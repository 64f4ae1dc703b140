/* The scorer; see the header. The table is made by src/train from the lessons. */
#include "reading/scorer.h"

#include <string.h>

#include "language/symbols.h"
#include "scorer_table.inc"

_Static_assert(SCORER_SCALE == SCORER_UNIT, "the table was made for another unit");

size_t
scorer_guess(const uint16_t *features, size_t n, struct guess *out, size_t max)
{
	int32_t scores[SCORER_LABELS] = {0};
	size_t count = 0;

	for (size_t f = 0; f < n; f++) {
		const int8_t *row = scorer_weights[scorer_row[features[f]]];

		for (int k = 0; k < SCORER_LABELS; k++)
			scores[k] += row[k];
	}
	for (int k = 0; k < SCORER_LABELS; k++) {
		size_t at = count < max ? count : max;

		while (at > 0 && out[at - 1].score < scores[k]) {
			if (at < max)
				out[at] = out[at - 1];
			at--;
		}
		if (at < max) {
			out[at] = (struct guess){scorer_labels[k], scores[k]};
			count += count < max;
		}
	}
	return count;
}
