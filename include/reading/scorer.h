/* Which intents fit a sentence: a linear scorer over its features. Its weights are learned
 * from the lessons (config/language) when the program is built. */
#ifndef READING_SCORER_H
#define READING_SCORER_H

#include <stddef.h>
#include <stdint.h>

#define SCORER_UNIT 24 /* this much of a score is one unit of the logit: odds times 2.7 */

struct guess {
	const char *intent; /* the scorer's own */
	int score;
};

/* The intents of these features by falling score, at most `max`; their number. */
size_t scorer_guess(const uint16_t *features, size_t n, struct guess *out, size_t max);

#endif
