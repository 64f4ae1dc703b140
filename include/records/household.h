/* A household 户: the unit of visits and aid. */
#ifndef RECORDS_HOUSEHOLD_H
#define RECORDS_HOUSEHOLD_H

#include "data/field.h"

enum household_status { HOUSEHOLD_active, HOUSEHOLD_empty, HOUSEHOLD_moved, HOUSEHOLD_muted };

struct household {
	int64_t id;
	const char *code;
	const char *name;
	const char *head;
	int64_t village;
	int64_t grid;
	const char *classes; /* five must-visit classes and others, separated by ; */
	int64_t contact_cadre;
	int32_t status;
	int32_t review;  /* muted: looked at again on this day */
	int64_t printed; /* mark of the board last printed, 0: none */
};

extern const struct kind kind_household;

#endif
