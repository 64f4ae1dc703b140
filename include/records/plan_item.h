/* One cell of a plan: so many of a party in a household. */
#ifndef RECORDS_PLAN_ITEM_H
#define RECORDS_PLAN_ITEM_H

#include "data/field.h"

struct plan_item {
	int64_t party;
	int64_t operator;
	int64_t heads;
};

extern const struct kind kind_plan_item;

#endif
