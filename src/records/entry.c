/* An entry of the fairness ledger 公平账: append-only; a correction is a counter-entry. Field table; see records/entry.h. */
#include "records/entry.h"

#include "records/kinds.h"
#include "records/arrival.h"
#include "records/operator.h"
#include "records/person.h"

static const char *const cause_codes[] = {
    "served", "declined", "no_answer", "correction", "no_show", "failed", "newcomer", NULL};

#define RECORD entry
static const struct field fields[] = {
    F(id, F_ID, .label = "编号"),
    F(operator, F_REF, .flags = REQUIRED | INDEXED, .label = "经营户", .to = &kind_operator),
    F(points, F_INT, .flags = REQUIRED, .label = "积点"),
    F(arrival, F_REF, .flags = INDEXED, .label = "批次", .to = &kind_arrival),
    F(cause, F_ENUM, .label = "事由", .codes = cause_codes),
    F(author, F_REF, .label = "记账人", .to = &kind_person),
    F(at, F_TIME, .label = "时间"),
    F(reason, F_TEXT, .flags = PERSONAL, .label = "说明"),
};

const struct kind kind_entry = {
    .name = "entries",
    .label = "公平账",
    .number = KIND_entry,
    .size = sizeof(struct entry),
    FIELDS(fields),
    .append_only = true,
};
