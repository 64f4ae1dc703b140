/* What the channel of a platform can do. */
#ifndef CORE_TRAITS_H
#define CORE_TRAITS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* All zero but the pace: everybody is heard, mentions and private
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

#endif
