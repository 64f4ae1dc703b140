/* A sender id of a platform channel, bound to a person 绑定. Field table; see records/account.h. */
#include "records/account.h"

#include "records/kinds.h"
#include "records/person.h"

#define RECORD account
static const struct field fields[] = {
    F(id, F_ID, .label = "编号"),
    F(channel, F_TEXT, .flags = REQUIRED, .label = "渠道"),
    F(sender_id, F_TEXT, .flags = PERSONAL | REQUIRED | INDEXED, .label = "账号"),
    F(person, F_REF, .flags = REQUIRED | INDEXED, .label = "人员", .to = &kind_person),
    F(password, F_TEXT, .flags = INTERNAL | SEALED, .label = "密码"),
};

const struct kind kind_account = {
    .name = "accounts",
    .label = "账号",
    .number = KIND_account,
    .size = sizeof(struct account),
    FIELDS(fields),
};
