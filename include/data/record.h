/* Immutable record blocks: a header, the struct, then its texts, bytes and lists,
 * in one allocation. Handlers hold `const struct visit *` into such a block until
 * their turn ends. Only the loop counts references. */
#ifndef DATA_RECORD_H
#define DATA_RECORD_H

#include "base/buf.h"
#include "data/field.h"

struct record {
	const struct kind *kind;
	int64_t turn; /* the turn that wrote this version */
	uint32_t refs;
	uint32_t size; /* of the whole block */
};

/* A new block holding a deep copy of `source`; one reference, the caller's. */
struct record *record_make(const struct kind *kind, const void *source, int64_t turn);
void record_ref(struct record *record);
/* Gives back one reference; the block goes with the last. */
void record_drop(struct record *record);
static inline const void *
record_data(const struct record *record)
{
	return record + 1;
}
static inline struct record *
record_of(const void *data)
{
	return (struct record *)(uintptr_t)data - 1;
}
static inline int64_t
record_id(const struct record *record)
{
	return *(const int64_t *)record_data(record); /* every record begins with its id */
}

/* Canonical bytes: fields by name, absent ones left out; readable by later versions. */
void record_pack(const struct kind *kind, const void *data, struct buf *out);
/* Fills `out` (the kind's struct, zeroed) from canonical bytes; texts point into
 * `arena`. Unknown names are skipped; false on damaged bytes. */
struct arena;
bool record_unpack(const struct kind *kind, const void *p, size_t n, struct arena *arena, void *out);
/* The kind's empty struct: days DAY_NONE. */
void record_blank(const struct kind *kind, void *out);
bool field_absent(const struct field *field, const void *data);
bool field_same(const struct field *field, const void *a, const void *b);
/* The value as people and CSV see it (enums as codes, days as 2026-11-08, instants
 * in the zone), "" when absent; in the arena. */
const char *field_text(const struct field *field, const void *data, int zone_min, struct arena *arena);

#endif
