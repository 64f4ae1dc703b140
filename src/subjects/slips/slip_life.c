/* The life of a slip; see the header. */
#include "subjects/slips/slip_life.h"

#include "core/access.h"
#include "core/post.h"
#include "records/issue.h"
#include "records/kinds.h"
#include "subjects/issues/issue_life.h"

#define IN(state) (1u << SLIP_##state)
#define LIVE (IN(drafted) | IN(issued) | IN(signed) | IN(returned) | IN(conference) | IN(replied))
#define ASKING (SLIP_REQUESTER | SLIP_APPROVER)

static const struct life_rule slip_rules[SLIP_STEPS] = {
    [SLIP_issue] = {"slip issue", IN(drafted), SLIP_issued, SLIP_APPROVER},
    [SLIP_sign] = {"slip sign", IN(issued), SLIP_signed, SLIP_DEPARTMENT},
    [SLIP_return] = {"slip return", IN(issued) | IN(signed), SLIP_returned, SLIP_DEPARTMENT},
    [SLIP_reissue] = {"slip reissue", IN(returned), SLIP_issued, ASKING},
    [SLIP_meet] = {"slip meet", IN(signed) | IN(returned), SLIP_conference, ASKING | SLIP_DEPARTMENT},
    [SLIP_extend] = {"slip extend", IN(signed), -1, SLIP_DEPARTMENT},
    [SLIP_decide] = {"slip decide", IN(conference), SLIP_issued, SLIP_APPROVER},
    [SLIP_reply] = {"slip reply", IN(issued) | IN(signed), SLIP_replied, SLIP_DEPARTMENT},
    [SLIP_accept] = {"slip accept", IN(replied), SLIP_closed, ASKING},
    [SLIP_refuse] = {"slip refuse", IN(replied), SLIP_issued, ASKING},
    [SLIP_cancel] = {"slip cancel", LIVE, SLIP_cancelled, ASKING | SLIP_BOT},
};

/* Whose word sends a slip out: the township's, not the village's. */
static const enum role_role approvers[] = {
    ROLE_district_secretary, ROLE_team_leader, ROLE_district_sponsor, ROLE_admin};

int64_t
slip_approver(const struct turn *turn, int64_t place)
{
	for (size_t i = 0; i < sizeof approvers / sizeof *approvers; i++) {
		int64_t person = access_find(turn->world, approvers[i], place, turn_today(turn), 0);

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
	const struct life_rule *rule = &slip_rules[step];
	const struct slip *old = turn_find(turn, slip, id);
	const char *n = turn_number(turn, id);

	if (old == NULL || !(slip_who(turn, old) & rule->who)) {
		turn_say(turn, "slip-none", WITH({"n", n}));
		return NULL;
	}
	if (!(rule->from & 1u << old->state)) {
		turn_say(turn, "slip-not-now", WITH({"n", n}, {"state", slip_state(turn, old->state)}));
		return NULL;
	}
	struct slip slip = *old;
	int from = old->state;
	if (rule->to >= 0)
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
	static const char *const states[] = {"slip-state-drafted", "slip-state-issued", "slip-state-signed",
	    "slip-state-returned", "slip-state-conference", "slip-state-replied", "slip-state-closed",
	    "slip-state-cancelled"};

	return turn_phrase(turn, states[state], WITH_NONE);
}
