/* A matter that nobody takes goes up: village, district, township, county; each once, with what was tried. */
#ifndef ISSUES_CHASING_H
#define ISSUES_CHASING_H

#include "core/turn.h"
#include "records/issue.h"

#define CHASING_TIERS 4

/* Is it still waiting for somebody to take it? */
bool chasing_waits(const struct issue *issue);
/* The next one up from this tier (0: village) who has not been told; 0 if there is none. His tier
 * goes to *found. */
int64_t chasing_next(const struct turn *turn, const struct issue *issue, int tier, int *found);
/* Keeps that he was told of it; the new version. */
const struct issue *chasing_told(struct turn *turn, const struct issue *issue, int64_t person);
/* 提醒过 2 次,已报 甲、乙: reminders that reached the owner since he holds it, and who was told. */
const char *chasing_tried(struct turn *turn, const struct issue *issue);
/* 甲、乙: who was told. */
const char *chasing_names(struct turn *turn, const struct issue *issue);

#endif
