/* A visit 走访: contact with one household, real date beside the entry date. */
#ifndef RECORDS_VISIT_H
#define RECORDS_VISIT_H

#include "data/field.h"

/* clang-format off */
/* What a spot check says. One that disagreed may agree once the two have talked. */
#define VISIT_CHECK_LIFE(STATE, MOVE) \
	STATE(none) \
		MOVE(none, verified) \
		MOVE(none, disputed) \
	STATE(verified) \
	STATE(disputed) \
		MOVE(disputed, verified)
/* clang-format on */

enum visit_check {
#define STATE(name) CHECK_##name,
	VISIT_CHECK_LIFE(STATE, LIFE_SKIP)
#undef STATE
};
enum visit_outcome { VISIT_done, VISIT_missed, VISIT_refused, VISIT_received };

struct visit {
	int64_t id;
	int64_t household;
	int64_t by;
	int32_t day;
	int64_t entered_at;
	int32_t outcome;
	const char *note;
	int32_t check; /* what a spot check found */
	int64_t checker;
};

extern const struct kind kind_visit;

#endif
