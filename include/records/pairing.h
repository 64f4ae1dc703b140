/* A proposal 配对 which cadre goes to which village. */
#ifndef RECORDS_PAIRING_H
#define RECORDS_PAIRING_H

#include "data/field.h"

enum pairing_state { PAIRING_proposed, PAIRING_confirmed, PAIRING_dropped };

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
