/* A promise 承诺 made in a mediation: who does what for whom by which day. A sum paid in
 * instalments is one promise each. */
#ifndef RECORDS_PROMISE_H
#define RECORDS_PROMISE_H

#include "data/field.h"

enum promise_state { PROMISE_open, PROMISE_claimed, PROMISE_kept, PROMISE_broken, PROMISE_cancelled };

struct promise {
	int64_t id;
	int64_t issue; /* the dispute */
	int64_t promiser, promisee;
	const char *text;
	int64_t fen;         /* 0: no money */
	int32_t day;         /* until the end of this day */
	int64_t part, parts; /* 2nd of 4 instalments; 0 and 0: whole */
	int32_t state;
	int64_t settled_at;
};

extern const struct kind kind_promise;

#endif
