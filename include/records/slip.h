/* An escalation slip 抄告单: a numbered request to a department, with a deadline. Belongs
 * to one issue; its id is the number spoken (抄告3), office, year and serial the one printed. */
#ifndef RECORDS_SLIP_H
#define RECORDS_SLIP_H

#include "data/field.h"

enum slip_state {
	SLIP_drafted,
	SLIP_issued,
	SLIP_signed,
	SLIP_returned,
	SLIP_conference,
	SLIP_replied,
	SLIP_closed,
	SLIP_cancelled
};

struct slip {
	int64_t id;
	int64_t issue;
	int64_t department;   /* place of kind department */
	int64_t office;       /* the township or county in whose name it goes out */
	int64_t year, serial; /* given when issued */
	const char *text;     /* what is asked */
	int64_t days;         /* working days to reply */
	int64_t drafter, approver;
	int32_t state;
	int64_t issued_at; /* first issue: the requester's clock */
	int64_t sent_at;   /* last issue or reissue: the time in which it may be returned */
	int64_t deadline;
	int64_t guessed_year; /* whose holidays were not published when the deadline was counted, or 0 */
	int64_t signed_at, signed_by;
	int64_t extended; /* once, asked before the deadline */
	int64_t returns;  /* the third makes a joint meeting */
	int64_t round;    /* replies refused */
	const char *reply;
	int64_t replied_at;
	const char *decision;            /* of the joint meeting */
	struct list receivers, received; /* struct person_item: told of the reply; who confirmed */
};

extern const struct kind kind_slip;

/* Is it neither closed nor cancelled? */
bool slip_live(const struct slip *slip);

#endif
