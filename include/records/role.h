/* What somebody is at a place, from a day to a day (both included; absent = open). */
#ifndef RECORDS_ROLE_H
#define RECORDS_ROLE_H

#include "data/field.h"

enum role_role {
	ROLE_villager,
	ROLE_operator,
	ROLE_grid_leader,
	ROLE_cadre,
	ROLE_first_secretary,
	ROLE_contact_cadre,
	ROLE_village_secretary,
	ROLE_village_head,
	ROLE_adviser,
	ROLE_district_secretary,
	ROLE_district_sponsor,
	ROLE_team_leader,
	ROLE_studio_chief,
	ROLE_officer,
	ROLE_checker,
	ROLE_admin
};

struct role {
	int64_t id;
	int64_t person;
	int32_t role;
	int64_t place;
	int32_t from;
	int32_t to;
	int64_t stand_in_for;
};

extern const struct kind kind_role;

#endif
