/* A button under a post. Field table; see records/button_item.h. */
#include "records/button_item.h"

#include "records/kinds.h"

#define RECORD button_item
static const struct field fields[] = {
    F(label, F_TEXT, .label = "字"),
    F(value, F_TEXT, .label = "值"),
};

const struct kind kind_button_item = {
    .name = "",
    .label = "按钮",
    .size = sizeof(struct button_item),
    FIELDS(fields),
};
