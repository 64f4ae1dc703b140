/* A post in the outbox. Field table; see records/post.h. */
#include "records/post.h"

#include "records/kinds.h"
#include "records/button_item.h"
#include "records/group.h"
#include "records/mention_item.h"
#include "records/person.h"

static const char *const urgency_codes[] = {"plain", "guests", "danger", NULL};
static const char *const state_codes[] = {
#define STATE(name) #name,
    POST_LIFE(STATE, LIFE_SKIP)
#undef STATE
        NULL,
};

static const char *const note_codes[] = {
#define NOTE(name, code, key) code,
    POST_NOTES(NOTE)
#undef NOTE
        NULL};
/* Notes were texts once, and of a merged post the number of the one that stands for it. */
static const char *const notes_were[] = {"the receiver asks to wait", "too many messages", "no connection",
    "waits for the connection", "refused by the receiver", "refused by the platform", "gone",
    "refused by the platform", "*", "", NULL};

#define RECORD post
static const struct field fields[] = {
    F(id, F_ID, .label = "编号"),
    F(channel, F_TEXT, .flags = REQUIRED, .label = "渠道"),
    F(chat, F_TEXT, .flags = PERSONAL | REQUIRED, .label = "会话"),
    F(private, F_INT, .label = "私聊"),
    F(group, F_REF, .flags = INDEXED, .label = "群", .to = &kind_group),
    F(person, F_REF, .label = "人", .to = &kind_person),
    F(text, F_TEXT, .flags = REQUIRED | SEALED | PERSONAL, .label = "内容"),
    F(mentions, F_LIST, .flags = SEALED, .label = "提及", .to = &kind_mention_item),
    F(buttons, F_LIST, .label = "按钮", .to = &kind_button_item),
    F(urgency, F_ENUM, .label = "先后", .codes = urgency_codes),
    F(once, F_INT, .label = "只发一次"),
    F(unasked, F_INT, .label = "主动"),
    F(topic, F_INT, .flags = INDEXED, .label = "事由"),
    F(state, F_ENUM, .flags = STATE, .label = "状态", .codes = state_codes),
    F(attempt, F_INT, .label = "次数"),
    F(created_at, F_TIME, .label = "产生"),
    F(due_at, F_TIME, .label = "不早于"),
    F(note, F_ENUM, .label = "说明", .codes = note_codes, .was = notes_were),
    F(into, F_REF, .label = "并入", .to = &kind_post),
    F(reply_url, F_TEXT, .flags = PERSONAL | SEALED, .label = "回复地址"),
    F(reply_until, F_TIME, .label = "回复期限"),
};

static const struct move moves[] = {
#define MOVE(from, to) {POST_##from, POST_##to, 0},
    POST_LIFE(LIFE_SKIP, MOVE)
#undef MOVE
};

static bool
closed(const void *record)
{
	const struct post *r = record;

	/* A dead one stays at hand: somebody may send it again. */
	return r->state == POST_sent || r->state == POST_withdrawn || r->state == POST_merged;
}

const struct kind kind_post = {
    .name = "posts",
    .label = "消息",
    .number = KIND_post,
    .size = sizeof(struct post),
    FIELDS(fields),
    .moves = moves,
    .move_count = sizeof moves / sizeof *moves,
    .closed = closed,
    .unseen = true,
};
