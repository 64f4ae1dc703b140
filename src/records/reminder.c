/* A reminder 提醒 somebody asked for, once or repeated. Field table; see records/reminder.h. */
#include "records/reminder.h"

#include "records/kinds.h"
#include "records/group.h"
#include "records/person.h"

static const char *const state_codes[] = {"active", "done", "cancelled", NULL};

#define RECORD reminder
static const struct field fields[] = {
    F(id, F_ID, .label = "编号"),
    F(person, F_REF, .flags = REQUIRED | INDEXED, .label = "提醒谁", .to = &kind_person),
    F(by, F_REF, .label = "谁提的", .to = &kind_person),
    F(group, F_REF, .label = "在哪个群", .to = &kind_group),
    F(text, F_TEXT, .flags = REQUIRED | SEALED | PERSONAL, .label = "内容"),
    F(at, F_TIME, .flags = REQUIRED, .label = "时间"),
    F(repeat, F_INT, .label = "重复"),
    F(repeat_on, F_INT, .label = "逢"),
    F(rule, F_TEXT, .label = "重复规则"),
    F(set_at, F_TIME, .label = "何时设的"),
    F(state, F_ENUM, .label = "状态", .codes = state_codes),
};

const struct kind kind_reminder = {
    .name = "reminders",
    .label = "提醒",
    .number = KIND_reminder,
    .size = sizeof(struct reminder),
    FIELDS(fields),
};
