/* A rule 政策 of the compendium. Field table; see records/rule.h. */
#include "records/rule.h"

#include "records/kinds.h"
#include "records/person.h"
#include "records/place.h"

#define RECORD rule
static const struct field fields[] = {
    F(id, F_ID, .label = "编号"),
    F(title, F_TEXT, .flags = REQUIRED | INDEXED, .label = "事项"),
    F(aliases, F_TEXT, .label = "别名"),
    F(basis, F_TEXT, .label = "依据"),
    F(scope, F_TEXT, .label = "范围"),
    F(standard, F_TEXT, .label = "标准"),
    F(procedure, F_TEXT, .label = "流程"),
    F(department, F_TEXT, .flags = REQUIRED, .label = "科室"),
    F(person, F_REF, .label = "责任人", .to = &kind_person),
    F(source, F_TEXT, .label = "来源"),
    F(place, F_REF, .label = "适用地", .to = &kind_place),
    F(from, F_DAY, .label = "生效"),
    F(to, F_DAY, .label = "失效"),
};

const struct kind kind_rule = {
    .name = "policies",
    .label = "政策",
    .number = KIND_rule,
    .size = sizeof(struct rule),
    FIELDS(fields),
};
