/* Promises of a dispute: their life, clocks and who is told. All in private. */
#ifndef DISPUTES_PROMISES_H
#define DISPUTES_PROMISES_H

#include "core/turn.h"
#include "subjects/issue_part.h"
#include "records/promise.h"

/* Puts the promise into `state`, notes it in the dispute's history; `text`: what was said
 * about it, or NULL. Nothing happens when it is not a way from here: NULL. */
const struct promise *promises_move(
    struct turn *turn, const struct promise *promise, enum promise_state state, const char *text);
/* The reminders of an open promise: the day before, the day's end, the next working day. */
void promises_clock(struct turn *turn, const struct promise *promise);
/* The promise in words: 张三 12月1日前:付李四 2000元(第 2 期,共 4 期). */
const char *promises_words(struct turn *turn, const struct promise *promise);
/* Tells one person in private, in Chinese; who mediates hears {promise} and {words} too. */
void promises_tell(
    struct turn *turn, const struct promise *promise, int64_t person, const char *key, const char *text);
/* Asks the promisee whether it was kept. */
void promises_ask(struct turn *turn, const struct promise *promise, const char *key);
/* A broken promise is told: to the mediator and to both. */
void promises_broken(struct turn *turn, const struct promise *promise, const char *text);
/* Is the person the mediator, the promiser or the promisee? */
bool promises_concern(const struct turn *turn, const struct promise *promise, int64_t person);
/* Says why the turn's actor may not bring the promise into this state; false when he may. */
bool promises_refused(struct turn *turn, const struct promise *promise, enum promise_state state);
/* The name of its state, as it is said. */
const char *promises_state(struct turn *turn, const struct promise *promise);
/* It is kept, and those concerned hear of it. */
void promises_fulfil(struct turn *turn, const struct promise *promise);

/* The agreement and the promises of a dispute, for 查. */
extern const struct issue_part promises_of_issue;

#endif
