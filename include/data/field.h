/* Field tables: one table describes a record type, and everything that is the
 * same for all records (storage, JSON, CSV, audit, redaction, random test data)
 * reads it. */
#ifndef DATA_FIELD_H
#define DATA_FIELD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/civil.h"

enum field_type {
	F_ID,    /* int64_t: the record's own number */
	F_REF,   /* int64_t: another record's number, 0 = none */
	F_INT,   /* int64_t */
	F_DAY,   /* int32_t: civil day, DAY_NONE = none */
	F_TIME,  /* int64_t: instant in ms UTC, 0 = none */
	F_TEXT,  /* const char *: NULL = none, inside the record's block */
	F_ENUM,  /* int32_t: index into codes; 0 is the first code */
	F_BYTES, /* struct bytes, inside the record's block */
	F_LIST,  /* struct list of the sub-kind's structs, packed in the block */
};

struct bytes {
	const void *p;
	size_t n;
};
struct list {
	const void *items; /* array of the sub-kind's struct */
	size_t n;
};

enum {
	REQUIRED = 1 << 0,
	PERSONAL = 1 << 1, /* masked at every border but the owner's */
	SEALED = 1 << 2,   /* encrypted at rest */
	INDEXED = 1 << 3,  /* looked up by this field; text by its hash */
	STATE = 1 << 4,    /* an enum whose changes are checked by the kind's moves */
	INTERNAL = 1 << 5, /* not in CSV or exports */
};

struct kind;

struct field {
	const char *name;
	enum field_type type;
	uint32_t offset;
	uint32_t flags;
	const char *label;        /* what people see as the column's name */
	const struct kind *to;    /* F_REF: the kind referred to; F_LIST: the sub-kind */
	const char *const *codes; /* F_ENUM: stored text codes, NULL-terminated */
	const char *const *was;   /* F_ENUM: pairs old code ("*": any other), new code; NULL-terminated */
	const char *column;       /* CSV column where it differs from name */
};

/* The life of a record is one list in its header, X_LIFE(STATE, MOVE, …): a row a state, and below
 * each the moves that leave it. Enum, codes, moves, words and rules are made of it; a part that
 * does not need some of the rows takes LIFE_SKIP for them. */
#define LIFE_SKIP(...)

/* One allowed change of a state field, by code index. */
struct move {
	int from, to;
	uint32_t who; /* bits of the kind's own, 0: whoever the subject lets */
};

struct kind {
	const char *name;  /* table and file name: "visits" */
	const char *label; /* 走访 */
	int number;        /* position in the registry: enum kind_number */
	size_t size;       /* of the struct */
	const struct field *fields;
	size_t field_count;
	const struct move *moves; /* of the STATE field: move_count allowed changes; NULL = any */
	size_t move_count;
	bool (*closed)(const void *record); /* cold: leaves memory once true and durable; NULL = resident */
	bool unseen;                        /* not in audit bodies: turns, wakes, posts trace themselves */
	bool append_only;
};

#define CTYPE_F_ID int64_t
#define CTYPE_F_REF int64_t
#define CTYPE_F_INT int64_t
#define CTYPE_F_DAY int32_t
#define CTYPE_F_TIME int64_t
#define CTYPE_F_TEXT const char *
#define CTYPE_F_ENUM int32_t
#define CTYPE_F_BYTES struct bytes
#define CTYPE_F_LIST struct list

/* A row of a field table; RECORD names the struct. Stops the build when the
 * member's C type is not the one its field type needs. */
#define F(member, ftype, ...) \
	{ \
		.name = #member, .type = ftype, \
		.offset = (uint32_t)offsetof(struct RECORD, member) + \
		    0 * (uint32_t) _Generic(((struct RECORD *)0)->member, CTYPE_##ftype : 1), \
		__VA_ARGS__ \
	}
#define FIELDS(table) .fields = table, .field_count = sizeof table / sizeof *table

/* The field of that name, or NULL. */
const struct field *field_find(const struct kind *kind, const char *name);
/* The code's index in an F_ENUM field (old codes too), or -1. */
int field_code(const struct field *field, const char *code);
/* May the state field go from one code to the other? True for kinds without moves. */
bool kind_may_move(const struct kind *kind, int from, int to);

static inline const void *
field_at(const struct field *field, const void *record)
{
	return (const char *)record + field->offset;
}

#endif
