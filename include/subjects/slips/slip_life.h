/* Steps of an escalation slip's life (its states, moves and who may make them: SLIP_LIFE in
 * records/slip.h). Each is an event of the issue the slip belongs to. */
#ifndef SLIPS_SLIP_LIFE_H
#define SLIPS_SLIP_LIFE_H

#include "core/turn.h"
#include "records/slip.h"

enum slip_who { SLIP_REQUESTER = 1, SLIP_APPROVER = 2, SLIP_DEPARTMENT = 4, SLIP_BOT = 8 };
enum slip_step {
	SLIP_issue,
	SLIP_sign,
	SLIP_return,
	SLIP_reissue,
	SLIP_meet,
	SLIP_extend,
	SLIP_decide,
	SLIP_reply,
	SLIP_accept,
	SLIP_refuse,
	SLIP_cancel
};

/* What the person is to this slip, bits of slip_who: who drafted it or leads the issue;
 * who approves for this place; an officer of the department, or, where the department has
 * nobody here, the approver in its stead. Nobody (a wake) is the bot. */
uint32_t slip_who(const struct turn *turn, const struct slip *slip);
/* Takes the step for the turn's actor; `change` may set more of the new version. NULL
 * after saying why not. */
const struct slip *slip_step(struct turn *turn, int64_t id, enum slip_step step, const char *text,
    void (*change)(struct turn *turn, struct slip *slip, const void *context), const void *context);
/* The name of a state, as it is said. */
const char *slip_state(struct turn *turn, int state);
struct issue;
/* Who approves what the issue asks for, innermost first, never whom it is about; 0: nobody. */
int64_t slip_approver(const struct turn *turn, const struct issue *issue);
/* An officer of the department, 0: none here. */
int64_t slip_officer(const struct turn *turn, int64_t department, int64_t after);

#endif
