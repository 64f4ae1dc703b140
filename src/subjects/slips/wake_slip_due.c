/* A slip that waits: for its approver or the ones who asked (rung 1), for the department
 * (half of the time, the deadline), then the one who approved, then the district's leader.
 * Each rung once, in private, and only if it still waits. */
#include "subjects/wakes.h"

#include "core/access.h"
#include "core/names.h"
#include "records/issue.h"
#include "subjects/issues/issue_rights.h"
#include "records/kinds.h"
#include "subjects/slips/slip_life.h"
#include "subjects/slips/slips.h"

static void
tell_department(struct turn *turn, const struct slip *slip, const char *key)
{
	for (int64_t officer = slip_officer(turn, slip->department, 0); officer;
	     officer = slip_officer(turn, slip->department, officer))
		slips_tell(turn, slip, officer, key, NULL);
}

static void
run(struct turn *turn, const struct wake *wake, bool late)
{
	static const char *const nudges[] = {
	    [SLIP_drafted] = "slip-nudge-drafted",
	    [SLIP_returned] = "slip-nudge-returned",
	    [SLIP_conference] = "slip-nudge-conference",
	    [SLIP_replied] = "slip-nudge-replied",
	    [SLIP_cancelled] = NULL,
	};
	const struct slip *slip = turn_find(turn, slip, wake->subject);

	(void)late;
	if (slip == NULL || !slip_live(slip))
		return;
	bool waits = slip->state == SLIP_issued || slip->state == SLIP_signed;
	if (wake->rung == 1) {
		if (nudges[slip->state])
			slips_tell(turn, slip, slips_actor(turn, slip), nudges[slip->state], NULL);
		return;
	}
	if (!waits)
		return;
	const struct issue *issue = turn_find(turn, issue, slip->issue);
	if (wake->rung == 2 || wake->rung == 3)
		tell_department(turn, slip, wake->rung == 2 ? "slip-chase-half" : "slip-chase-due");
	if (wake->rung == 4)
		slips_tell(turn, slip, slip->approver, "slip-chase-up", NULL);
	if (wake->rung == 5) {
		static const enum role_role leaders[] = {ROLE_district_sponsor, ROLE_team_leader, ROLE_admin};
		int64_t leader = 0;

		for (size_t i = 0; i < sizeof leaders / sizeof *leaders && leader == 0; i++)
			leader = issue_officer(turn, issue, leaders[i], slip->approver);
		slips_tell(turn, slip, leader ? leader : slip->approver, "slip-chase-leader", NULL);
	}
}

const struct wake_kind wake_slip_due = {
    .name = "slip_due",
    .help = "a slip that waits: half of the time, the deadline, then whoever approved it, then the leader",
    .help_zh = "抄告单到期提醒",
    .about = &kind_slip,
    .late = LATE_RUN,
    .quiet = true,
    .run = run,
};
