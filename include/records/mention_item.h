/* Somebody named in a post. */
#ifndef RECORDS_MENTION_ITEM_H
#define RECORDS_MENTION_ITEM_H

#include "data/field.h"

struct mention_item {
	int64_t person;
	const char *sender_id;
	const char *name;
};

extern const struct kind kind_mention_item;

#endif
