/* What a turn says: replies where the question was asked, posts to groups and people. */
#ifndef CORE_POST_H
#define CORE_POST_H

#include "core/turn.h"

/* Says a phrase where the question was asked. */
void turn_say(struct turn *turn, const char *key, const struct with *with);
/* The same with draft text; the draft is used up. */
void turn_say_draft(struct turn *turn, struct draft *draft);
/* The replies leave as posts to the chat that asked: its platform takes no words in the answer. */
void turn_replies_by_post(struct turn *turn);
/* Posts to a group or in private. A post to the chat that asked goes into the answer.
 * False when the person cannot be reached privately. */
bool turn_post_group(struct turn *turn, int64_t group, struct draft *draft);
bool turn_post_person(struct turn *turn, int64_t person, struct draft *draft);
/* Into a conversation as a message came from it, bound or not: somebody there waits for it. */
void turn_post_chat(struct turn *turn, const struct chat *chat, struct draft *draft);
/* Is a plain "noted" wanted? Not in a group by who only took part there, or had to mention the
 * bot to be heard at all: seventeen households would make it say so seventeen times. */
bool turn_wants_word(const struct turn *turn);
/* The post again as several shorter ones, of half its bytes; false if it is short already. */
bool turn_post_shorter(struct turn *turn, const struct post *post);
/* Can a private message reach them? */
bool turn_reachable(const struct turn *turn, int64_t person);
/* A draft whose text is a phrase. */
struct draft turn_draft(struct turn *turn, const char *key, const struct with *with);
/* Adds "@name" and the mention. */
void draft_mention(struct turn *turn, struct draft *draft, int64_t person, const char *name);

#endif
