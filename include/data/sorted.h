/* A sorted multiset of (key, value) pairs in blocks: 16 bytes an entry, no node
 * allocations. Serves as the store's primary order and as every index. */
#ifndef DATA_SORTED_H
#define DATA_SORTED_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct sorted_pair {
	uint64_t key, value;
};
struct sorted {
	struct sorted_block **blocks;
	size_t count, cap; /* blocks */
	size_t pairs;
};

void sorted_add(struct sorted *sorted, uint64_t key, uint64_t value);
/* False if the pair is not there. */
bool sorted_remove(struct sorted *sorted, uint64_t key, uint64_t value);
/* The first pair at or after (key, value); false at the end. Safe to continue
 * from pair+1 after any change: a walk needs no cursor. */
bool sorted_seek(const struct sorted *sorted, uint64_t key, uint64_t value, struct sorted_pair *pair);
/* Replaces the value of the only pair with this key; false if there is none. */
bool sorted_set(struct sorted *sorted, uint64_t key, uint64_t value);
void sorted_free(struct sorted *sorted);

#endif
