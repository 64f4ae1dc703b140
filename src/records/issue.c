/* An issue 问题: something a person wants solved. Its id is the number spoken. Field table; see records/issue.h. */
#include "records/issue.h"

#include "records/kinds.h"
#include "records/group.h"
#include "records/person.h"
#include "records/person_item.h"
#include "records/place.h"

static const char *const urgency_codes[] = {"normal", "urgent", "danger", NULL};
static const char *const state_codes[] = {
#define STATE(name, words) #name,
    ISSUE_LIFE(STATE, LIFE_SKIP, LIFE_SKIP)
#undef STATE
        NULL,
};

static const char *const outcome_codes[] = {"none", "solved", "explained", "not_possible", NULL};
static const char *const level_codes[] = {"none", "village", "township", "county", NULL};
static const char *const word_codes[] = {"none", "solved", "denied", NULL};

#define RECORD issue
static const struct field fields[] = {
    F(id, F_ID, .label = "编号"),
    F(text, F_TEXT, .flags = REQUIRED | SEALED | PERSONAL, .label = "内容"),
    F(category, F_TEXT, .label = "类别"),
    F(urgency, F_ENUM, .label = "紧急", .codes = urgency_codes),
    F(place, F_REF, .flags = INDEXED, .label = "地方", .to = &kind_place),
    F(reporter, F_REF, .flags = INDEXED, .label = "上报人", .to = &kind_person),
    F(group, F_REF, .label = "上报群", .to = &kind_group),
    F(owner, F_REF, .flags = INDEXED, .label = "负责人", .to = &kind_person),
    F(state, F_ENUM, .flags = STATE | INDEXED, .label = "状态", .codes = state_codes),
    F(reported_at, F_TIME, .label = "上报时间"),
    F(accepted_at, F_TIME, .label = "受理时间"),
    F(restricted, F_INT, .label = "受限"),
    F(round, F_INT, .label = "轮次"),
    F(round_at, F_TIME, .label = "本轮起"),
    F(outcome, F_ENUM, .label = "结果", .codes = outcome_codes),
    F(word, F_ENUM, .label = "上报人说", .codes = word_codes),
    F(finished_at, F_TIME, .label = "办结时间"),
    F(closed_at, F_TIME, .label = "结案时间"),
    F(review, F_DAY, .label = "复核日"),
    F(original, F_REF, .label = "并入", .to = &kind_issue),
    F(sign_a, F_INT, .flags = INTERNAL, .label = "特征一"),
    F(sign_b, F_INT, .flags = INTERNAL, .label = "特征二"),
    F(followers, F_LIST, .flags = INTERNAL, .label = "跟进人", .to = &kind_person_item),
    F(helpers, F_LIST, .flags = INTERNAL, .label = "协办人", .to = &kind_person_item),
    F(parties, F_LIST, .flags = INTERNAL | SEALED, .label = "当事人", .to = &kind_person_item),
    F(agreement, F_TEXT, .flags = SEALED | PERSONAL, .label = "协议"),
    F(pictures, F_TEXT, .flags = PERSONAL | SEALED, .label = "图片"),
    F(level, F_ENUM, .label = "办成层级", .codes = level_codes),
    F(sorted, F_INT, .label = "类别已认"),
    F(dispatcher, F_REF, .label = "派单人", .to = &kind_person),
    F(chased, F_LIST, .flags = INTERNAL, .label = "已催到", .to = &kind_person_item),
    F(about, F_LIST, .flags = INTERNAL | SEALED, .label = "涉及", .to = &kind_person_item),
};

static const struct move moves[] = {
#define MOVE(from, to, step, who) {ISSUE_##from, ISSUE_##to, 0},
    ISSUE_LIFE(LIFE_SKIP, MOVE, LIFE_SKIP)
#undef MOVE
};

const struct kind kind_issue = {
    .name = "issues",
    .label = "问题",
    .number = KIND_issue,
    .size = sizeof(struct issue),
    FIELDS(fields),
    .moves = moves,
    .move_count = sizeof moves / sizeof *moves,
};
