/* The same matter again 一事多报: likeness by character bigrams; asked about, never merged
 * silently (rules.md, issues). */
#ifndef ISSUES_DOUBLES_H
#define ISSUES_DOUBLES_H

#include "base/text_norm.h"
#include "reading/parse.h"
#include "core/turn.h"
#include "records/issue.h"

/* 128 marks of a text's bigrams, kept with the issue: two texts with few marks in common
 * are not alike, which ten thousand comparisons find out in a millisecond. */
void doubles_sign(const char *text, int64_t sign[2]);
/* The issue of the same village, open or closed under thirty days ago and not restricted,
 * that this text most likely repeats; NULL if none is alike enough to ask. */
const struct issue *doubles_find(
    struct turn *turn, const struct glyphs *glyphs, const char *text, int64_t place);
/* The person follows the issue from now on; false if he did already. */
bool doubles_follow(struct turn *turn, const struct issue *issue, int64_t person);
/* A command's run: joins the issue of the first number to the one of the second. Whoever
 * reported it follows and is told. */
void doubles_join(struct turn *turn, const struct call *call);

#endif
