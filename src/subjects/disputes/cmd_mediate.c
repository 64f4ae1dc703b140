/* 调解: an issue becomes a dispute with parties, spoken of in private alone. */
#include "reading/parse.h"

#include "records/issue.h"
#include "records/kinds.h"
#include "records/person_item.h"
#include "subjects/disputes/disputes.h"
#include "subjects/issues/issue_life.h"

#define PARTIES_MAX 8

static void
run(struct turn *turn, const struct call *call)
{
	const struct issue *open = disputes_led(turn, call->args[0].number);
	size_t at = call->args[1].from, used;

	if (open == NULL)
		return;
	struct issue issue = *open;
	issue.parties = (struct list){0};
	while (at < call->text.n && issue.parties.n < PARTIES_MAX) {
		size_t word = parse_word(&call->text, at, "和") + parse_word(&call->text, at, "与") +
		    parse_word(&call->text, at, "and ");
		int64_t person = disputes_person_at(turn, &call->text, parse_skip(&call->text, at + word), &used);

		at = parse_skip(&call->text, at + word);
		if (person == 0) {
			turn_say(turn, "dispute-who", WITH({"given", call->text.clean + call->text.at[at]}));
			return;
		}
		if (person == turn->actor->id) {
			turn_say(turn, "dispute-own", WITH({"n", turn_number(turn, issue.id)}));
			return;
		}
		if (!person_item_in(&issue.parties, person))
			issue.parties = person_item_added(&turn->arena, &issue.parties, person);
		at = parse_skip(&call->text, at + used);
	}
	if (issue.parties.n < 2) {
		turn_say(turn, "dispute-two", WITH_NONE);
		return;
	}
	issue.restricted = 1; /* neighbours' quarrels are nobody else's */
	const struct issue *kept = turn_put(turn, &kind_issue, &issue);
	life_note(turn, kept, "mediate", kept->state, NULL);
	turn_say(turn, "dispute-parties",
	    WITH({"n", turn_number(turn, kept->id)}, {"names", turn_people(turn, &kept->parties)}));
}

const struct command command_mediate = {
    .name = "mediate",
    .topic = TOPIC_disputes,
    .phrases = PHRASES("调解", "mediate"),
    .help_zh = "调解 <编号> <当事人> <当事人>:记为纠纷,以后只私下说",
    .help_en = "mediate <number> <party> <party>: a dispute; spoken of in private alone",
    .right = RIGHT_serve,
    .where = WHERE_issue,
    .hear = HEAR_ADDRESSED,
    .args = {ARG_NUMBER, ARG_REST},
    .run = run,
    .examples = EXAMPLES("调解 1 张三 李四", "mediate 1 张三 and 李四"),
};
