/* 答问: answers what somebody asked; he is told, and it may be said to others who ask the same. */
#include "reading/parse.h"

#include "core/dialog.h"
#include "reading/decide.h"
#include "records/inquiry.h"
#include "records/kinds.h"

/* Who was asked, or whoever serves there. */
static bool
his(const struct turn *turn, const struct inquiry *inquiry)
{
	return inquiry->person == turn->actor->id ||
	    may(turn->world, turn->actor->id, RIGHT_serve, inquiry->place, turn_today(turn));
}

static void
run(struct turn *turn, const struct call *call)
{
	const struct inquiry *old = turn_find(turn, inquiry, call->args[0].number);
	const char *n = turn_number(turn, call->args[0].number), *answer = call->args[1].text;

	if (old == NULL || !his(turn, old)) {
		turn_say(turn, "inquiry-none", WITH({"n", n}));
		return;
	}
	struct inquiry inquiry = *old;
	inquiry.answer = answer;
	inquiry.answered_at = turn->now;
	inquiry.person = turn->actor->id;
	inquiry.shared = 0;
	const struct inquiry *kept = turn_put(turn, &kind_inquiry, &inquiry);
	struct answer_item answers[] = {
	    {"1|可以|yes", arena_printf(&turn->arena, "公开答问 %s", n)}, {"2|只给他|不|no", DECIDE_NONE}};
	dialog_say(turn, "inquiry-answered", WITH({"name", names_of(turn->world, &kind_person, kept->by)}),
	    DIALOG_choice, kept->id, answers, 2, turn->now + MS_DAY);
	struct draft draft = turn_draft(
	    turn, "inquiry-answer", WITH({"text", kept->text}, {"name", turn->actor->name}, {"answer", answer}));
	draft.topic = turn_topic(&kind_inquiry, kept->id);
	turn_post_person(turn, kept->by, &draft);
}

const struct command command_answer_inquiry = {
    .name = "answer_inquiry",
    .topic = TOPIC_self,
    .phrases = PHRASES("答问", "answer question"),
    .help_zh = "答问 <编号> <怎么答>:答别人问的,我转告",
    .help_en = "answer question <number> <answer>: I pass it on",
    .right = RIGHT_serve,
    .where = WHERE_told,
    .hear = HEAR_ADDRESSED,
    .args = {ARG_NUMBER, ARG_REST},
    .run = run,
    .examples = EXAMPLES("答问 1 租,月底前到村委会登记", "answer question 1 yes, until the end of the month"),
};
