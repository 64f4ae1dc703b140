/* A one-time code 绑定码; only its digest is kept. Field table; see records/code.h. */
#include "records/code.h"

#include "records/kinds.h"

static const char *const purpose_codes[] = {"person", "group", "admin", "page", "tries", NULL};

#define RECORD code
static const struct field fields[] = {
    F(id, F_ID, .label = "编号"),
    F(digest, F_TEXT, .flags = REQUIRED | INDEXED, .label = "摘要"),
    F(purpose, F_ENUM, .label = "用途", .codes = purpose_codes),
    F(target, F_INT, .label = "对象"),
    F(expires_at, F_TIME, .label = "到期"),
    F(used, F_INT, .label = "已用"),
    F(row, F_INT, .label = "连错"),
    F(last_at, F_TIME, .label = "末次"),
};

static bool
closed(const void *record)
{
	const struct code *r = record;

	return r->used != 0;
}

const struct kind kind_code = {
    .name = "codes",
    .label = "绑定码",
    .number = KIND_code,
    .size = sizeof(struct code),
    FIELDS(fields),
    .closed = closed,
};
