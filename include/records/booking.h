/* Room an operator household has not to give: guests of its own 自带客, or closed 休息. */
#ifndef RECORDS_BOOKING_H
#define RECORDS_BOOKING_H

#include "data/field.h"

enum booking_sort { BOOKING_own, BOOKING_closed };

struct booking {
	int64_t id;
	int64_t operator;
	int32_t sort;
	int32_t from;
	int32_t to; /* the last day */
	int64_t at; /* own guests: the meal; 0 = all day */
	int64_t heads;
	int64_t beds;
	const char *reason;
	int64_t by;
	int64_t made_at;
};

extern const struct kind kind_booking;

#endif
