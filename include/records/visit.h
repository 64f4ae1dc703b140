/* A visit 走访: contact with one household, real date beside the entry date. */
#ifndef RECORDS_VISIT_H
#define RECORDS_VISIT_H

#include "data/field.h"

enum visit_check { CHECK_none, CHECK_verified, CHECK_disputed };
enum visit_outcome { VISIT_done, VISIT_missed, VISIT_refused, VISIT_received };

struct visit {
	int64_t id;
	int64_t household;
	int64_t by;
	int32_t day;
	int64_t entered_at;
	int32_t outcome;
	const char *note;
	int32_t check; /* what a spot check found */
	int64_t checker;
};

extern const struct kind kind_visit;

#endif
