/* Timed work: at due_at the wake of this kind runs for its subject; fires once. Field table; see records/wake.h. */
#include "records/wake.h"

#include "records/kinds.h"

static const char *const state_codes[] = {"scheduled", "fired", "cleared", "skipped", NULL};

#define RECORD wake
static const struct field fields[] = {
    F(id, F_ID, .label = "编号"),
    F(kind, F_TEXT, .flags = REQUIRED, .label = "类别"),
    F(subject, F_INT, .flags = INDEXED, .label = "事项"),
    F(rung, F_INT, .label = "级"),
    F(due_at, F_TIME, .flags = REQUIRED | INDEXED, .label = "时间"),
    F(state, F_ENUM, .label = "状态", .codes = state_codes),
};

static bool
closed(const void *record)
{
	const struct wake *r = record;

	return r->state != WAKE_scheduled;
}

const struct kind kind_wake = {
    .name = "wakes",
    .label = "待办时刻",
    .number = KIND_wake,
    .size = sizeof(struct wake),
    FIELDS(fields),
    .closed = closed,
    .unseen = true,
};
