/* The life of a slip; see the header. */
#include "subjects/slips/slip_life.h"

#include "core/access.h"
#include "core/post.h"
#include "records/issue.h"
#include "records/kinds.h"
#include "subjects/issues/issue_life.h"

static const struct life_rule rows[] = {
#define MOVE(from, to, step, who) {SLIP_##step, "slip " #step, SLIP_##from, SLIP_##to, who},
#define STAY(from, step, who) MOVE(from, from, step, who)
    SLIP_LIFE(LIFE_SKIP, MOVE, STAY)
#undef MOVE
#undef STAY
};
static const struct life_rules rules = {rows, sizeof rows / sizeof *rows};

/* Whose word sends a slip out: the township's, not the village's. */
static const enum role_role approvers[] = {
    ROLE_district_secretary, ROLE_team_leader, ROLE_district_sponsor, ROLE_admin};

int64_t
slip_approver(const struct turn *turn, const struct issue *issue)
{
	for (size_t i = 0; i < sizeof approvers / sizeof *approvers; i++) {
		int64_t person = issue_officer(turn, issue, approvers[i], 0);

		if (person)
			return person;
	}
	return 0;
}

int64_t
slip_officer(const struct turn *turn, int64_t department, int64_t after)
{
	EACH_BY (&turn->world->store, role, place, store_key_int(department), role)
		if (role->role == ROLE_officer && role->person > after &&
		    access_has(turn->world, role->person, ROLE_BIT(ROLE_officer), department, turn_today(turn)) &&
		    turn_reachable(turn, role->person))
			return role->person;
	return 0;
}

uint32_t
slip_who(const struct turn *turn, const struct slip *slip)
{
	const struct issue *issue = turn_find(turn, issue, slip->issue);
	uint32_t who = 0, wanted = 0;

	if (turn->actor == NULL)
		return SLIP_BOT;
	int64_t me = turn->actor->id;
	if (issue && issue_against(turn, issue, me))
		return 0;
	for (size_t i = 0; i < sizeof approvers / sizeof *approvers; i++)
		wanted |= ROLE_BIT(approvers[i]);
	if (slip->drafter == me || issue->owner == me)
		who |= SLIP_REQUESTER;
	if (access_has(turn->world, me, wanted, issue->place ? issue->place : slip->office, turn_today(turn)))
		who |= SLIP_APPROVER;
	if (access_has(turn->world, me, ROLE_BIT(ROLE_officer), slip->department, turn_today(turn)) ||
	    (who & SLIP_APPROVER && slip_officer(turn, slip->department, 0) == 0))
		who |= SLIP_DEPARTMENT;
	return who;
}

const struct slip *
slip_step(struct turn *turn, int64_t id, enum slip_step step, const char *text,
    void (*change)(struct turn *turn, struct slip *slip, const void *context), const void *context)
{
	const struct slip *old = turn_find(turn, slip, id);
	const struct life_rule *rule = old ? life_rule(&rules, (int)step, old->state) : NULL;
	const char *n = turn_number(turn, id);

	if (old == NULL || !(slip_who(turn, old) & life_who(&rules, (int)step))) {
		turn_say(turn, "slip-none", WITH({"n", n}));
		return NULL;
	}
	if (rule == NULL) {
		turn_say(turn, "slip-not-now", WITH({"n", n}, {"state", slip_state(turn, old->state)}));
		return NULL;
	}
	struct slip slip = *old;
	int from = old->state;
	slip.state = rule->to;
	if (change)
		change(turn, &slip, context);
	const struct slip *kept = turn_put(turn, &kind_slip, &slip);
	life_note_of(turn,
	    &(struct life_event){.issue = kept->issue,
	        .slip = kept->id,
	        .step = rule->name,
	        .from = from,
	        .to = kept->state,
	        .round = kept->round,
	        .text = text});
	return kept;
}

const char *
slip_state(struct turn *turn, int state)
{
	static const char *const states[] = {
#define STATE(name, words) words,
	    SLIP_LIFE(STATE, LIFE_SKIP, LIFE_SKIP)
#undef STATE
	};

	return turn_phrase(turn, states[state], WITH_NONE);
}
