/* A question 询问 passed to a person. Field table; see records/inquiry.h. */
#include "records/inquiry.h"

#include "records/group.h"
#include "records/kinds.h"
#include "records/person.h"
#include "records/place.h"

#define RECORD inquiry
static const struct field fields[] = {
    F(id, F_ID, .label = "编号"),
    F(text, F_TEXT, .flags = REQUIRED | SEALED | PERSONAL, .label = "问什么"),
    F(by, F_REF, .flags = REQUIRED | INDEXED, .label = "谁问", .to = &kind_person),
    F(group, F_REF, .label = "群", .to = &kind_group),
    F(at, F_TIME, .label = "时间"),
    F(person, F_REF, .flags = INDEXED, .label = "问谁", .to = &kind_person),
    F(place, F_REF, .label = "地点", .to = &kind_place),
    F(answer, F_TEXT, .flags = SEALED | PERSONAL, .label = "答复"),
    F(answered_at, F_TIME, .label = "答复时间"),
    F(shared, F_INT, .label = "公开"),
};

const struct kind kind_inquiry = {
    .name = "inquiries",
    .label = "询问",
    .number = KIND_inquiry,
    .size = sizeof(struct inquiry),
    FIELDS(fields),
};
