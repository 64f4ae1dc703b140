/* One answer a dialog takes, and what is then done as if the person had said it. */
#ifndef RECORDS_ANSWER_ITEM_H
#define RECORDS_ANSWER_ITEM_H

#include "data/field.h"

struct answer_item {
	const char *words; /* alternatives separated by | */
	const char *say;   /* command text */
};

extern const struct kind kind_answer_item;

#endif
