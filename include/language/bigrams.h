/* Pairs of neighbouring letters of a text: what likeness and learning look at. */
#ifndef LANGUAGE_BIGRAMS_H
#define LANGUAGE_BIGRAMS_H

#include <stddef.h>
#include <stdint.h>

/* The text's pairs as it is kept: simplified script, small letters, punctuation left out;
 * `max` at most, in order, with repeats. Their number. */
size_t bigrams(const char *text, uint64_t *out, size_t max);
/* Sorts them and drops repeats; how many are left. `times`, unless NULL, gets how often
 * each stood there. */
size_t bigrams_distinct(uint64_t *pair, size_t n, int *times);

#endif
