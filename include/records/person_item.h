/* One person in a list. */
#ifndef RECORDS_PERSON_ITEM_H
#define RECORDS_PERSON_ITEM_H

#include "data/field.h"

struct person_item {
	int64_t person;
};

extern const struct kind kind_person_item;

#endif
