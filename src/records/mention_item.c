/* Somebody named in a post. Field table; see records/mention_item.h. */
#include "records/mention_item.h"

#include "records/kinds.h"
#include "records/person.h"

#define RECORD mention_item
static const struct field fields[] = {
    F(person, F_REF, .label = "人", .to = &kind_person),
    F(sender_id, F_TEXT, .flags = PERSONAL, .label = "账号"),
    F(name, F_TEXT, .flags = PERSONAL, .label = "称呼"),
};

const struct kind kind_mention_item = {
    .name = "",
    .label = "提及",
    .size = sizeof(struct mention_item),
    FIELDS(fields),
};
