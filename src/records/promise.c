/* A promise 承诺 made in a mediation. Field table; see records/promise.h. */
#include "records/promise.h"

#include "records/issue.h"
#include "records/kinds.h"
#include "records/person.h"

static const char *const state_codes[] = {
#define STATE(name, words, step, who) #name,
    PROMISE_LIFE(STATE, LIFE_SKIP)
#undef STATE
        NULL,
};

#define RECORD promise
static const struct field fields[] = {
    F(id, F_ID, .label = "编号"),
    F(issue, F_REF, .flags = REQUIRED | INDEXED, .label = "问题", .to = &kind_issue),
    F(promiser, F_REF, .flags = REQUIRED | INDEXED, .label = "承诺人", .to = &kind_person),
    F(promisee, F_REF, .flags = REQUIRED | INDEXED, .label = "对方", .to = &kind_person),
    F(text, F_TEXT, .flags = REQUIRED | SEALED | PERSONAL, .label = "内容"),
    F(fen, F_INT, .flags = PERSONAL, .label = "金额(分)"),
    F(day, F_DAY, .flags = REQUIRED, .label = "期限"),
    F(part, F_INT, .label = "第几期"),
    F(parts, F_INT, .label = "共几期"),
    F(state, F_ENUM, .flags = STATE, .label = "状态", .codes = state_codes),
    F(settled_at, F_TIME, .label = "了结时间"),
};

static const struct move moves[] = {
#define MOVE(from, to) {PROMISE_##from, PROMISE_##to, 0},
    PROMISE_LIFE(LIFE_SKIP, MOVE)
#undef MOVE
};

const struct kind kind_promise = {
    .name = "promises",
    .label = "承诺",
    .number = KIND_promise,
    .size = sizeof(struct promise),
    FIELDS(fields),
    .moves = moves,
    .move_count = sizeof moves / sizeof *moves,
};
