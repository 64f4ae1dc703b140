/* A page of somebody's diary 民情日记. Field table; see records/diary.h. */
#include "records/diary.h"

#include "records/issue.h"
#include "records/kinds.h"
#include "records/person.h"

#define RECORD diary
static const struct field fields[] = {
    F(id, F_ID, .label = "编号"),
    F(by, F_REF, .flags = REQUIRED | INDEXED, .label = "谁", .to = &kind_person),
    F(at, F_TIME, .label = "时间"),
    F(text, F_TEXT, .flags = REQUIRED | SEALED | PERSONAL, .label = "内容"),
    F(issue, F_REF, .label = "转成问题", .to = &kind_issue),
};

const struct kind kind_diary = {
    .name = "diaries",
    .label = "日记",
    .number = KIND_diary,
    .size = sizeof(struct diary),
    FIELDS(fields),
};
