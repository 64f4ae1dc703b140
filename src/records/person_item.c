/* One person in a list. Field table; see records/person_item.h. */
#include "records/person_item.h"

#include <string.h>

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

bool
person_item_in(const struct list *list, int64_t person)
{
	const struct person_item *items = list->items;

	for (size_t i = 0; i < list->n; i++)
		if (items[i].person == person)
			return true;
	return false;
}

struct list
person_item_added(struct arena *arena, const struct list *list, int64_t person)
{
	struct person_item *items = arena_alloc(arena, (list->n + 1) * sizeof *items);

	if (list->n)
		memcpy(items, list->items, list->n * sizeof *items);
	items[list->n].person = person;
	return (struct list){items, list->n + 1};
}
