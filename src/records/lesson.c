/* A confirmed category. Field table; see records/lesson.h. */
#include "records/lesson.h"

#include "records/issue.h"
#include "records/kinds.h"
#include "records/person.h"

#define RECORD lesson
static const struct field fields[] = {
    F(id, F_ID, .label = "编号"),
    F(issue, F_REF, .flags = REQUIRED | INDEXED, .label = "问题", .to = &kind_issue),
    F(label, F_TEXT, .flags = REQUIRED, .label = "类别"),
    F(was, F_TEXT, .label = "原类别"),
    F(by, F_REF, .label = "谁", .to = &kind_person),
};

const struct kind kind_lesson = {
    .name = "lessons",
    .label = "类别确认",
    .number = KIND_lesson,
    .size = sizeof(struct lesson),
    FIELDS(fields),
    .append_only = true,
};
