/* 查: one issue by its number; details only to whom it concerns, the group sees a state. */
#include "reading/parse.h"

#include "base/text.h"
#include "core/names.h"
#include "records/kinds.h"
#include "records/person_item.h"
#include "records/place.h"
#include "subjects/issue_parts.h"
#include "subjects/issues/categories.h"
#include "subjects/issues/issue_life.h"
#include "subjects/issues/issues.h"

static void
run(struct turn *turn, const struct call *call)
{
	const struct issue *issue = turn_find(turn, issue, call->args[0].number);
	const char *n = turn_number(turn, call->args[0].number);

	if (issue == NULL || issue_against(turn, issue, turn->actor->id)) {
		turn_say(turn, "issue-none", WITH({"n", n}));
		return;
	}
	const char *state = life_state(turn, issue->state);
	const char *owner = issue->owner ? names_of(turn->world, &kind_person, issue->owner) : "—";
	if (!turn->chat.private_chat || !issues_may_read(turn, issue, turn->actor->id)) {
		turn_say(turn,
		    issue->restricted || turn->chat.private_chat ? "issue-show-number" : "issue-show-group",
		    WITH({"n", n}, {"state", state}, {"owner", owner}));
		return;
	}
	struct buf more = {0};
	if (issue->helpers.n)
		buf_addf(&more, "\n%s",
		    turn_phrase(turn, "show-helpers", WITH({"names", turn_people(turn, &issue->helpers)})));
	if (!text_empty(issue->pictures))
		buf_addf(&more, "\n%s", turn_phrase(turn, "show-pictures", WITH({"pictures", issue->pictures})));
	for (int i = 0; issue_parts_all[i]; i++)
		issue_parts_all[i]->show(turn, issue, &more);
	const char *extra = buf_keep(&more, &turn->arena);
	turn_say(turn, "issue-show",
	    WITH({"more", extra}, {"n", n}, {"state", state}, {"owner", owner}, {"text", issue->text},
	        {"category", categories_behind(turn, issue->category)}, {"place", issues_place(turn, issue)},
	        {"time", turn_time(turn, issue->reported_at)}));
}

/* Without a number: everything of one's own. */
static void
without(struct turn *turn, const struct call *call)
{
	issues_own(turn, call->command->examples[turn->language == EN]);
}

const struct command command_show = {
    .name = "show",
    .topic = TOPIC_issues,
    .phrases = PHRASES("查", "查问题", "show issue", "show"),
    .help_zh = "查 <编号>:看一件事办到哪了",
    .help_en = "show <number>: how far an issue is",
    .right = RIGHT_near,
    .where = WHERE_issue,
    .hear = HEAR_ADDRESSED,
    .args = {ARG_NUMBER},
    .run = run,
    .without = without,
    .examples = EXAMPLES("查 1", "show 1"),
};
