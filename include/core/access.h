/* Who may what: rights come from the verified sender id and the role table only. */
#ifndef CORE_ACCESS_H
#define CORE_ACCESS_H

#include "core/world.h"
#include "records/role.h"

#define ROLE_BIT(role) (1u << (role))
#define ANYBODY 0u
#define ADMINS ROLE_BIT(ROLE_admin)
#define LEADERS \
	(ADMINS | ROLE_BIT(ROLE_village_secretary) | ROLE_BIT(ROLE_village_head) | \
	    ROLE_BIT(ROLE_first_secretary) | ROLE_BIT(ROLE_district_secretary) | \
	    ROLE_BIT(ROLE_district_sponsor))
#define VISITORS \
	(LEADERS | ROLE_BIT(ROLE_cadre) | ROLE_BIT(ROLE_contact_cadre) | ROLE_BIT(ROLE_grid_leader) | \
	    ROLE_BIT(ROLE_adviser) | ROLE_BIT(ROLE_team_leader) | ROLE_BIT(ROLE_studio_chief) | \
	    ROLE_BIT(ROLE_officer))

#define CHECKERS (LEADERS | ROLE_BIT(ROLE_checker) | ROLE_BIT(ROLE_team_leader))

/* What somebody may do: the offices that may, and how far from the place of the office it reaches. */
enum right {
	RIGHT_any,        /* everybody: what is his own, or nobody's secret */
	RIGHT_near,       /* whoever belongs to the place: lives or serves there, in it or over it */
	RIGHT_figures,    /* numbers without persons: any office, all over its county */
	RIGHT_serve,      /* who visits and handles matters, at the place of his office and below it */
	RIGHT_order,      /* who gives orders there */
	RIGHT_lead,       /* who leads there */
	RIGHT_check,      /* who checks there what others have done */
	RIGHT_administer, /* the administrator there */
	RIGHTS
};
/* May the person do this at the place, today? place 0: anywhere at all. Every command asks it for what
 * it is about (reading/placed.h), and so does whatever lists, tells or moves something. */
bool may(const struct world *world, int64_t person, enum right right, int64_t place, int32_t today);
/* The outermost place that holds this one: what happens there is no business of another one's. */
int64_t access_county(const struct world *world, int64_t place);
/* Has the person an office or a home in the county of the place? A place or a person without any
 * belongs nowhere, and is not kept out. */
bool access_of_county(const struct world *world, int64_t person, int64_t place, int32_t today);

/* Has the person one of these roles today? place 0 = anywhere; otherwise at that place
 * or at one that holds it. */
bool access_has(const struct world *world, int64_t person, uint32_t roles, int64_t place, int32_t today);
/* Only a volunteer: helps in his free time, has no other office; offered, never chased. */
bool access_volunteer(const struct world *world, int64_t person, int32_t today);
/* Somebody who has the role for this place, innermost place first, or who stands in for him; 0 if nobody.
 * `except` is passed over (a complaint never goes to the one it is about). */
int64_t access_find(
    const struct world *world, enum role_role role, int64_t place, int32_t today, int64_t except);
/* The same, of those who fit alone. */
int64_t access_find_if(const struct world *world, enum role_role role, int64_t place, int32_t today,
    bool (*fits)(const void *context, int64_t person), const void *context);
/* Does the one stand in for the other today? */
bool access_stands_in(const struct world *world, int64_t one, int64_t other, int32_t today);
/* The person of this sender, or NULL for strangers. */
struct person;
const struct person *access_person(const struct world *world, const char *channel, const char *sender_id);
/* The group of this chat, or NULL if unbound. */
struct group;
const struct group *access_group(const struct world *world, const char *channel, const char *chat_id);
bool access_member(const struct world *world, int64_t group, int64_t person);
/* The operator the person is a contact of, in that village (0 = any); 0 if none. */
int64_t access_operator(const struct world *world, int64_t person, int64_t village);

#endif
