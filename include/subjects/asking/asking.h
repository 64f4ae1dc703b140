/* Questions in free words: what they are about, and the command that answers them. */
#ifndef ASKING_ASKING_H
#define ASKING_ASKING_H

#include <stdbool.h>

#include "base/text_norm.h"
#include "core/turn.h"

/* Answers a question out of the register, by help, or by the command that shows it. False if
 * it is about none of these; nothing has been said then. */
bool asking_answer(struct turn *turn, const struct glyphs *text, size_t from);
/* Does the exact sentence for the speaker if it is one and he may say it. */
bool asking_does(struct turn *turn, const char *say);
/* Of what it is certain: a diary whatever polite words stand before it, a short question how far
 * something is or how it is said. As a hearer (reading/step.h). */
const char *asking_hear(struct turn *turn, const struct glyphs *text, size_t from);

#endif
