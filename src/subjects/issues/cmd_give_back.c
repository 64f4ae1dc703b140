/* 退回: an order goes back to who gave it. */
#include "reading/parse.h"

#include "core/names.h"
#include "records/kinds.h"
#include "subjects/issues/issue_life.h"
#include "subjects/issues/issues.h"

/* Back to who dispatched it; he leads until somebody else accepts. */
static void
set_given_back(struct turn *turn, struct issue *issue, const void *context)
{
	(void)turn;
	(void)context;
	issue->owner = issue->dispatcher;
	issue->dispatcher = 0;
	issue->accepted_at = 0;
}

static void
run(struct turn *turn, const struct call *call)
{
	const struct issue *old = turn_find(turn, issue, call->args[0].number);
	const char *n = turn_number(turn, call->args[0].number);

	if (old && old->owner == turn->actor->id && old->state == ISSUE_assigned && old->dispatcher == 0) {
		turn_say(turn, "give-back-nobody", WITH({"n", n}));
		return;
	}
	const struct issue *issue = life_step(
	    turn, call->args[0].number, LIFE_give_back, call->args[1].text, set_given_back, NULL);
	if (issue == NULL)
		return;
	turn_say(turn, "given-back", WITH({"n", n}, {"who", names_of(turn->world, &kind_person, issue->owner)}));
	struct draft draft = turn_draft(turn, "given-back-to-you",
	    WITH({"n", n}, {"who", turn->actor->name}, {"reason", call->args[1].text},
	        {"place", issues_place(turn, issue)}));
	draft.topic = turn_topic(&kind_issue, issue->id);
	turn_post_person(turn, issue->owner, &draft);
	issues_clock(turn, issue);
}

const struct command command_give_back = {
    .name = "give_back",
    .topic = TOPIC_issues,
    .phrases = PHRASES("退回", "give back issue"),
    .help_zh = "退回 <编号> <原因>:派给我的办不了,退给派的人",
    .help_en = "give back issue <number> <reason>: to who dispatched it",
    .right = RIGHT_serve,
    .where = WHERE_issue,
    .hear = HEAR_ADDRESSED,
    .args = {ARG_NUMBER, ARG_REST},
    .run = run,
    .examples = EXAMPLES("退回 1 要水务局才修得了", "give back issue 1 not mine to mend"),
};
