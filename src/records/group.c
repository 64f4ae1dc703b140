/* A chat group bound to a place and a purpose 绑定群. Field table; see records/group.h. */
#include "records/group.h"

#include "records/kinds.h"
#include "records/place.h"

static const char *const purpose_codes[] = {"", "operators", "villagers", "cadres", "leaders", NULL};

#define RECORD group
static const struct field fields[] = {
    F(id, F_ID, .label = "编号"),
    F(code, F_TEXT, .flags = INDEXED, .label = "代码", .column = "id"),
    F(name, F_TEXT, .flags = REQUIRED | INDEXED, .label = "群名"),
    F(place, F_REF, .label = "地方", .to = &kind_place),
    F(purpose, F_ENUM, .label = "用途", .codes = purpose_codes),
    F(channel, F_TEXT, .label = "渠道"),
    F(chat_id, F_TEXT, .flags = PERSONAL | INDEXED, .label = "群号"),
};

const struct kind kind_group = {
    .name = "groups",
    .label = "群",
    .number = KIND_group,
    .size = sizeof(struct group),
    FIELDS(fields),
};
