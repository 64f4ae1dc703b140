/* What happened to an issue. Field table; see records/issue_event.h. */
#include "records/issue_event.h"

#include "records/issue.h"
#include "records/kinds.h"
#include "records/person.h"
#include "records/promise.h"
#include "records/slip.h"

#define RECORD issue_event
static const struct field fields[] = {
    F(id, F_ID, .label = "编号"),
    F(issue, F_REF, .flags = REQUIRED | INDEXED, .label = "问题", .to = &kind_issue),
    F(by, F_REF, .label = "谁", .to = &kind_person),
    F(at, F_TIME, .label = "时间"),
    F(step, F_TEXT, .label = "事"),
    F(from, F_INT, .label = "从"),
    F(to, F_INT, .label = "到"),
    F(round, F_INT, .label = "轮次"),
    F(text, F_TEXT, .flags = SEALED | PERSONAL, .label = "说明"),
    F(slip, F_REF, .flags = INDEXED, .label = "抄告单", .to = &kind_slip),
    F(promise, F_REF, .label = "承诺", .to = &kind_promise),
};

const struct kind kind_issue_event = {
    .name = "issue_events",
    .label = "问题经过",
    .number = KIND_issue_event,
    .size = sizeof(struct issue_event),
    FIELDS(fields),
    .append_only = true,
};
