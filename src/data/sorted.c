/* Sorted blocks; see the header. A block splits in halves when full; appending at
 * the end (ids, times) leaves the left one full instead. */
#include "data/sorted.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

#define BLOCK_PAIRS 256

struct sorted_block {
	size_t n;
	struct sorted_pair pairs[BLOCK_PAIRS];
};

static bool
before(const struct sorted_pair *pair, uint64_t key, uint64_t value)
{
	return pair->key < key || (pair->key == key && pair->value < value);
}

/* The block that holds or would hold the pair: the last whose first pair is not after it. */
static size_t
block_of(const struct sorted *sorted, uint64_t key, uint64_t value)
{
	size_t low = 0, high = sorted->count;

	while (low + 1 < high) {
		size_t middle = (low + high) / 2;
		const struct sorted_pair *first = &sorted->blocks[middle]->pairs[0];

		if (before(first, key, value) || (first->key == key && first->value == value))
			low = middle;
		else
			high = middle;
	}
	return low;
}

static size_t
place_in(const struct sorted_block *block, uint64_t key, uint64_t value)
{
	size_t low = 0, high = block->n;

	while (low < high) {
		size_t middle = (low + high) / 2;

		if (before(&block->pairs[middle], key, value))
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static struct sorted_block *
add_block(struct sorted *sorted, size_t at)
{
	if (sorted->count == sorted->cap) {
		sorted->cap = sorted->cap ? sorted->cap * 2 : 4;
		sorted->blocks = mem_grow(sorted->blocks, sorted->cap * sizeof *sorted->blocks);
	}
	memmove(sorted->blocks + at + 1, sorted->blocks + at, (sorted->count - at) * sizeof *sorted->blocks);
	sorted->count++;
	sorted->blocks[at] = mem_grow(NULL, sizeof **sorted->blocks);
	sorted->blocks[at]->n = 0;
	return sorted->blocks[at];
}

void
sorted_add(struct sorted *sorted, uint64_t key, uint64_t value)
{
	if (sorted->count == 0)
		add_block(sorted, 0);
	size_t b = block_of(sorted, key, value);
	struct sorted_block *block = sorted->blocks[b];
	size_t at = place_in(block, key, value);

	if (block->n == BLOCK_PAIRS) {
		struct sorted_block *right = add_block(sorted, b + 1);
		size_t keep = at == BLOCK_PAIRS && b + 2 == sorted->count ? BLOCK_PAIRS : BLOCK_PAIRS / 2;

		block = sorted->blocks[b];
		right->n = block->n - keep;
		memcpy(right->pairs, block->pairs + keep, right->n * sizeof *right->pairs);
		block->n = keep;
		if (at >= keep) {
			block = right;
			at -= keep;
		}
	}
	memmove(block->pairs + at + 1, block->pairs + at, (block->n - at) * sizeof *block->pairs);
	block->pairs[at] = (struct sorted_pair){key, value};
	block->n++;
	sorted->pairs++;
}

bool
sorted_remove(struct sorted *sorted, uint64_t key, uint64_t value)
{
	if (sorted->count == 0)
		return false;
	size_t b = block_of(sorted, key, value);
	struct sorted_block *block = sorted->blocks[b];
	size_t at = place_in(block, key, value);

	if (at == block->n || block->pairs[at].key != key || block->pairs[at].value != value)
		return false;
	memmove(block->pairs + at, block->pairs + at + 1, (block->n - at - 1) * sizeof *block->pairs);
	sorted->pairs--;
	if (--block->n == 0) {
		free(block);
		sorted->count--;
		memmove(sorted->blocks + b, sorted->blocks + b + 1, (sorted->count - b) * sizeof *sorted->blocks);
	}
	return true;
}

/* The stored pair at or after (key, value), to be read or have its value changed. */
static struct sorted_pair *
locate(const struct sorted *sorted, uint64_t key, uint64_t value)
{
	if (sorted->count == 0)
		return NULL;
	size_t b = block_of(sorted, key, value);
	size_t at = place_in(sorted->blocks[b], key, value);

	if (at == sorted->blocks[b]->n) {
		if (++b == sorted->count)
			return NULL;
		at = 0;
	}
	return &sorted->blocks[b]->pairs[at];
}

bool
sorted_seek(const struct sorted *sorted, uint64_t key, uint64_t value, struct sorted_pair *pair)
{
	const struct sorted_pair *found = locate(sorted, key, value);

	if (found)
		*pair = *found;
	return found != NULL;
}

bool
sorted_set(struct sorted *sorted, uint64_t key, uint64_t value)
{
	struct sorted_pair *found = locate(sorted, key, 0);

	if (found == NULL || found->key != key)
		return false;
	found->value = value;
	return true;
}

void
sorted_free(struct sorted *sorted)
{
	for (size_t i = 0; i < sorted->count; i++)
		free(sorted->blocks[i]);
	free(sorted->blocks);
	*sorted = (struct sorted){0};
}
