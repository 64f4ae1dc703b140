/* A public draw: committed to, fed by members, revealed. */
#ifndef RECORDS_LOT_H
#define RECORDS_LOT_H

#include "data/field.h"

/* clang-format off */
/* The life of a draw. */
#define LOT_LIFE(STATE, MOVE) \
	STATE(open) \
		MOVE(open, drawn) \
		MOVE(open, failed) \
	STATE(drawn) \
	STATE(failed)
/* clang-format on */

enum lot_state {
#define STATE(name) LOT_##name,
	LOT_LIFE(STATE, LIFE_SKIP)
#undef STATE
};

struct lot {
	int64_t id;
	int64_t group;
	int64_t by;
	const char *title;
	const char *roll; /* name weight, one a line */
	int64_t picks;
	const char *secret; /* 64 hex digits; told at the reveal */
	const char *commit;
	const char *contributions; /* one a line, in the order they came */
	struct list givers;
	const char *result; /* names, one a line */
	int32_t state;
	int64_t at;
};

extern const struct kind kind_lot;

#endif
