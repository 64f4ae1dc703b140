/* How something is said to the bot: the command that a question in free words is about. */
#ifndef ASKING_HOW_H
#define ASKING_HOW_H

#include <stdbool.h>

#include "base/text_norm.h"

struct command;

/* The command whose words stand in the text from `from` on, or NULL. */
const struct command *how_command(const struct glyphs *text, size_t from);
/* Does the sentence certainly ask how something is said? */
bool how_asked(const struct glyphs *text, size_t from);

#endif
