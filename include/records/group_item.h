/* One group in a list. */
#ifndef RECORDS_GROUP_ITEM_H
#define RECORDS_GROUP_ITEM_H

#include "data/field.h"

struct group_item {
	int64_t group;
};

extern const struct kind kind_group_item;

#endif
