/* A part of an arrival: guests that stay together, or a bulk that may be cut. Field table; see records/party.h. */
#include "records/party.h"

#include "records/kinds.h"
#include "records/arrival.h"

#define RECORD party
static const struct field fields[] = {
    F(id, F_ID, .label = "编号"),
    F(arrival, F_REF, .flags = REQUIRED | INDEXED, .label = "批次", .to = &kind_arrival),
    F(name, F_TEXT, .label = "说法"),
    F(heads, F_INT, .flags = REQUIRED, .label = "人数"),
    F(unit, F_INT, .label = "单位"),
    F(beds, F_INT, .label = "床位"),
    F(ground_beds, F_INT, .label = "一楼床位"),
    F(must, F_TEXT, .label = "必须"),
    F(prefer, F_TEXT, .label = "最好"),
};

const struct kind kind_party = {
    .name = "parties",
    .label = "客人组",
    .number = KIND_party,
    .size = sizeof(struct party),
    FIELDS(fields),
};
