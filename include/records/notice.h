/* A broadcast 广播 and who has confirmed it. */
#ifndef RECORDS_NOTICE_H
#define RECORDS_NOTICE_H

#include "data/field.h"

struct notice {
	int64_t id;
	int64_t by;
	struct list groups; /* struct group_item */
	const char *text;
	int64_t at;
	struct list receipts; /* struct person_item */
};

extern const struct kind kind_notice;

#endif
