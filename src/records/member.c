/* Somebody in a group. Field table; see records/member.h. */
#include "records/member.h"

#include "records/kinds.h"
#include "records/group.h"
#include "records/person.h"

#define RECORD member
static const struct field fields[] = {
    F(id, F_ID, .label = "编号"),
    F(group, F_REF, .flags = REQUIRED | INDEXED, .label = "群", .to = &kind_group),
    F(person, F_REF, .flags = REQUIRED | INDEXED, .label = "人员", .to = &kind_person),
};

const struct kind kind_member = {
    .name = "members",
    .label = "群成员",
    .number = KIND_member,
    .size = sizeof(struct member),
    FIELDS(fields),
};
