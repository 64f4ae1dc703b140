/* A line 指标: one household's part of an arrival. Field table; see records/line.h. */
#include "records/line.h"

#include "records/kinds.h"
#include "records/arrival.h"
#include "records/operator.h"
#include "records/party.h"
#include "records/person.h"

static const char *const state_codes[] = {
#define STATE(name) #name,
    LINE_LIFE(STATE, LIFE_SKIP)
#undef STATE
        NULL,
};

#define RECORD line
static const struct field fields[] = {
    F(id, F_ID, .label = "编号"),
    F(arrival, F_REF, .flags = REQUIRED | INDEXED, .label = "批次", .to = &kind_arrival),
    F(operator, F_REF, .flags = REQUIRED | INDEXED, .label = "经营户", .to = &kind_operator),
    F(party, F_REF, .label = "一组", .to = &kind_party),
    F(heads, F_INT, .flags = REQUIRED, .label = "人数"),
    F(beds, F_INT, .label = "床位"),
    F(state, F_ENUM, .flags = STATE, .label = "状态", .codes = state_codes),
    F(offered_at, F_TIME, .label = "发布时间"),
    F(answered_at, F_TIME, .label = "答复时间"),
    F(answered_by, F_REF, .label = "答复人", .to = &kind_person),
    F(reason, F_TEXT, .flags = PERSONAL, .label = "原因"),
};

static const struct move moves[] = {
#define MOVE(from, to, who) {LINE_##from, LINE_##to, who},
    LINE_LIFE(LIFE_SKIP, MOVE)
#undef MOVE
};

const struct kind kind_line = {
    .name = "lines",
    .label = "指标",
    .number = KIND_line,
    .size = sizeof(struct line),
    FIELDS(fields),
    .moves = moves,
    .move_count = sizeof moves / sizeof *moves,
};
