/* Steps of an issue's life (its states, moves and who may make them: ISSUE_LIFE in
 * records/issue.h). Every step is an event. */
#ifndef ISSUES_ISSUE_LIFE_H
#define ISSUES_ISSUE_LIFE_H

#include "core/turn.h"
#include "records/issue.h"
#include "records/issue_event.h"
#include "subjects/issues/issue_rights.h"
#include "subjects/life.h"

enum life_step {
	LIFE_verify,
	LIFE_suspend,
	LIFE_resume,
	LIFE_finish,
	LIFE_confirm,
	LIFE_silent,
	LIFE_deny,
	LIFE_reopen,
	LIFE_refuse,
	LIFE_withdraw,
	LIFE_join,
	LIFE_split,
	LIFE_escalate,
	LIFE_slip_closed,
	LIFE_give_back,
	LIFE_take,
	LIFE_assign,
	LIFE_hand_over,
};

/* The step as it stands in the events; and is it this event's? */
const char *life_name(enum life_step step);
bool life_is(const struct issue_event *event, enum life_step step);

/* May the turn's actor take the step, whatever the state? */
bool life_may(const struct turn *turn, const struct issue *issue, enum life_step step);
/* Takes the step in the name of the turn's actor (nobody: the bot); `change` may set
 * further fields of the new version. NULL after saying why it cannot be. */
const struct issue *life_step(struct turn *turn, int64_t issue, enum life_step step, const char *text,
    void (*change)(struct turn *turn, struct issue *issue, const void *context), const void *context);
/* Writes an event of an issue's slip or promise into the issue's history. */
struct life_event {
	int64_t issue, slip, promise;
	const char *step;
	int from, to;
	int64_t round;
	const char *text;
};
void life_note_of(struct turn *turn, const struct life_event *event);
/* The owner was reminded to take it; a reminder was taken back before it left. */
#define STEP_REMIND "remind"
#define STEP_UNREMIND "unremind"
/* Writes an event that is no step of life_step (report, take, hand over). */
void life_note(struct turn *turn, const struct issue *issue, const char *step, int from, const char *text);
/* Somebody has it, or nobody needs to: the alert is over and repeats stop. */
void life_chased_no_more(struct turn *turn, const struct issue *issue);
/* The name of a state, as it is said. */
const char *life_state(struct turn *turn, int state);
/* Everybody who follows the issue: the reporter and who joined; told this privately. */
void life_tell_followers(
    struct turn *turn, const struct issue *issue, const char *key, const struct with *with);

#endif
