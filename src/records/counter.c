/* The next number of a kind, kept when a number was given back or skipped. Its id is the kind's number + 1. Field table; see records/counter.h. */
#include "records/counter.h"

#include "records/kinds.h"

#define RECORD counter
static const struct field fields[] = {
    F(id, F_ID, .label = "编号"),
    F(next, F_INT, .label = "下一个"),
};

const struct kind kind_counter = {
    .name = "counters",
    .label = "计数",
    .number = KIND_counter,
    .size = sizeof(struct counter),
    FIELDS(fields),
    .unseen = true,
};
