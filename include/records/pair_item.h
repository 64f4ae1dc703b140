/* One person and the village proposed for him. */
#ifndef RECORDS_PAIR_ITEM_H
#define RECORDS_PAIR_ITEM_H

#include "data/field.h"

struct pair_item {
	int64_t person;
	int64_t place;
	int64_t next_best; /* where he would go otherwise; 0 = nowhere */
};

extern const struct kind kind_pair_item;

#endif
