/* Work of the page on another thread; see the header. */
#include "console/later.h"

struct pending *
later_slot(struct later *later, enum later_what what)
{
	struct pending *free_slot = NULL;
	size_t busy = 0;

	for (size_t i = 0; i < sizeof later->all / sizeof *later->all; i++) {
		if (later->all[i].what == LATER_NONE)
			free_slot = &later->all[i];
		else
			busy += (later->all[i].what == LATER_XLSX) == (what == LATER_XLSX);
	}
	return busy < PENDING_MAX ? free_slot : NULL;
}

void
later_compute(struct later *later, struct pending *pending,
    void (*work)(const void *inputs, size_t n, struct buf *result), const void *inputs, size_t n)
{
	later->rim->compute(later->rim, -(int64_t)(pending - later->all) - 1, work, inputs, n);
}

struct pending
later_take(struct later *later, int64_t job)
{
	struct pending *slot = &later->all[-job - 1], pending = *slot;

	memory_wipe(slot, sizeof *slot);
	return pending;
}
