/* The life of an issue (domain-terms, Issue 问题): a table of steps, each with the states
 * it starts from, where it leads and who may take it. Every step is an event. */
#ifndef WORK_ISSUE_LIFE_H
#define WORK_ISSUE_LIFE_H

#include "core/turn.h"
#include "records/issue.h"

enum life_who { LIFE_OWNER = 1, LIFE_REPORTER = 2, LIFE_ADMIN = 4, LIFE_BOT = 8, LIFE_ANY = 16 };
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
	LIFE_STEPS
};

struct life_rule {
	const char *name; /* as it stands in the events */
	uint32_t from;    /* bits of issue_state */
	int to;           /* -1: the state stays */
	uint32_t who;
};
extern const struct life_rule life_rules[LIFE_STEPS];

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
/* Writes an event that is no step of the table (report, take, hand over). */
void life_note(struct turn *turn, const struct issue *issue, const char *step, int from, const char *text);
/* The name of a state, as it is said. */
const char *life_state(struct turn *turn, int state);
/* Everybody who follows the issue: the reporter and who joined; told this privately. */
void life_tell_followers(
    struct turn *turn, const struct issue *issue, const char *key, const struct with *with);

#endif
