/* A person 人员 known to the bot. Field table; see records/person.h. */
#include "records/person.h"

#include "records/kinds.h"
#include "records/place.h"

#define RECORD person
static const struct field fields[] = {
    F(id, F_ID, .label = "编号"),
    F(code, F_TEXT, .flags = INDEXED, .label = "代码", .column = "id"),
    F(name, F_TEXT, .flags = REQUIRED | INDEXED | PERSONAL, .label = "姓名"),
    F(aliases, F_TEXT, .flags = PERSONAL, .label = "别名"),
    F(phone, F_TEXT, .flags = PERSONAL | SEALED, .label = "电话"),
    F(lines, F_TEXT, .label = "专长"),
    F(home, F_REF, .label = "家乡", .to = &kind_place),
    F(printed, F_INT, .flags = INTERNAL, .label = "已印连心卡"),
    F(erased, F_TIME, .flags = INTERNAL, .label = "抹去时间"),
};

const struct kind kind_person = {
    .name = "people",
    .label = "人员",
    .number = KIND_person,
    .size = sizeof(struct person),
    FIELDS(fields),
};
