/* Offices as they are said: who, what, where, since and until when. */
#ifndef PEOPLE_OFFICES_H
#define PEOPLE_OFFICES_H

#include "reading/parse.h"
#include "records/place.h"
#include "records/role.h"

/* What is said: who, what, where, since and until when. */
struct office {
	int64_t person;
	int role;
	int64_t place;
	int32_t from, to;
};
/* Reads the office of the call's arguments; false after saying what is wrong. */
bool offices_read(struct turn *turn, const struct call *call, struct office *office);
/* Who holds the office (person = 0), or the role of this person in it; NULL if there is none. */
const struct role *offices_holder(const struct turn *turn, const struct office *office, int64_t person);
/* The role ends with this day. */
void offices_end(struct turn *turn, const struct role *old, int32_t last);
/* Says a sentence about the office; `other` (0 = none) is somebody else it concerns. */
void offices_say(struct turn *turn, const char *key, const struct office *office, int64_t other);

#endif
