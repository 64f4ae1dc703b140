/* A proposal 配对 which cadre goes to which village. Field table; see records/pairing.h. */
#include "records/pairing.h"

#include "records/kinds.h"
#include "records/pair_item.h"
#include "records/person.h"
#include "records/place.h"

static const char *const state_codes[] = {
#define STATE(name) #name,
    PAIRING_LIFE(STATE, LIFE_SKIP)
#undef STATE
        NULL,
};

#define RECORD pairing
static const struct field fields[] = {
    F(id, F_ID, .label = "编号"),
    F(by, F_REF, .flags = REQUIRED, .label = "提出人", .to = &kind_person),
    F(place, F_REF, .label = "地方", .to = &kind_place),
    F(pairs, F_LIST, .label = "配对", .to = &kind_pair_item),
    F(state, F_ENUM, .flags = STATE, .label = "状态", .codes = state_codes),
    F(at, F_TIME, .label = "时间"),
};
static const struct move moves[] = {
#define MOVE(from, to) {PAIRING_##from, PAIRING_##to, 0},
    PAIRING_LIFE(LIFE_SKIP, MOVE)
#undef MOVE
};

const struct kind kind_pairing = {
    .name = "pairings",
    .label = "配对",
    .number = KIND_pairing,
    .size = sizeof(struct pairing),
    FIELDS(fields),
    .moves = moves,
    .move_count = sizeof moves / sizeof *moves,
};
