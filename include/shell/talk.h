/* What was said in the console's chats, kept for the page: each line in the turn it belongs
 * to, so that nobody sees what is not on the disk. */
#ifndef SHELL_TALK_H
#define SHELL_TALK_H

#include "core/turn.h"
#include "records/talk.h"

#define TALK_KEPT 1000 /* lines of one chat; older ones go */

/* Has this sending been kept before? */
bool talk_known(const struct world *world, const char *event);
/* The turn's message, if it was said in a chat that the console has, and the replies to it. */
void talk_heard(struct turn *turn);
/* A post of the bot's, as it is delivered. */
void talk_posted(struct turn *turn, const struct post *post);
/* The world was filled, or the program has begun again. */
void talk_mark(struct turn *turn, enum talk_sort sort);

/* May the person see this line? Groups are seen by their members. */
bool talk_visible(const struct world *world, const struct talk *talk, int64_t person);
/* The line as JSON for that person: chat, who, when, text, mentions, buttons, pictures. */
void talk_json(const struct world *world, const struct talk *talk, int64_t person, struct buf *out);
/* The chat's name on the page: "g3", or "p" for one's own with the bot. */
const char *talk_chat(const struct talk *talk, struct arena *arena);

/* The whole conversation as `lianxin chat` plays it (contract.md, section 2), from the filling of
 * the world on: `folder` is where it came from. False if its beginning is kept no more. */
bool talk_story(const struct world *world, const char *folder, struct buf *out);

#endif
