/* The end of an issue's round, and the next one. Closed is not solved: outcome, state and the
 * reporter's own word are three. */
#ifndef ISSUES_ROUNDS_H
#define ISSUES_ROUNDS_H

#include "core/turn.h"
#include "records/issue.h"

/* For life_step: the reporter says that it is solved. */
void rounds_set_confirmed(struct turn *turn, struct issue *issue, const void *context);
/* Tells the owner what the reporter has said. */
void rounds_tell_owner(struct turn *turn, const struct issue *issue, const char *key, const char *text);
/* For life_step: a new round with its own clocks; what the old one found stays in the events.
 * With a context the reporter has denied that it is solved. */
void rounds_set_next(struct turn *turn, struct issue *issue, const void *context);
/* Tells the owner and starts the clocks of the new round. */
void rounds_begin(struct turn *turn, const struct issue *issue, const char *text);

#endif
