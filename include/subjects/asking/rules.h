/* The compendium of rules: answers quote what is written and name who decides; whether somebody
 * fulfils it is never said. What is out of date is not quoted. */
#ifndef ASKING_RULES_H
#define ASKING_RULES_H

#include "base/text_norm.h"
#include "core/turn.h"

/* Answers out of the compendium; false if no rule that holds today is about it. Nothing has been
 * said then, unless *expired: it is told that the only rule ended. */
bool rules_answer(struct turn *turn, const struct glyphs *text, size_t from, bool *expired);
/* Is the whole sentence the name of a rule? */
bool rules_named(struct turn *turn, const struct glyphs *text, size_t from);

#endif
