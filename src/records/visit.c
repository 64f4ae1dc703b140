/* A visit 走访: contact with one household, real date beside the entry date. Field table; see records/visit.h. */
#include "records/visit.h"

#include "records/kinds.h"
#include "records/household.h"
#include "records/person.h"

static const char *const outcome_codes[] = {"done", "missed", "refused", "received", NULL};

static const char *const check_codes[] = {"none", "verified", "disputed", NULL};

/* A check that disagreed may agree once the two have talked. */
static const struct move moves[] = {
    {CHECK_none, CHECK_verified}, {CHECK_none, CHECK_disputed}, {CHECK_disputed, CHECK_verified}};

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
