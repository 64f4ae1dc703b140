/* An escalation slip 抄告单. Field table; see records/slip.h. */
#include "records/slip.h"

#include "records/issue.h"
#include "records/kinds.h"
#include "records/person.h"
#include "records/person_item.h"
#include "records/place.h"

static const char *const state_codes[] = {
#define STATE(name, words) #name,
    SLIP_LIFE(STATE, LIFE_SKIP, LIFE_SKIP)
#undef STATE
        NULL,
};

#define RECORD slip
static const struct field fields[] = {
    F(id, F_ID, .label = "编号"),
    F(issue, F_REF, .flags = REQUIRED | INDEXED, .label = "问题", .to = &kind_issue),
    F(department, F_REF, .flags = REQUIRED | INDEXED, .label = "部门", .to = &kind_place),
    F(office, F_REF, .flags = INDEXED, .label = "发文单位", .to = &kind_place),
    F(year, F_INT, .label = "年"),
    F(serial, F_INT, .label = "文号"),
    F(text, F_TEXT, .flags = REQUIRED | SEALED | PERSONAL, .label = "事由"),
    F(days, F_INT, .label = "工作日"),
    F(drafter, F_REF, .label = "拟稿", .to = &kind_person),
    F(approver, F_REF, .label = "签发", .to = &kind_person),
    F(state, F_ENUM, .flags = STATE | INDEXED, .label = "状态", .codes = state_codes),
    F(issued_at, F_TIME, .label = "发出时间"),
    F(sent_at, F_TIME, .label = "本次发出"),
    F(deadline, F_TIME, .label = "时限"),
    F(guessed_year, F_INT, .label = "无节假日表的年"),
    F(signed_at, F_TIME, .label = "签收时间"),
    F(signed_by, F_REF, .label = "签收人", .to = &kind_person),
    F(extended, F_INT, .label = "延期"),
    F(returns, F_INT, .label = "退单次数"),
    F(round, F_INT, .label = "轮次"),
    F(reply, F_TEXT, .flags = SEALED | PERSONAL, .label = "答复"),
    F(replied_at, F_TIME, .label = "答复时间"),
    F(decision, F_TEXT, .flags = SEALED | PERSONAL, .label = "会商决定"),
    F(receivers, F_LIST, .flags = INTERNAL, .label = "送达", .to = &kind_person_item),
    F(received, F_LIST, .flags = INTERNAL, .label = "已收", .to = &kind_person_item),
};

static const struct move moves[] = {
#define MOVE(from, to, step, who) {SLIP_##from, SLIP_##to, 0},
    SLIP_LIFE(LIFE_SKIP, MOVE, LIFE_SKIP)
#undef MOVE
};

const struct kind kind_slip = {
    .name = "slips",
    .label = "抄告单",
    .number = KIND_slip,
    .size = sizeof(struct slip),
    FIELDS(fields),
    .moves = moves,
    .move_count = sizeof moves / sizeof *moves,
};

bool
slip_live(const struct slip *slip)
{
	return slip->state != SLIP_closed && slip->state != SLIP_cancelled;
}
