/* A broadcast 广播 and who has confirmed it. Field table; see records/notice.h. */
#include "records/notice.h"

#include "records/kinds.h"
#include "records/group_item.h"
#include "records/person.h"
#include "records/person_item.h"

#define RECORD notice
static const struct field fields[] = {
    F(id, F_ID, .label = "编号"),
    F(by, F_REF, .flags = REQUIRED, .label = "发布人", .to = &kind_person),
    F(groups, F_LIST, .label = "群", .to = &kind_group_item),
    F(text, F_TEXT, .flags = PERSONAL | REQUIRED | SEALED, .label = "内容"),
    F(at, F_TIME, .label = "时间"),
    F(receipts, F_LIST, .label = "收到", .to = &kind_person_item),
};

const struct kind kind_notice = {
    .name = "notices",
    .label = "广播",
    .number = KIND_notice,
    .size = sizeof(struct notice),
    FIELDS(fields),
};
