/* A turn: seen-table, audit and answer in one row; chained. Field table; see records/turn_row.h. */
#include "records/turn_row.h"

#include "records/kinds.h"
#include "records/person.h"

#define RECORD turn_row
static const struct field fields[] = {
    F(id, F_ID, .label = "编号"),
    F(at, F_TIME, .label = "时间"),
    F(kind, F_TEXT, .label = "类别"),
    F(seen, F_INT, .label = "事件摘要"),
    F(person, F_REF, .label = "谁", .to = &kind_person),
    F(status, F_INT, .label = "答"),
    F(event, F_TEXT, .flags = PERSONAL | SEALED, .label = "事件"),
    F(body, F_BYTES, .flags = SEALED, .label = "改动"),
    F(answer, F_BYTES, .flags = SEALED, .label = "回答"),
    F(salt, F_BYTES, .label = "盐"),
    F(leaf, F_BYTES, .label = "叶"),
    F(chain, F_BYTES, .label = "链"),
};

static bool
closed(const void *record)
{
	const struct turn_row *r = record;

	return r->id != 0;
}

const struct kind kind_turn_row = {
    .name = "turns",
    .label = "回合",
    .number = KIND_turn_row,
    .size = sizeof(struct turn_row),
    FIELDS(fields),
    .closed = closed,
    .unseen = true,
};
