/* Lists and refusals of what arrives; see the header. */
#include "platforms/arrived.h"

#include "base/text.h"

void
arrived_add(struct arrived_list *list, const char *text)
{
	if (!text_empty(text) && list->n < ARRIVED_LIST_MAX)
		list->items[list->n++] = text;
}

bool
arrived_refuse(struct arrived *arrived, const char *error)
{
	arrived->event = ARRIVED_REFUSED;
	arrived->error = error;
	return false;
}
