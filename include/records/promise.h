/* A promise 承诺 made in a mediation: who does what for whom by which day. A sum paid in
 * instalments is one promise each. */
#ifndef RECORDS_PROMISE_H
#define RECORDS_PROMISE_H

#include "data/field.h"

enum promise_who { PROMISE_PROMISER = 1, PROMISE_PROMISEE = 2, PROMISE_MEDIATOR = 4 };

/* clang-format off */
/* The life of a promise: STATE(name, key of its words, the step into it as it stands in the events,
 * who may say it), MOVE(from, to). Late is better than never: a broken one can still be kept. */
#define PROMISE_LIFE(STATE, MOVE) \
	STATE(open, "promise-state-open", "promise", PROMISE_MEDIATOR) \
		MOVE(open, claimed) \
		MOVE(open, kept) \
		MOVE(open, broken) \
		MOVE(open, cancelled) \
	STATE(claimed, "promise-state-claimed", "promise claimed", PROMISE_PROMISER | PROMISE_MEDIATOR) \
		MOVE(claimed, kept) \
		MOVE(claimed, broken) \
	STATE(kept, "promise-state-kept", "promise kept", PROMISE_PROMISEE) \
	STATE(broken, "promise-state-broken", "promise broken", PROMISE_PROMISEE) \
		MOVE(broken, claimed) \
		MOVE(broken, kept) \
	STATE(cancelled, "promise-state-cancelled", "promise cancelled", PROMISE_PROMISEE | PROMISE_MEDIATOR)
/* clang-format on */

enum promise_state {
#define STATE(name, words, step, who) PROMISE_##name,
	PROMISE_LIFE(STATE, LIFE_SKIP)
#undef STATE
};

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
