/* An entry of the fairness ledger 公平账: append-only; a correction is a counter-entry. */
#ifndef RECORDS_ENTRY_H
#define RECORDS_ENTRY_H

#include "data/field.h"

enum entry_cause {
	ENTRY_served,
	ENTRY_declined,
	ENTRY_no_answer,
	ENTRY_correction,
	ENTRY_no_show,
	ENTRY_failed,
	ENTRY_newcomer
};

struct entry {
	int64_t id;
	int64_t operator;
	int64_t points;
	int64_t arrival;
	int32_t cause;
	int64_t author;
	int64_t at;
	const char *reason;
};

extern const struct kind kind_entry;

#endif
