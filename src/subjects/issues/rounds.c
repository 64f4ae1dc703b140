/* Rounds of an issue; see the header. */
#include "subjects/issues/rounds.h"

#include "core/post.h"
#include "records/kinds.h"
#include "subjects/issues/issue_life.h"
#include "subjects/issues/issues.h"
#include "subjects/wakes.h"

void
rounds_set_confirmed(struct turn *turn, struct issue *issue, const void *context)
{
	(void)context;
	issue->word = WORD_solved;
	issue->closed_at = turn->now;
}

void
rounds_tell_owner(struct turn *turn, const struct issue *issue, const char *key, const char *text)
{
	struct draft draft = turn_draft(turn, key,
	    WITH({"n", turn_number(turn, issue->id)}, {"place", issues_place(turn, issue)},
	        {"brief", issues_brief(turn, issue)}, {"text", text ? text : ""},
	        {"round", turn_number(turn, issue->round + 1)}));

	draft.topic = turn_topic(&kind_issue, issue->id);
	turn_post_person(turn, issue->owner, &draft);
}

void
rounds_set_next(struct turn *turn, struct issue *issue, const void *context)
{
	if (context)
		issue->word = WORD_denied;
	issue->round++;
	issue->round_at = turn->now;
	issue->chased = (struct list){0};
	issue->accepted_at = issue->closed_at = 0;
}

void
rounds_begin(struct turn *turn, const struct issue *issue, const char *text)
{
	turn_unwake(turn, &wake_issue_confirm, issue->id);
	rounds_tell_owner(turn, issue, "issue-again", text);
	issues_clock(turn, issue);
}
