/* An arrival 批次: what the administrator announced, one bulk of guests. Field table; see records/arrival.h. */
#include "records/arrival.h"

#include "records/kinds.h"
#include "records/group.h"
#include "records/person.h"
#include "records/place.h"
#include "records/plan_item.h"

static const char *const state_codes[] = {
#define STATE(name) #name,
    ARRIVAL_LIFE(STATE, LIFE_SKIP)
#undef STATE
        NULL,
};

#define RECORD arrival
static const struct field fields[] = {
    F(id, F_ID, .label = "编号"),
    F(group, F_REF, .flags = REQUIRED, .label = "群", .to = &kind_group),
    F(village, F_REF, .flags = REQUIRED, .label = "村", .to = &kind_place),
    F(by, F_REF, .flags = REQUIRED, .label = "发布人", .to = &kind_person),
    F(privately, F_INT, .flags = INTERNAL, .label = "私聊"),
    F(heads, F_INT, .flags = REQUIRED, .label = "人数"),
    F(unit, F_INT, .label = "单位"),
    F(at, F_TIME, .flags = REQUIRED, .label = "到达"),
    F(nights, F_INT, .label = "住几晚"),
    F(source, F_TEXT, .label = "客源"),
    F(bringer, F_TEXT, .flags = PERSONAL, .label = "谁带来"),
    F(except, F_TEXT, .flags = INTERNAL, .label = "不派"),
    F(only, F_TEXT, .flags = INTERNAL, .label = "只派"),
    F(unmet, F_TEXT, .flags = INTERNAL, .label = "另说"),
    F(hour_assumed, F_INT, .flags = INTERNAL, .label = "没说几点"),
    F(together, F_INT, .flags = INTERNAL, .label = "同批"),
    F(state, F_ENUM, .flags = STATE | INDEXED, .label = "状态", .codes = state_codes),
    F(posted_at, F_TIME, .label = "发布时间"),
    F(draw, F_TEXT, .label = "抽签种子"),
    F(plan, F_LIST, .label = "分配", .to = &kind_plan_item),
};

static const struct move moves[] = {
#define MOVE(from, to, who) {ARRIVAL_##from, ARRIVAL_##to, who},
    ARRIVAL_LIFE(LIFE_SKIP, MOVE)
#undef MOVE
};

const struct kind kind_arrival = {
    .name = "arrivals",
    .label = "批次",
    .number = KIND_arrival,
    .size = sizeof(struct arrival),
    FIELDS(fields),
    .moves = moves,
    .move_count = sizeof moves / sizeof *moves,
};
