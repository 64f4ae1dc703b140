/* What a report is about, in everyday words: its kind (路灯, 水管爆 → which category), and whether two
 * reports tell of one thing (戏台旁边灯不亮, 老戏台边上的路灯坏了). Pure. */
#ifndef LANGUAGE_MATTER_H
#define LANGUAGE_MATTER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define MATTER_LABELS 16

/* How much the words of n folded code points speak for a category. */
struct matter_label {
	const char *label;
	int weight; /* code points of its words, three for each */
};
size_t matter_labels(const uint32_t *cp, size_t n, struct matter_label out[MATTER_LABELS]);

/* What is told, as bits of the tables of matter.c. */
struct matter_told {
	uint64_t things, troubles, places;
	uint64_t numbers; /* a hash of the counts in digits and of groups; 0: none */
};
struct matter_told matter_read(const uint32_t *cp, size_t n);
/* The same thing, no other place, and no other trouble? */
bool matter_same(const struct matter_told *a, const struct matter_told *b);

#endif
