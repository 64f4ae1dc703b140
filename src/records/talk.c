/* Something said on the console. Field table; see records/talk.h. */
#include "records/talk.h"

#include "records/button_item.h"
#include "records/group.h"
#include "records/kinds.h"
#include "records/mention_item.h"
#include "records/person.h"

static const char *const sort_codes[] = {"said", "bot", "start", "restart", NULL};

#define RECORD talk
static const struct field fields[] = {
    F(id, F_ID, .label = "编号"),
    F(sort, F_ENUM, .label = "种类", .codes = sort_codes),
    F(group, F_REF, .flags = INDEXED, .label = "群", .to = &kind_group),
    F(person, F_REF, .flags = INDEXED, .label = "私聊", .to = &kind_person),
    F(by, F_REF, .label = "谁说", .to = &kind_person),
    F(at, F_TIME, .label = "时间"),
    F(text, F_TEXT, .flags = SEALED | PERSONAL, .label = "内容"),
    F(mentions, F_LIST, .flags = SEALED, .label = "提及", .to = &kind_mention_item),
    F(buttons, F_LIST, .flags = SEALED, .label = "按钮", .to = &kind_button_item),
    F(post, F_TEXT, .label = "消息"),
    F(event, F_TEXT, .flags = INDEXED, .label = "事件"),
    F(quoted, F_TEXT, .label = "回复"),
    F(media, F_TEXT, .flags = PERSONAL, .label = "图片"),
    F(pressed, F_INT, .label = "按下"),
};

const struct kind kind_talk = {
    .name = "talk",
    .label = "对话",
    .number = KIND_talk,
    .size = sizeof(struct talk),
    FIELDS(fields),
    .unseen = true,
};
