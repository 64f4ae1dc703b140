/* Whose hands an issue is in: who may read it, who takes which step, and who has none in it at all. */
#ifndef ISSUES_ISSUE_RIGHTS_H
#define ISSUES_ISSUE_RIGHTS_H

#include "core/access.h"
#include "core/turn.h"
#include "records/issue.h"

/* What somebody is to an issue; ISSUE_LIFE says which of them take a step. */
enum life_who {
	LIFE_OWNER = 1,
	LIFE_REPORTER = 2,
	LIFE_ADMIN = 4,
	LIFE_BOT = 8,
	LIFE_ANY = 16,
	LIFE_READER = 32,  /* may read it, and handles matters there */
	LIFE_ORDERER = 64, /* gives orders there; about a restricted one the upper tiers, or who may read it */
	LIFE_LEADER = 128  /* leads there */
};

/* What the turn's actor is to it, bits of life_who. Whoever the matter is about is nothing to it,
 * unless he has reported it: the one guard of every step of issues, slips and promises. */
uint32_t issue_who(const struct turn *turn, const struct issue *issue);
/* Does it complain of the person, or of whom he stands in for? It is neither shown to him nor listed. */
bool issue_against(const struct turn *turn, const struct issue *issue, int64_t person);
/* An officer for its place whom it is not about, innermost first, `except` passed over; 0 if nobody. */
int64_t issue_officer(
    const struct turn *turn, const struct issue *issue, enum role_role role, int64_t except);
/* Is the person one of the village's own officers, whatever else he is? */
bool issue_serves_village(const struct turn *turn, const struct issue *issue, int64_t person);
/* Three tiers (domain-terms): the township leader over the district, its secretary, the
 * village's officers; by what somebody is for this place, whatever his office elsewhere.
 * 0: none of them. */
int issues_rank(const struct turn *turn, int64_t person, int64_t place);
/* Is the person one of a dispute's parties, or does a restricted matter name him? It is
 * never put into his hands. */
bool issues_about(const struct turn *turn, const struct issue *issue, int64_t person);
/* May this person read the issue's text? */
bool issues_may_read(const struct turn *turn, const struct issue *issue, int64_t person);

#endif
