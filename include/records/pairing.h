/* A proposal 配对 which cadre goes to which village. */
#ifndef RECORDS_PAIRING_H
#define RECORDS_PAIRING_H

#include "data/field.h"

/* clang-format off */
/* The life of a proposal. */
#define PAIRING_LIFE(STATE, MOVE) \
	STATE(proposed) \
		MOVE(proposed, confirmed) \
		MOVE(proposed, dropped) \
	STATE(confirmed) \
	STATE(dropped)
/* clang-format on */

enum pairing_state {
#define STATE(name) PAIRING_##name,
	PAIRING_LIFE(STATE, LIFE_SKIP)
#undef STATE
};

struct pairing {
	int64_t id;
	int64_t by;
	int64_t place;     /* all villages inside */
	struct list pairs; /* struct pair_item */
	int32_t state;
	int64_t at;
};

extern const struct kind kind_pairing;

#endif
