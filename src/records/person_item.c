/* One person in a list. Field table; see records/person_item.h. */
#include "records/person_item.h"

#include "records/kinds.h"
#include "records/person.h"


#define RECORD person_item
static const struct field fields[] = {
	F(person, F_REF, .label = "人", .to = &kind_person),
};

const struct kind kind_person_item = {
	.name = "",
	.label = "人",
	.size = sizeof(struct person_item),
	FIELDS(fields),
};
