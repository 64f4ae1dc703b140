/* An open question of the bot: survives restarts, dies when answered or expired. Field table; see records/dialog.h. */
#include "records/dialog.h"

#include "records/kinds.h"
#include "records/answer_item.h"
#include "records/person.h"

static const char *const kind_codes[] = {"choice", "confirm", "offer", "receipt", "alert", "missing", NULL};

#define RECORD dialog
static const struct field fields[] = {
    F(id, F_ID, .label = "编号"),
    F(chat, F_TEXT, .flags = PERSONAL | REQUIRED | INDEXED, .label = "会话"),
    F(person, F_REF, .label = "问谁", .to = &kind_person),
    F(kind, F_ENUM, .label = "类别", .codes = kind_codes),
    F(subject, F_INT, .label = "事项"),
    F(asked_at, F_TIME, .label = "时间"),
    F(expires_at, F_TIME, .label = "到期"),
    F(answers, F_LIST, .flags = SEALED, .label = "可答", .to = &kind_answer_item),
    F(open, F_INT, .label = "未答"),
};

static bool
closed(const void *record)
{
	const struct dialog *r = record;

	return r->open == 0;
}

const struct kind kind_dialog = {
    .name = "dialogs",
    .label = "对话",
    .number = KIND_dialog,
    .size = sizeof(struct dialog),
    FIELDS(fields),
    .closed = closed,
    .unseen = true,
};
