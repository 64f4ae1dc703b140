/* One group in a list. Field table; see records/group_item.h. */
#include "records/group_item.h"

#include "records/kinds.h"
#include "records/group.h"

#define RECORD group_item
static const struct field fields[] = {
    F(group, F_REF, .label = "群", .to = &kind_group),
};

const struct kind kind_group_item = {
    .name = "",
    .label = "群",
    .size = sizeof(struct group_item),
    FIELDS(fields),
};
