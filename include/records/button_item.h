/* A button under a post. */
#ifndef RECORDS_BUTTON_ITEM_H
#define RECORDS_BUTTON_ITEM_H

#include "data/field.h"

struct button_item {
	const char *label;
	const char *value;
};

extern const struct kind kind_button_item;

#endif
