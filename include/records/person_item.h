/* One person in a list. */
#ifndef RECORDS_PERSON_ITEM_H
#define RECORDS_PERSON_ITEM_H

#include "base/memory.h"
#include "data/field.h"

struct person_item {
	int64_t person;
};

extern const struct kind kind_person_item;

/* Is the person in a list of struct person_item? */
bool person_item_in(const struct list *list, int64_t person);
/* The list with the person behind, in the arena. */
struct list person_item_added(struct arena *arena, const struct list *list, int64_t person);

#endif
