/* How a text is worded for the channel it leaves by: what a reader is asked to say or
 * press, whom it can mention. Phrases mark what is to be said by <>, which is \1 and \2 in a
 * text until here. */
#ifndef CORE_WORDING_H
#define CORE_WORDING_H

#include "core/turn.h"

/* What a channel can do. All zero but the pace: everybody is heard, mentions and private
 * messages work, buttons come with the text for whoever shows them. */
struct channel_traits {
	/* In any minute no more than burst + per_minute posts leave, burst of them at once. */
	int64_t burst, per_minute;
	int64_t chat_burst, chat_per_minute; /* the same for each conversation; 0: no limit */
	size_t bytes;                        /* a longer text is cut into several posts; 0: no limit */
	size_t button_bytes; /* texts of so many bytes are shown with their buttons; 0: none are */
	bool posts_only;     /* buttons: not in answers */
	bool no_buttons;     /* there are none at all */
	bool mention_only;   /* in groups, only who mentions the bot is heard */
	bool deaf;           /* nobody is heard there at all: who answers must do it privately */
	bool no_mentions;    /* nobody can be mentioned */
	bool no_private;     /* nobody can be written to alone */
	const char *name;    /* the bot is mentioned by it; NULL: 连心 */
};

/* Words the draft for the channel. Buttons stay where they can be shown, or where the channel
 * says nothing of them; mentions where there are any. */
void word_draft(struct turn *turn, struct draft *draft, const struct channel_traits *traits,
    bool private_chat, bool answer);
/* What somebody mentioned there must know of the text: its first line, those that name him,
 * its last; in the arena. */
const char *word_excerpt(struct arena *arena, const char *text, const char *name);

#endif
