/* A place 地方: county, district, township, village, community grid or department. */
#ifndef RECORDS_PLACE_H
#define RECORDS_PLACE_H

#include "data/field.h"

enum place_kind { PLACE_county, PLACE_township, PLACE_district, PLACE_village, PLACE_grid, PLACE_department };

struct place {
	int64_t id;
	const char *code; /* as the list names it */
	int32_t kind;
	const char *name;
	const char *aliases; /* separated by ; */
	int64_t parent;
	const char *need; /* a village: what its cadre should know */
	int64_t priority; /* a village: weight of leaving it without a cadre */
};

extern const struct kind kind_place;

#endif
