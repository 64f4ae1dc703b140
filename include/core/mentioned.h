/* Who is named in a message, by the names that are registered. */
#ifndef CORE_MENTIONED_H
#define CORE_MENTIONED_H

#include "base/memory.h"
#include "core/message.h"
#include "core/world.h"

/* The message's text with the registered name in place of the name that each mention shows there; in the
 * arena, or the text itself where nobody is named or known. */
const char *mentioned_text(const struct world *world, const struct message *message, struct arena *arena);

#endif
