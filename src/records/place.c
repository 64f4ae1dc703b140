/* A place 地方: county, district, township, village, community grid or department. Field table; see records/place.h. */
#include "records/place.h"

#include "records/kinds.h"

static const char *const kind_codes[] = {
    "county", "township", "district", "village", "grid", "department", NULL};

#define RECORD place
static const struct field fields[] = {
    F(id, F_ID, .label = "编号"),
    F(code, F_TEXT, .flags = INDEXED, .label = "代码", .column = "id"),
    F(kind, F_ENUM, .label = "类别", .codes = kind_codes),
    F(name, F_TEXT, .flags = REQUIRED, .label = "名称"),
    F(aliases, F_TEXT, .label = "别名"),
    F(parent, F_REF, .flags = INDEXED, .label = "上级", .to = &kind_place),
    F(need, F_TEXT, .label = "需要"),
    F(priority, F_INT, .label = "轻重"),
};

const struct kind kind_place = {
    .name = "places",
    .label = "地方",
    .number = KIND_place,
    .size = sizeof(struct place),
    FIELDS(fields),
};
