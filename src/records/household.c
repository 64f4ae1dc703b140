/* A household 户: the unit of visits and aid. Field table; see records/household.h. */
#include "records/household.h"

#include "records/kinds.h"
#include "records/person.h"
#include "records/place.h"

static const char *const status_codes[] = {"active", "empty", "moved", "muted", NULL};

#define RECORD household
static const struct field fields[] = {
    F(id, F_ID, .label = "编号"),
    F(code, F_TEXT, .flags = INDEXED, .label = "代码", .column = "id"),
    F(name, F_TEXT, .flags = PERSONAL | REQUIRED, .label = "户名"),
    F(head, F_TEXT, .flags = PERSONAL, .label = "户主"),
    F(village, F_REF, .flags = REQUIRED | INDEXED, .label = "村", .to = &kind_place),
    F(grid, F_REF, .label = "网格", .to = &kind_place),
    F(classes, F_TEXT, .flags = SEALED | PERSONAL, .label = "类别"),
    F(contact_cadre, F_REF, .flags = INDEXED, .label = "联户干部", .to = &kind_person),
    F(status, F_ENUM, .label = "状态", .codes = status_codes),
    F(review, F_DAY, .label = "复核日"),
    F(printed, F_INT, .flags = INTERNAL, .label = "已印公示牌"),
};

const struct kind kind_household = {
    .name = "households",
    .label = "户",
    .number = KIND_household,
    .size = sizeof(struct household),
    FIELDS(fields),
};
