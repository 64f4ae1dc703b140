/* How a text is worded for the channel it leaves by: what a reader is asked to say or
 * press, whom it can mention. Phrases mark what is to be said by <>, which is \1 and \2 in a
 * text until here. */
#ifndef CORE_WORDING_H
#define CORE_WORDING_H

#include "core/traits.h"
#include "core/turn.h"

/* Words the draft for the channel. Buttons stay where they can be shown, or where the channel
 * says nothing of them; mentions where there are any. */
void word_draft(struct turn *turn, struct draft *draft, const struct channel_traits *traits,
    bool private_chat, bool answer);
/* What somebody mentioned there must know of the text: its first line, those that name him,
 * its last; in the arena. */
const char *word_excerpt(struct arena *arena, const char *text, const char *name);

#endif
