/* Somebody in a group. */
#ifndef RECORDS_MEMBER_H
#define RECORDS_MEMBER_H

#include "data/field.h"

struct member {
	int64_t id;
	int64_t group;
	int64_t person;
};

extern const struct kind kind_member;

#endif
