/* A learner of labels from short texts: one linear machine a label over the texts'
 * bigrams (weighted by rarity, unit length), L2 support vector by dual coordinate ascent
 * (Hsieh and others 2008), a few coordinates for each lesson. Counted in whole numbers: the
 * state is a function of the lessons in order, the same on every machine, and a restart
 * that reads them again is where it was. Knows nothing of
 * what the labels mean. Not thread-safe. */
#ifndef LANGUAGE_LEARNER_H
#define LANGUAGE_LEARNER_H

#include <stddef.h>
#include <stdint.h>

#define LEARNER_LABELS_MAX 128
#define LEARNER_LESSONS_MAX 4096 /* older ones keep what they taught and are not repeated */

#define LEARNER_SURE 1000000

struct learner;

struct learner_guess {
	const char *label; /* the learner's own */
	int64_t score;     /* about LEARNER_SURE: sure, about -LEARNER_SURE: surely not */
};

struct learner *learner_new(void);
void learner_free(struct learner *learner);
/* Learns that the text has the label. The same key again is a correction. A label beyond
 * LEARNER_LABELS_MAX is not learned. About 20 microseconds a label, at most. */
void learner_learn(struct learner *learner, int64_t key, const char *text, const char *label);
/* The labels by falling score; at most `max`. Their number; 0 before the second label. */
size_t learner_guess(const struct learner *learner, const char *text, struct learner_guess *out, size_t max);
/* Lessons taken in. */
size_t learner_lessons(const struct learner *learner);

#endif
