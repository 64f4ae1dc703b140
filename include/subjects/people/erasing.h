/* What is kept of a person: shown to him, and erased. */
#ifndef PEOPLE_ERASING_H
#define PEOPLE_ERASING_H

#include "core/turn.h"

/* Everything that is kept of the person, a line each, in the arena. */
const char *erasing_kept(struct turn *turn, int64_t person);
/* May the turn's actor erase him: he himself, or an administrator of his places? */
bool erasing_may(const struct turn *turn, int64_t person);
/* Matters in his hands that are not finished: somebody else must have them first. */
int64_t erasing_holds(const struct turn *turn, int64_t person);
/* Erases him everywhere: name, numbers, accounts, offices, texts. What he reported stays as a number.
 * It cannot be taken back. */
void erasing_do(struct turn *turn, int64_t person);

#endif
