/* 转给: the owner gives an issue to somebody else, who is told at once. */
#include "commands/commands.h"

#include "core/names.h"
#include "records/kinds.h"
#include "work/issues.h"

static void
run(struct turn *turn, const struct call *call)
{
	const struct issue *issue = turn_find(turn, issue, call->args[0].number);
	const char *n = turn_number(turn, call->args[0].number);

	if (issue == NULL || !(issue->owner == turn->actor->id || access_has(turn->world, turn->actor->id, LEADERS, issue->place, turn_today(turn)))) {
		turn_say(turn, "issue-none", WITH({"n", n}));
		return;
	}
	if (issue->state > ISSUE_in_progress) {
		turn_say(turn, "issue-not-open", WITH({"n", n}));
		return;
	}
	if (issues_about(turn, issue, call->args[1].id)) {
		turn_say(turn, "issue-about-him", WITH({"n", n}));
		return;
	}
	if (!turn_reachable(turn, call->args[1].id)) {
		turn_say(turn, "person-unreachable", WITH({"name", names_of(turn->world, &kind_person, call->args[1].id)}));
		return;
	}
	/* What a higher tier has ordered is not passed on; it can be given back with a reason. */
	if (issue->dispatcher && issues_rank(turn, issue->dispatcher, issue->place) > issues_rank(turn, turn->actor->id, issue->place)) {
		turn_say(turn, "issue-ordered", WITH({"n", n}, {"who", names_of(turn->world, &kind_person, issue->dispatcher)}));
		return;
	}
	issues_hand_over(turn, issue, call->args[1].id, false);
}

const struct command command_hand_over = {
	.name = "hand_over",
	.topic = TOPIC_issues,
	.phrases = PHRASES("转给", "hand over"),
	.help_zh = "转给 <编号> <姓名>:交给别人办",
	.help_en = "hand over <number> <name>: give it to somebody else",
	.needs = VISITORS,
	.hear = HEAR_ADDRESSED,
	.args = {ARG_NUMBER, ARG_PERSON},
	.run = run,
	.examples = EXAMPLES("转给 1 何书记", "hand over 1 He Shuji"),
};
