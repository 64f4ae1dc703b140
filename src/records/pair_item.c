/* One person and the village proposed for him. Field table; see records/pair_item.h. */
#include "records/pair_item.h"

#include "records/kinds.h"
#include "records/person.h"
#include "records/place.h"

#define RECORD pair_item
static const struct field fields[] = {
    F(person, F_REF, .label = "干部", .to = &kind_person),
    F(place, F_REF, .label = "村", .to = &kind_place),
    F(next_best, F_REF, .label = "次选", .to = &kind_place),
};

const struct kind kind_pair_item = {
    .name = "",
    .label = "配对",
    .size = sizeof(struct pair_item),
    FIELDS(fields),
};
