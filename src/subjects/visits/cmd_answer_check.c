/* 回抽查: what the visitor says to a check that does not agree. */
#include "reading/parse.h"

#include "base/text.h"
#include "core/names.h"
#include "records/household.h"
#include "records/kinds.h"
#include "records/visit.h"

/* What the visitor says to it goes to the one who checked. */
static void
run(struct turn *turn, const struct call *call)
{
	const struct visit *visit = turn_find(turn, visit, call->args[0].number);

	if (visit == NULL || visit->by != turn->actor->id || visit->check == CHECK_none ||
	    text_empty(call->args[1].text)) {
		turn_say(turn, "check-none", WITH_NONE);
		return;
	}
	struct draft draft = turn_draft(turn, "check-answer",
	    WITH({"household", names_of(turn->world, &kind_household, visit->household)},
	        {"day", turn_day(turn, visit->day)}, {"who", turn->actor->name}, {"text", call->args[1].text}));
	turn_post_person(turn, visit->checker, &draft);
	turn_say(turn, "check-passed-on", WITH({"name", names_of(turn->world, &kind_person, visit->checker)}));
}

const struct command command_answer_check = {
    .name = "answer_check",
    .phrases = PHRASES("回抽查"),
    .help_zh = "回抽查 <编号> <情况>",
    .help_en = "回抽查 <number> <what was>",
    .right = RIGHT_serve,
    .where = WHERE_own,
    .hear = HEAR_ADDRESSED,
    .args = {ARG_NUMBER, ARG_REST_OPTIONAL},
    .run = run,
    .hidden = true,
    .examples = EXAMPLES("回抽查 1 那天他儿子在家"),
};
