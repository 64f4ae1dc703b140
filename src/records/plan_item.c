/* One cell of a plan: so many of a party in a household. Field table; see records/plan_item.h. */
#include "records/plan_item.h"

#include "records/kinds.h"
#include "records/operator.h"
#include "records/party.h"

#define RECORD plan_item
static const struct field fields[] = {
    F(party, F_REF, .label = "一组", .to = &kind_party),
    F(operator, F_REF, .label = "经营户", .to = &kind_operator),
    F(heads, F_INT, .label = "人数"),
};

const struct kind kind_plan_item = {
    .name = "",
    .label = "分配",
    .size = sizeof(struct plan_item),
    FIELDS(fields),
};
