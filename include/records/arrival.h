/* An arrival 批次: what the administrator announced, one bulk of guests. */
#ifndef RECORDS_ARRIVAL_H
#define RECORDS_ARRIVAL_H

#include "data/field.h"

enum arrival_state { ARRIVAL_planned, ARRIVAL_posted, ARRIVAL_running, ARRIVAL_settled, ARRIVAL_cancelled, ARRIVAL_lapsed };

struct arrival {
	int64_t id;
	int64_t group;
	int64_t village;
	int64_t by;
	int64_t heads;
	int64_t unit;  /* 1: by the head; 10: by the table */
	int64_t at;
	const char *source;
	int32_t state;
	int64_t posted_at;
};

extern const struct kind kind_arrival;

#endif
