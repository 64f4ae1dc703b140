/* What is known of a household: reading it, saying it. Classes are nobody's business in a group. */
#ifndef PEOPLE_HOUSEHOLD_FACTS_H
#define PEOPLE_HOUSEHOLD_FACTS_H

#include "reading/parse.h"
#include "records/household.h"

#define HOUSEHOLD_NAME_CHARS_MAX 12

/* A word up to the next separator, as typed. */
const char *households_word_at(struct turn *turn, const struct glyphs *text, size_t at, size_t *used);
/* 户主张三 困难户 联户何书记 二组 …, from `at` on; false after saying what is wrong. */
bool households_read(struct turn *turn, const struct glyphs *text, size_t at, struct household *household);
/* May the actor keep households of the village? If not, it is said. */
bool households_may(struct turn *turn, int64_t village);
/* Says a sentence about a household; what is private is said in private. */
void households_say(struct turn *turn, const char *key, const struct household *household);
/* Is there a household of that name in the village already? */
bool households_taken(const struct turn *turn, const struct household *household);
/* Keeps a new one and says so, unless its name is taken. */
void households_enter(struct turn *turn, const struct household *household);

#endif
