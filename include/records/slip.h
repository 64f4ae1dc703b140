/* An escalation slip 抄告单: a numbered request to a department, with a deadline. Belongs
 * to one issue; its id is the number spoken (抄告3), office, year and serial the one printed. */
#ifndef RECORDS_SLIP_H
#define RECORDS_SLIP_H

#include "data/field.h"

/* clang-format off */
/* The life of a slip: STATE(name, key of its words); MOVE(from, to, step, who may), STAY(from,
 * step, who may) where the state stays. `who` are bits of enum slip_who, the steps are enum
 * slip_step (subjects/slips/slip_life.h). */
#define SLIP_LIFE(STATE, MOVE, STAY) \
	STATE(drafted, "slip-state-drafted") \
		MOVE(drafted, issued, issue, SLIP_APPROVER) \
		MOVE(drafted, cancelled, cancel, SLIP_REQUESTER | SLIP_APPROVER | SLIP_BOT) \
	STATE(issued, "slip-state-issued") \
		MOVE(issued, signed, sign, SLIP_DEPARTMENT) \
		MOVE(issued, returned, return, SLIP_DEPARTMENT) \
		MOVE(issued, replied, reply, SLIP_DEPARTMENT) \
		MOVE(issued, cancelled, cancel, SLIP_REQUESTER | SLIP_APPROVER | SLIP_BOT) \
	STATE(signed, "slip-state-signed") \
		STAY(signed, extend, SLIP_DEPARTMENT) \
		MOVE(signed, returned, return, SLIP_DEPARTMENT) \
		MOVE(signed, conference, meet, SLIP_REQUESTER | SLIP_APPROVER | SLIP_DEPARTMENT) \
		MOVE(signed, replied, reply, SLIP_DEPARTMENT) \
		MOVE(signed, cancelled, cancel, SLIP_REQUESTER | SLIP_APPROVER | SLIP_BOT) \
	STATE(returned, "slip-state-returned") \
		MOVE(returned, issued, reissue, SLIP_REQUESTER | SLIP_APPROVER) \
		MOVE(returned, conference, meet, SLIP_REQUESTER | SLIP_APPROVER | SLIP_DEPARTMENT) \
		MOVE(returned, cancelled, cancel, SLIP_REQUESTER | SLIP_APPROVER | SLIP_BOT) \
	STATE(conference, "slip-state-conference") \
		MOVE(conference, issued, decide, SLIP_APPROVER) \
		MOVE(conference, cancelled, cancel, SLIP_REQUESTER | SLIP_APPROVER | SLIP_BOT) \
	STATE(replied, "slip-state-replied") \
		MOVE(replied, closed, accept, SLIP_REQUESTER | SLIP_APPROVER) \
		MOVE(replied, issued, refuse, SLIP_REQUESTER | SLIP_APPROVER) \
		MOVE(replied, cancelled, cancel, SLIP_REQUESTER | SLIP_APPROVER | SLIP_BOT) \
	STATE(closed, "slip-state-closed") \
	STATE(cancelled, "slip-state-cancelled")
/* clang-format on */

enum slip_state {
#define STATE(name, words) SLIP_##name,
	SLIP_LIFE(STATE, LIFE_SKIP, LIFE_SKIP)
#undef STATE
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
