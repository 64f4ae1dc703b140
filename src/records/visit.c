/* A visit 走访: contact with one household, real date beside the entry date. Field table; see records/visit.h. */
#include "records/visit.h"

#include "records/kinds.h"
#include "records/household.h"
#include "records/person.h"

static const char *const outcome_codes[] = {"done", "missed", "refused", "received", NULL};

static const char *const check_codes[] = {
#define STATE(name) #name,
    VISIT_CHECK_LIFE(STATE, LIFE_SKIP)
#undef STATE
        NULL,
};

static const struct move moves[] = {
#define MOVE(from, to) {CHECK_##from, CHECK_##to, 0},
    VISIT_CHECK_LIFE(LIFE_SKIP, MOVE)
#undef MOVE
};

#define RECORD visit
static const struct field fields[] = {
    F(id, F_ID, .label = "编号"),
    F(household, F_REF, .flags = REQUIRED | INDEXED, .label = "户", .to = &kind_household),
    F(by, F_REF, .flags = REQUIRED | INDEXED, .label = "走访人", .to = &kind_person),
    F(day, F_DAY, .flags = REQUIRED, .label = "日期"),
    F(entered_at, F_TIME, .label = "记录时间"),
    F(outcome, F_ENUM, .label = "结果", .codes = outcome_codes),
    F(note, F_TEXT, .flags = SEALED | PERSONAL, .label = "情况"),
    F(check, F_ENUM, .flags = STATE, .label = "抽查", .codes = check_codes),
    F(checker, F_REF, .label = "抽查人", .to = &kind_person),
};

const struct kind kind_visit = {
    .name = "visits",
    .label = "走访",
    .number = KIND_visit,
    .size = sizeof(struct visit),
    FIELDS(fields),
    .moves = moves,
    .move_count = sizeof moves / sizeof *moves,
};
