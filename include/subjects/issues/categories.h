/* Categories of issues (rules.md, Issues): guessed by a lexicon and by what confirmed
 * issues have taught, confirmed by somebody. More come from the configuration. */
#ifndef ISSUES_CATEGORIES_H
#define ISSUES_CATEGORIES_H

#include "base/text_norm.h"
#include "core/turn.h"
#include "records/issue.h"

#define CATEGORY_OTHER "其他"

/* The category named by exactly these words, Chinese or English, as it is kept; NULL if there is none. */
const char *categories_named(struct turn *turn, const char *name);
/* Its name in the language of the answer. */
const char *categories_said(const struct turn *turn, const char *name);
/* " 基础设施" to stand behind a number; "" for what has none yet. */
const char *categories_behind(struct turn *turn, const char *name);
/* All names, separated by 、. */
const char *categories_all(struct turn *turn);
/* Does a word of the lexicon stand in the text? */
bool categories_says(const struct glyphs *text);
/* The likely one; "其他" if nothing speaks for any. */
const char *categories_likely(struct turn *turn, const struct glyphs *text, const char *clean);
/* The two likeliest, the first as categories_likely gives it; false when nothing speaks
 * for any of them. */
bool categories_two(struct turn *turn, const struct glyphs *text, const char *clean, const char *out[2]);
/* Somebody says what it is: kept, and learned from. */
const struct issue *categories_confirm(struct turn *turn, const struct issue *issue, const char *category);
/* The category it counts as, after mergers. */
const char *categories_counted(struct turn *turn, const char *category);

#endif
