/* 抄告: a slip is drafted for an issue that was seen on site, and goes to its approver. */
#include "reading/parse.h"

#include "core/names.h"
#include "records/issue.h"
#include "records/kinds.h"
#include "records/place.h"
#include "subjects/issues/issue_life.h"
#include "subjects/slips/slip_life.h"
#include "subjects/slips/slip_words.h"
#include "subjects/slips/slips.h"

#define ASK_CHARS_MIN 2

/* 抄告 3 县水利局 5个工作日 请更换水泵 */
static void
run(struct turn *turn, const struct call *call)
{
	const struct issue *issue = turn_find(turn, issue, call->args[0].number);
	const char *n = turn_number(turn, call->args[0].number);
	struct slip slip = {
	    .days = turn->world->policy.slip_days, .drafter = turn->actor->id, .state = SLIP_drafted};
	size_t at = call->args[1].from, used;

	if (!slips_private(turn))
		return;
	if (issue == NULL || !(issue_who(turn, issue) & LIFE_OWNER)) {
		turn_say(turn, "issue-none", WITH({"n", n}));
		return;
	}
	if (issue->state != ISSUE_in_progress && issue->state != ISSUE_escalated) {
		turn_say(turn, "issue-not-now", WITH({"n", n}, {"state", life_state(turn, issue->state)}));
		return;
	}
	if (slips_verified(turn, issue->id) == NULL) { /* seen on site before it is sent to others */
		turn_say(turn, "slip-verify-first", WITH({"n", n}));
		return;
	}
	slip.issue = issue->id;
	slip.department = slips_department_at(turn, &call->text, at, issue->place, &used);
	if (slip.department == 0) {
		turn_say(turn, "slip-department", WITH_NONE);
		return;
	}
	const struct slip *other = slips_live(turn, issue->id, slip.department, 0);
	if (other) {
		turn_say(turn, "slip-twice",
		    WITH(
		        {"n", n}, {"slip", turn_number(turn, other->id)}, {"state", slip_state(turn, other->state)}));
		return;
	}
	at = parse_skip(&call->text, at + used);
	at = parse_skip(&call->text, at + slips_days_at(&call->text, at, &slip.days));
	slip.text = parse_rest(turn, call, at);
	if (call->text.n - at < ASK_CHARS_MIN) {
		turn_say(turn, "slip-ask", WITH_NONE);
		return;
	}
	slip.approver = slip_approver(turn, issue);
	if (slip.approver == 0) {
		turn_say(turn, "slip-no-approver", WITH_NONE);
		return;
	}
	const struct slip *kept = turn_put(turn, &kind_slip, &slip);
	life_note_of(turn,
	    &(struct life_event){.issue = issue->id,
	        .slip = kept->id,
	        .step = "slip draft",
	        .to = SLIP_drafted,
	        .text = kept->text});
	turn_say(turn, "slip-drafted",
	    WITH({"slip", turn_number(turn, kept->id)},
	        {"department", names_of(turn->world, &kind_place, kept->department)},
	        {"days", turn_number(turn, kept->days)},
	        {"approver", names_of(turn->world, &kind_person, kept->approver)}));
	if (kept->approver != turn->actor->id)
		slips_tell(turn, kept, kept->approver, "slip-for-approver", slips_verified(turn, issue->id));
	slips_nudge(turn, kept);
}

const struct command command_slip_draft = {
    .name = "slip_draft",
    .topic = TOPIC_slips,
    .phrases = PHRASES("抄告", "slip"),
    .help_zh = "抄告 <问题编号> <部门> [几个工作日] <请部门做什么>:核实过的问题请部门办,先等签发",
    .help_en =
        "slip <issue> <department> [n days] <what is asked>: a verified issue for a department, awaits approval",
    .right = RIGHT_serve,
    .where = WHERE_issue,
    .hear = HEAR_ADDRESSED,
    .args = {ARG_NUMBER, ARG_REST},
    .run = run,
    .examples = EXAMPLES(
        "抄告 1 水务局 5个工作日 请更换泵站水泵", "slip 1 water bureau 5 days replace the pump"),
};
