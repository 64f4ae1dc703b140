/* Disputes; see the header. */
#include "subjects/disputes/disputes.h"

#include "core/names.h"
#include "records/issue.h"
#include "records/kinds.h"
#include "subjects/issues/issue_life.h"

const struct issue *
disputes_led(struct turn *turn, int64_t id)
{
	const struct issue *issue = turn_find(turn, issue, id);
	const char *n = turn_number(turn, id);

	if (!turn->chat.private_chat) {
		turn_say(turn, "dispute-private", WITH_NONE);
		return NULL;
	}
	if (issue == NULL || !(issue_who(turn, issue) & LIFE_OWNER)) {
		turn_say(turn, "issue-none", WITH({"n", n}));
		return NULL;
	}
	if (issue->state != ISSUE_in_progress && issue->state != ISSUE_escalated &&
	    issue->state != ISSUE_suspended) {
		turn_say(turn, "issue-not-now", WITH({"n", n}, {"state", life_state(turn, issue->state)}));
		return NULL;
	}
	return issue;
}

int64_t
disputes_person_at(const struct turn *turn, const struct glyphs *text, size_t at, size_t *used)
{
	struct name_scope scope = parse_scope(turn);
	struct name_hit hits[NAME_HITS_MAX];
	int count = names_at(turn->world, &kind_person, &scope, text, at, hits);

	*used = count == 1 ? hits[0].used : 0;
	return count == 1 ? hits[0].id : 0;
}
