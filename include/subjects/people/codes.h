/* One-time codes for 绑定, 绑定群 and the page; only their digest is kept. Who guesses has five tries
 * in the life of a code and twenty an hour; then an administrator hears of him. */
#ifndef PEOPLE_CODES_H
#define PEOPLE_CODES_H

#include "core/turn.h"
#include "records/code.h"

#define CODE_CHARS 8 /* letters and digits that are not taken for one another */

/* Makes a code for the target (0 = whoever says it) and writes its characters. */
void codes_make(struct turn *turn, enum code_purpose purpose, int64_t target, char out[CODE_CHARS + 1]);
/* The unused code that these characters open and that has not expired, or NULL; capital or small,
 * blanks and dashes between them do not count. */
const struct code *codes_find(const struct turn *turn, const char *said);
/* It has been said: it opens nothing any more. */
void codes_use(struct turn *turn, const struct code *code);

/* May this sender try now? */
bool codes_may_try(const struct turn *turn, const char *channel, const char *sender_id);
/* It was a wrong one: counted, and told to an administrator when it was the last. `named`: whose code
 * it was to be, 0 if nobody's; `who` as the administrator is told. */
void codes_tried(
    struct turn *turn, const char *channel, const char *sender_id, const char *who, int64_t named);
/* Tells an administrator: of the places of the person `over`, where there is one; else any. */
void codes_tell_administrator(struct turn *turn, int64_t over, const char *key, const struct with *with);

#endif
