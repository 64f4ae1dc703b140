/* Refused callbacks in the log; see the header. */
#include "shell/refusals.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/civil.h"
#include "base/log.h"
#include "base/memory.h"

struct refusals {
	size_t count;
	struct refused {
		int64_t told_at;
		uint64_t untold;
	} of[];
};

struct refusals *
refusals_open(size_t channels)
{
	struct refusals *refusals = mem_new(sizeof *refusals + channels * sizeof *refusals->of);

	refusals->count = channels;
	return refusals;
}

void
refusals_close(struct refusals *refusals)
{
	free(refusals);
}

void
refusals_note(struct refusals *refusals, size_t channel, const char *name, const char *why, int64_t now_ms)
{
	struct refused *refused = &refusals->of[channel];
	char untold[24];

	if (refused->told_at && now_ms >= refused->told_at && now_ms - refused->told_at < MS_MINUTE) {
		refused->untold++;
		return;
	}
	snprintf(untold, sizeof untold, "%llu", (unsigned long long)refused->untold);
	log_line(LOG_WARN, "a callback is refused", "channel", name, "why", why ? why : "no proof", "more_before",
	    untold, NULL);
	*refused = (struct refused){.told_at = now_ms};
}
