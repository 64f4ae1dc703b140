/* 跟进: who is concerned by the same matter follows it. */
#include "reading/parse.h"

#include "records/kinds.h"
#include "subjects/issues/doubles.h"
#include "subjects/issues/issue_life.h"

static void
run(struct turn *turn, const struct call *call)
{
	const struct issue *issue = turn_find(turn, issue, call->args[0].number);
	const char *n = turn_number(turn, call->args[0].number);

	if (issue == NULL || issue->restricted || issues_about(turn, issue, turn->actor->id)) {
		turn_say(turn, "issue-none", WITH({"n", n}));
		return;
	}
	bool first = doubles_follow(turn, issue, turn->actor->id);
	issue = turn_find(turn, issue, issue->id);
	if (first)
		life_note(turn, issue, "follow", issue->state, NULL);
	turn_say(turn, first ? "issue-follow" : "issue-follow-already",
	    WITH({"n", n}, {"owner", names_of(turn->world, &kind_person, issue->owner)},
	        {"state", life_state(turn, issue->state)}));
}

const struct command command_follow_issue = {
    .name = "follow_issue",
    .topic = TOPIC_issues,
    .phrases = PHRASES("跟进", "follow issue"),
    .help_zh = "跟进 <编号>:有进展也告诉我",
    .help_en = "follow issue <number>: tell me, too",
    .right = RIGHT_near,
    .where = WHERE_issue,
    .hear = HEAR_ADDRESSED,
    .args = {ARG_NUMBER},
    .run = run,
    .examples = EXAMPLES("跟进 1", "follow issue 1"),
};
