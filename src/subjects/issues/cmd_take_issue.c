/* 受理: somebody takes an issue; from now on it is his. */
#include "reading/parse.h"
#include "subjects/issues/issue_life.h"
#include "subjects/issues/issues.h"

static void
run(struct turn *turn, const struct call *call)
{
	const struct issue *issue = turn_find(turn, issue, call->args[0].number);
	const char *n = turn_number(turn, call->args[0].number);

	if (issue == NULL || issue_against(turn, issue, turn->actor->id) ||
	    !(issue->owner == turn->actor->id || issues_may_read(turn, issue, turn->actor->id) ||
	        access_has(turn->world, turn->actor->id, ADMINS, issue->place, turn_today(turn)))) {
		turn_say(turn, "issue-none", WITH({"n", n}));
		return;
	}
	if (issue->owner != turn->actor->id &&
	    !may(turn->world, turn->actor->id, RIGHT_serve, 0, turn_today(turn))) {
		turn_say(turn, "needs-role", WITH({"command", turn->language == EN ? "take issue" : "受理"}));
		return;
	}
	if (!life_may(turn, issue, LIFE_take)) {
		turn_say(turn, "issue-none", WITH({"n", n}));
		return;
	}
	if (issue->state == ISSUE_in_progress) {
		turn_say(turn, issue->owner == turn->actor->id ? "issue-yours-already" : "issue-taken-already",
		    WITH({"n", n}, {"owner", names_of(turn->world, &kind_person, issue->owner)}));
		return;
	}
	if (!issues_open(issue) || issue->state == ISSUE_suspended || issue->state == ISSUE_escalated) {
		turn_say(turn, "issue-not-open", WITH({"n", n}));
		return;
	}
	issues_take(turn, issue);
}

const struct command command_take_issue = {
    .name = "take_issue",
    .topic = TOPIC_issues,
    .phrases = PHRASES("受理", "take issue"),
    .help_zh = "受理 <编号>:这件事我来办",
    .help_en = "take issue <number>: I act on it",
    .right = RIGHT_near,
    .where = WHERE_issue,
    .hear = HEAR_ADDRESSED,
    .args = {ARG_NUMBER},
    .run = run,
    .examples = EXAMPLES("受理 1", "take issue 1"),
};
