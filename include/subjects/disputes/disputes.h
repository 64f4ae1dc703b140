/* Disputes: issues with parties. Nothing of them is said in a group, and they are never in the
 * hands of one of their parties. */
#ifndef DISPUTES_DISPUTES_H
#define DISPUTES_DISPUTES_H

#include "reading/parse.h"
#include "records/issue.h"

/* The issue, if the actor leads it and it is under way; says why not. */
const struct issue *disputes_led(struct turn *turn, int64_t id);
/* One person at `at`, or 0. */
int64_t disputes_person_at(const struct turn *turn, const struct glyphs *text, size_t at, size_t *used);

#endif
