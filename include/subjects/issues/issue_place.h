/* Where a report is: in the reporter's village, unless he names a place of his own as where it is. */
#ifndef ISSUES_ISSUE_PLACE_H
#define ISSUES_ISSUE_PLACE_H

#include "base/text_norm.h"
#include "core/turn.h"

/* The reporter's village; where he has none, the place of his office; who is known by neither, the
 * place of the group he speaks in. 0 if unknown. In a group of a place that is his, that place. */
int64_t issue_home(const struct turn *turn);
/* Where the text says it is. A workplace, an origin, a way there or a comparison names no place, a
 * department is who has to do with it, and what lies outside the reporter's own places is not his to
 * report from: then it is his home. */
int64_t issue_place(const struct turn *turn, const struct glyphs *text);

#endif
