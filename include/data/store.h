/* The in-memory store: one table a kind, its declared indexes kept by the store.
 * Knows nothing of turns or disks. */
#ifndef DATA_STORE_H
#define DATA_STORE_H

#include "data/record.h"
#include "data/sorted.h"

#define STORE_INDEXES_MAX 5

struct store_table {
	const struct kind *kind;
	struct sorted rows; /* id → block */
	struct sorted indexes[STORE_INDEXES_MAX];
	const struct field *indexed[STORE_INDEXES_MAX];
	int index_count;
	int64_t next_id; /* never given out before */
};
struct store {
	struct store_table *tables;
	int count;
};

/* `kinds` is the registry in order of kind->number. */
void store_open(struct store *store, const struct kind *const *kinds, int count);
void store_close(struct store *store);
/* The current version, or NULL. Borrowed until the next change of that record. */
const void *store_find(const struct store *store, const struct kind *kind, int64_t id);
/* Puts this block in (NULL: takes the record out); the store takes the reference and
 * returns the one to the old version, or NULL. */
struct record *store_swap(struct store *store, const struct kind *kind, int64_t id, struct record *record);
/* The next record after `after` (0 to begin) in id order whose indexed field at
 * `offset` has this value; NULL at the end. */
const void *store_next(
    const struct store *store, const struct kind *kind, size_t offset, uint64_t key, int64_t after);
/* The next record by id, any value. */
const void *store_after(const struct store *store, const struct kind *kind, int64_t after);
/* Records in the order of an indexed value (times, days, numbers), from `pair` on, which {0} begins
 * with the smallest and the call sets to where it found: add one to its value and go on. NULL at the end. */
const void *store_ordered(
    const struct store *store, const struct kind *kind, size_t offset, struct sorted_pair *pair);
size_t store_count(const struct store *store, const struct kind *kind);
/* Index keys that sort as the values do. */
uint64_t store_key_int(int64_t value);
uint64_t store_key_text(const char *text);

#define EACH(store, kindname, variable) \
	for (const struct kindname *variable = store_after(store, &kind_##kindname, 0); variable; \
	     variable = store_after(store, &kind_##kindname, variable->id))
#define EACH_BY(store, kindname, member, k, variable) \
	for (const struct kindname *variable = \
	         store_next(store, &kind_##kindname, offsetof(struct kindname, member), k, 0); \
	     variable; \
	     variable = store_next(store, &kind_##kindname, offsetof(struct kindname, member), k, variable->id))

#endif
