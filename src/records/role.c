/* What somebody is at a place, from a day to a day (both included; absent = open). Field table; see records/role.h. */
#include "records/role.h"

#include "records/kinds.h"
#include "records/person.h"
#include "records/place.h"

static const char *const role_codes[] = {"villager", "operator", "grid_leader", "cadre", "first_secretary",
    "contact_cadre", "village_secretary", "village_head", "adviser", "district_secretary", "district_sponsor",
    "team_leader", "studio_chief", "officer", "checker", "admin", NULL};

#define RECORD role
static const struct field fields[] = {
    F(id, F_ID, .label = "编号"),
    F(person, F_REF, .flags = REQUIRED | INDEXED, .label = "人员", .to = &kind_person),
    F(role, F_ENUM, .flags = REQUIRED, .label = "角色", .codes = role_codes),
    F(place, F_REF, .flags = REQUIRED | INDEXED, .label = "地方", .to = &kind_place),
    F(from, F_DAY, .label = "起"),
    F(to, F_DAY, .label = "止"),
    F(stand_in_for, F_REF, .label = "代班", .to = &kind_person),
};

const struct kind kind_role = {
    .name = "roles",
    .label = "角色",
    .number = KIND_role,
    .size = sizeof(struct role),
    FIELDS(fields),
};
