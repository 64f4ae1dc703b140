/* One answer a dialog takes, and what is then done as if the person had said it. Field table; see records/answer_item.h. */
#include "records/answer_item.h"

#include "records/kinds.h"

#define RECORD answer_item
static const struct field fields[] = {
    F(words, F_TEXT, .label = "答"),
    F(say, F_TEXT, .label = "即"),
};

const struct kind kind_answer_item = {
    .name = "",
    .label = "答",
    .size = sizeof(struct answer_item),
    FIELDS(fields),
};
