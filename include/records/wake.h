/* Timed work: at due_at the wake of this kind runs for its subject; fires once. */
#ifndef RECORDS_WAKE_H
#define RECORDS_WAKE_H

#include "data/field.h"

enum wake_state { WAKE_scheduled, WAKE_fired, WAKE_cleared, WAKE_skipped };

struct wake {
	int64_t id;
	const char *kind;
	int64_t subject;
	int64_t rung;
	int64_t due_at;
	int32_t state;
};

extern const struct kind kind_wake;

#endif
