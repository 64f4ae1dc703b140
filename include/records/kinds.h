/* The registry of record types, made from kinds.def. */
#ifndef RECORDS_KINDS_H
#define RECORDS_KINDS_H

#include "data/field.h"

enum kind_number {
#define KIND(name) KIND_##name,
#include "records/kinds.def"
#undef KIND
	KIND_COUNT
};

/* All kinds in order of their numbers. */
extern const struct kind *const kinds_all[KIND_COUNT];
/* The kind of that table name ("visits"), or NULL. */
const struct kind *kinds_find(const char *name);

#endif
