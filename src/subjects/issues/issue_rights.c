/* Whose hands an issue is in; see the header. */
#include "subjects/issues/issue_rights.h"

#include <string.h>

#include "core/access.h"
#include "records/kinds.h"
#include "records/person_item.h"

bool
issue_against(const struct turn *turn, const struct issue *issue, int64_t person)
{
	const struct person_item *about = issue->about.items;

	if (issue->reporter == person)
		return false;
	for (size_t i = 0; i < issue->about.n; i++)
		if (about[i].person == person ||
		    access_stands_in(turn->world, person, about[i].person, turn_today(turn)))
			return true;
	return false;
}

/* Does the text say this name or one of these aliases? One letter is no name. */
static bool
says_name(const char *text, const char *names)
{
	while (names && *names) {
		size_t n = strcspn(names, ";");

		for (const char *at = text; n > 3 && (at = strchr(at, names[0])) != NULL; at++)
			if (strncmp(at, names, n) == 0)
				return true;
		names += n + (names[n] == ';');
	}
	return false;
}

bool
issues_about(const struct turn *turn, const struct issue *issue, int64_t id)
{
	const struct person *person = turn_find(turn, person, id);

	if (person_item_in(&issue->parties, id) || issue_against(turn, issue, id))
		return true;
	return issue->restricted && person && issue->reporter != id &&
	    (says_name(issue->text, person->name) || says_name(issue->text, person->aliases));
}

static const uint32_t tiers[] = {
    ROLE_BIT(ROLE_cadre) | ROLE_BIT(ROLE_first_secretary) | ROLE_BIT(ROLE_village_secretary) |
        ROLE_BIT(ROLE_village_head) | ROLE_BIT(ROLE_contact_cadre),
    ROLE_BIT(ROLE_district_secretary) | ROLE_BIT(ROLE_team_leader),
    ROLE_BIT(ROLE_district_sponsor) | ROLE_BIT(ROLE_admin),
};

bool
issue_serves_village(const struct turn *turn, const struct issue *issue, int64_t person)
{
	return access_has(turn->world, person, tiers[0], issue->place, turn_today(turn));
}

int
issues_rank(const struct turn *turn, int64_t person, int64_t place)
{
	for (int tier = 3; tier > 0 && place; tier--)
		if (access_has(turn->world, person, tiers[tier - 1], place, turn_today(turn)))
			return tier;
	return 0;
}

bool
issues_may_read(const struct turn *turn, const struct issue *issue, int64_t person)
{
	if (issue_against(turn, issue, person))
		return false;
	if (issue->owner == person || issue->reporter == person)
		return true;
	if ((person_item_in(&issue->followers, person) || person_item_in(&issue->helpers, person)) &&
	    access_of_county(turn->world, person, issue->place, turn_today(turn)))
		return true;
	return !issue->restricted && issue->place &&
	    access_has(turn->world, person, VISITORS, issue->place, turn_today(turn));
}

struct officer {
	const struct turn *turn;
	const struct issue *issue;
	int64_t except;
};

static bool
fits(const void *context, int64_t person)
{
	const struct officer *officer = context;

	return person != officer->except && !issues_about(officer->turn, officer->issue, person);
}

int64_t
issue_officer(const struct turn *turn, const struct issue *issue, enum role_role role, int64_t except)
{
	struct officer officer = {turn, issue, except};

	return access_find_if(turn->world, role, issue->place, turn_today(turn), fits, &officer);
}

uint32_t
issue_who(const struct turn *turn, const struct issue *issue)
{
	int32_t today = turn_today(turn);

	if (turn->actor == NULL)
		return LIFE_BOT | LIFE_ANY;
	int64_t me = turn->actor->id;
	uint32_t who = issue->reporter == me ? LIFE_REPORTER : 0u;
	if (issues_about(turn, issue, me))
		return who;
	/* Nor do those move a complaint who serve with him, whatever else they are. */
	if (issue->about.n && issue->owner != me && issue_serves_village(turn, issue, me))
		return who;
	who |= LIFE_ANY;
	if (issue->owner == me && access_of_county(turn->world, me, issue->place, today))
		who |= LIFE_OWNER;
	if (may(turn->world, me, RIGHT_administer, issue->place, today))
		who |= LIFE_ADMIN;
	if (may(turn->world, me, RIGHT_lead, issue->place, today))
		who |= LIFE_LEADER;
	if (issues_may_read(turn, issue, me) && may(turn->world, me, RIGHT_serve, 0, today))
		who |= LIFE_READER;
	int rank = issues_rank(turn, me, issue->place);
	if (rank >= 2 || (rank && (!issue->restricted || who & LIFE_READER)))
		who |= LIFE_ORDERER;
	return who;
}
