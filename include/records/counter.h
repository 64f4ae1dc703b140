/* The next number of a kind, kept when a number was given back or skipped. Its id is the kind's number + 1. */
#ifndef RECORDS_COUNTER_H
#define RECORDS_COUNTER_H

#include "data/field.h"

struct counter {
	int64_t id;
	int64_t next;
};

extern const struct kind kind_counter;

#endif
