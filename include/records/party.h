/* A part of an arrival: guests that stay together, or a bulk that may be cut. */
#ifndef RECORDS_PARTY_H
#define RECORDS_PARTY_H

#include "data/field.h"

struct party {
	int64_t id;
	int64_t arrival;
	const char *name; /* as it was said: 6人要一楼 */
	int64_t heads;
	int64_t unit; /* 0: stays together; u: may be cut into units of u */
	int64_t beds;
	int64_t ground_beds;
	const char *must;   /* features, separated by ; */
	const char *prefer; /* features or #operator, separated by ; */
};

extern const struct kind kind_party;

#endif
