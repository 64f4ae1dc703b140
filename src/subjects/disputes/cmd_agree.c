/* 协议: what the parties have agreed on is kept and told to them. */
#include "reading/parse.h"

#include "records/issue.h"
#include "records/kinds.h"
#include "records/person_item.h"
#include "subjects/disputes/disputes.h"
#include "subjects/issues/issue_life.h"

static void
run(struct turn *turn, const struct call *call)
{
	const struct issue *open = disputes_led(turn, call->args[0].number);

	if (open == NULL)
		return;
	if (open->parties.n < 2) {
		turn_say(turn, "dispute-two", WITH_NONE);
		return;
	}
	struct issue issue = *open;
	issue.agreement = call->args[1].text;
	const struct issue *kept = turn_put(turn, &kind_issue, &issue);
	const struct person_item *parties = kept->parties.items;
	life_note(turn, kept, "agree", kept->state, kept->agreement);
	for (size_t i = 0; i < kept->parties.n; i++) {
		struct draft draft = turn_draft(turn, "dispute-agreement-party",
		    WITH({"n", turn_number(turn, kept->id)}, {"names", turn_people(turn, &kept->parties)},
		        {"text", kept->agreement}, {"owner", turn->actor->name}));

		draft.topic = turn_topic(&kind_issue, kept->id);
		turn_post_person(turn, parties[i].person, &draft);
	}
	turn_say(turn, "dispute-agreed", WITH({"n", turn_number(turn, kept->id)}));
}

const struct command command_agree = {
    .name = "agree",
    .topic = TOPIC_disputes,
    .phrases = PHRASES("协议", "agreement"),
    .help_zh = "协议 <编号> <谈成什么>:记下并告诉当事人",
    .help_en = "agreement <number> <what>: kept and told to the parties",
    .right = RIGHT_serve,
    .where = WHERE_issue,
    .hear = HEAR_ADDRESSED,
    .args = {ARG_NUMBER, ARG_REST},
    .run = run,
    .examples = EXAMPLES("协议 1 各让半米,中间留一条路", "agreement 1 each gives half a metre"),
};
