/* A public draw: committed to, fed by members, revealed. Field table; see records/lot.h. */
#include "records/lot.h"

#include "records/kinds.h"
#include "records/group.h"
#include "records/person.h"
#include "records/person_item.h"

static const char *const state_codes[] = {
#define STATE(name) #name,
    LOT_LIFE(STATE, LIFE_SKIP)
#undef STATE
        NULL,
};
static const struct move moves[] = {
#define MOVE(from, to) {LOT_##from, LOT_##to, 0},
    LOT_LIFE(LIFE_SKIP, MOVE)
#undef MOVE
};

#define RECORD lot
static const struct field fields[] = {
    F(id, F_ID, .label = "编号"),
    F(group, F_REF, .flags = REQUIRED, .label = "群", .to = &kind_group),
    F(by, F_REF, .flags = REQUIRED, .label = "发起人", .to = &kind_person),
    F(title, F_TEXT, .label = "事项"),
    F(roll, F_TEXT, .label = "名单"),
    F(picks, F_INT, .label = "抽几个"),
    F(secret, F_TEXT, .flags = SEALED | INTERNAL, .label = "秘密"),
    F(commit, F_TEXT, .label = "承诺"),
    F(contributions, F_TEXT, .flags = PERSONAL, .label = "投入"),
    F(givers, F_LIST, .label = "投签人", .to = &kind_person_item),
    F(result, F_TEXT, .label = "结果"),
    F(state, F_ENUM, .flags = STATE, .label = "状态", .codes = state_codes),
    F(at, F_TIME, .label = "时间"),
};

const struct kind kind_lot = {
    .name = "lots",
    .label = "抽签",
    .number = KIND_lot,
    .size = sizeof(struct lot),
    FIELDS(fields),
    .moves = moves,
    .move_count = sizeof moves / sizeof *moves,
};
