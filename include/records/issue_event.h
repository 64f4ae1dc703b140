/* What happened to an issue: who, when, from, to, why. Append-only; the ledger of issues
 * is computed from these. */
#ifndef RECORDS_ISSUE_EVENT_H
#define RECORDS_ISSUE_EVENT_H

#include "data/field.h"

struct issue_event {
	int64_t id;
	int64_t issue;
	int64_t by; /* 0: the bot itself */
	int64_t at;
	const char *step; /* the name of the step, see ISSUE_LIFE, SLIP_LIFE and PROMISE_LIFE */
	int64_t from, to; /* states */
	int64_t round;
	const char *text;
	int64_t slip, promise; /* the event is one of this slip or promise of the issue, 0 of itself */
};

extern const struct kind kind_issue_event;

#endif
