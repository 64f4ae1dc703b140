/* The life of an issue; see the header. */
#include "subjects/issues/issue_life.h"

#include "core/access.h"
#include "core/outbox.h"
#include "records/issue_event.h"
#include "records/kinds.h"
#include "records/person_item.h"
#include "records/promise.h"
#include "records/slip.h"

#define IN(state) (1u << ISSUE_##state)

const struct life_rule life_rules[LIFE_STEPS] = {
    [LIFE_verify] = {"verify", IN(in_progress), -1, LIFE_OWNER},
    [LIFE_suspend] = {"suspend", IN(in_progress), ISSUE_suspended, LIFE_OWNER | LIFE_ADMIN},
    [LIFE_resume] = {"resume", IN(suspended), ISSUE_in_progress, LIFE_OWNER | LIFE_ADMIN | LIFE_BOT},
    [LIFE_finish] = {"finish", IN(in_progress), ISSUE_resolved, LIFE_OWNER | LIFE_ADMIN},
    [LIFE_confirm] = {"confirm", IN(resolved), ISSUE_closed, LIFE_REPORTER},
    [LIFE_silent] = {"silent", IN(resolved), ISSUE_closed, LIFE_BOT},
    [LIFE_deny] = {"deny", IN(resolved), ISSUE_assigned, LIFE_REPORTER},
    [LIFE_reopen] = {"reopen", IN(closed), ISSUE_assigned, LIFE_REPORTER | LIFE_ADMIN},
    [LIFE_refuse] = {"refuse", IN(reported), ISSUE_rejected, LIFE_OWNER | LIFE_ADMIN},
    [LIFE_withdraw] = {"withdraw", IN(reported) | IN(accepted) | IN(assigned), ISSUE_withdrawn,
        LIFE_REPORTER},
    [LIFE_join] = {"join", IN(reported) | IN(accepted), ISSUE_duplicate,
        LIFE_OWNER | LIFE_ADMIN | LIFE_REPORTER},
    /* By what happens to its slips (work/slips.c), whoever does it. */
    [LIFE_escalate] = {"escalate", IN(in_progress), ISSUE_escalated, LIFE_ANY},
    [LIFE_slip_closed] = {"slip_closed", IN(escalated), ISSUE_in_progress, LIFE_ANY},
    [LIFE_give_back] = {"give_back", IN(assigned), ISSUE_accepted, LIFE_OWNER},
    [LIFE_split] = {"split", IN(duplicate), ISSUE_accepted, LIFE_OWNER | LIFE_ADMIN | LIFE_REPORTER},
};

const char *
life_state(struct turn *turn, int state)
{
	static const char *const states[] = {"state-reported", "state-accepted", "state-assigned",
	    "state-in-progress", "state-suspended", "state-escalated", "state-resolved", "state-closed",
	    "state-rejected", "state-duplicate", "state-withdrawn"};

	return turn_phrase(turn, states[state], WITH_NONE);
}

void
life_note_of(struct turn *turn, const struct life_event *what)
{
	struct issue_event event = {.issue = what->issue,
	    .by = turn->actor ? turn->actor->id : 0,
	    .at = turn->now,
	    .step = what->step,
	    .from = what->from,
	    .to = what->to,
	    .round = what->round,
	    .text = what->text,
	    .slip = what->slip,
	    .promise = what->promise};

	turn_put(turn, &kind_issue_event, &event);
	outbox_drop_reminders(turn,
	    what->slip          ? turn_topic(&kind_slip, what->slip)
	        : what->promise ? turn_topic(&kind_promise, what->promise)
	                        : turn_topic(&kind_issue, what->issue));
}

void
life_note(struct turn *turn, const struct issue *issue, const char *step, int from, const char *text)
{
	life_note_of(turn,
	    &(struct life_event){.issue = issue->id,
	        .step = step,
	        .from = from,
	        .to = issue->state,
	        .round = issue->round,
	        .text = text});
}

static bool
may(const struct turn *turn, const struct issue *issue, uint32_t who)
{
	if (who & LIFE_ANY)
		return true;
	if (turn->actor == NULL)
		return who & LIFE_BOT;
	return (who & LIFE_OWNER && issue->owner == turn->actor->id) ||
	    (who & LIFE_REPORTER && issue->reporter == turn->actor->id) ||
	    (who & LIFE_ADMIN &&
	        access_has(turn->world, turn->actor->id, ADMINS, issue->place, turn_today(turn)));
}

const struct issue *
life_step(struct turn *turn, int64_t id, enum life_step step, const char *text,
    void (*change)(struct turn *turn, struct issue *issue, const void *context), const void *context)
{
	const struct life_rule *rule = &life_rules[step];
	const struct issue *old = turn_find(turn, issue, id);
	const char *n = turn_number(turn, id);

	if (old == NULL || !may(turn, old, rule->who)) {
		if (turn->message)
			turn_say(turn, "issue-none", WITH({"n", n}));
		return NULL;
	}
	if (!(rule->from & 1u << old->state)) {
		if (turn->message)
			turn_say(turn, "issue-not-now", WITH({"n", n}, {"state", life_state(turn, old->state)}));
		return NULL;
	}
	struct issue issue = *old;
	int from = old->state;
	if (rule->to >= 0)
		issue.state = rule->to;
	if (change)
		change(turn, &issue, context);
	const struct issue *kept = turn_put(turn, &kind_issue, &issue);
	life_note(turn, kept, rule->name, from, text);
	return kept;
}

void
life_tell_followers(struct turn *turn, const struct issue *issue, const char *key, const struct with *with)
{
	const struct person_item *followers = issue->followers.items;
	size_t n = issue->followers.n;

	for (size_t i = 0; i <= n; i++) {
		int64_t person = i == 0 ? issue->reporter : followers[i - 1].person;
		struct draft draft;

		if (i && person == issue->reporter)
			continue;
		draft = turn_draft(turn, key, with);
		draft.topic = turn_topic(&kind_issue, issue->id);
		turn_post_person(turn, person, &draft);
	}
}
