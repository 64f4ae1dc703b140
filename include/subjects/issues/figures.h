/* The figures of issues, computed from the records by one function, never typed. */
#ifndef ISSUES_FIGURES_H
#define ISSUES_FIGURES_H

#include "core/turn.h"
#include "reading/parse.h"
#include "records/issue.h"

struct figures {
	int64_t listed; /* reported in the period, duplicates and withdrawn left out */
	int64_t duplicates, withdrawn, refused;
	int64_t open, suspended;
	int64_t solved, explained, not_possible; /* by outcome, closed or finished */
	int64_t confirmed, silent;               /* closed: by the reporter's word, without an answer */
	int64_t asked, answered;         /* reporters asked whether it is solved, and who said something */
	int64_t level[LEVEL_county + 1]; /* of the solved: where */
	int64_t responded;               /* taken within the time for it */
	int64_t oldest_days;             /* of the open ones */
	int64_t age[3];                  /* open ones, by figures_age */
};

/* Which issues: reported from `since` to `until` (ms UTC), at a place or inside it, of one
 * owner, of one category (after mergers); 0 and NULL = all. */
struct figures_of {
	int64_t since, until, place, owner;
	const char *category;
};
/* 0: up to a week, 1: up to a month, 2: older. */
int figures_age(int64_t days);
/* Does the issue belong to them? Reported in the period; `台账` leaves the period open. */
bool figures_takes(struct turn *turn, const struct figures_of *of, const struct issue *issue);
struct figures figures_of(struct turn *turn, const struct figures_of *of);
/* The place, person and category named; without a place the group's, else the first of
 * the actor's. */
struct figures_of figures_asked(struct turn *turn, const struct call *call);
/* Has the actor the command's right where they are? Says that he has not. */
bool figures_may(struct turn *turn, const struct call *call, const struct figures_of *of);
/* 辛庄村 何书记 基础设施: what was asked for. */
const char *figures_about(struct turn *turn, const struct figures_of *of);

#endif
