/* 不接: an operator household gives its quota back; what it had is divided anew among
 * those who have not refused, and said in one post. What the other half of the household
 * has accepted is given back only when it is said twice. */
#include "reading/parse.h"

#include "language/offer_answer.h"
#include "subjects/guests/declining.h"
#include "subjects/guests/guest_facts.h"

static struct offer_answer
answer_of(const struct turn *turn, const struct call *call)
{
	return offer_answer_understand(
	    call->text.cp, call->text.n, call->start, turn_today(turn), turn_minute(turn));
}

/* 不接电话 is chatter; 不接,灶坏了 is an answer. */
static bool
is_open(const struct turn *turn, const struct call *call)
{
	int64_t operator= guests_own(turn);

	return answer_of(turn, call).does == OFFER_decline &&
	       operator&& guests_line(turn, operator, - 1, 0) != NULL;
}

static void
run(struct turn *turn, const struct call *call)
{
	struct offer_answer answer = answer_of(turn, call);
	const struct glyphs *text = &call->text;

	if (answer.does != OFFER_decline) {
		turn_say(turn, "accept-how", WITH_NONE);
		return;
	}
	guests_decline(turn,
	    answer.to > answer.from ? arena_text(&turn->arena, text->clean + text->at[answer.from],
	                                  text->at[answer.to] - text->at[answer.from])
	                            : NULL,
	    false);
}

const struct command command_decline = {
    .name = "decline",
    .topic = TOPIC_guests,
    .phrases = PHRASES("不接", "接不了", "接不下", "接不来", "弗接", "让给别家", "decline"),
    .help_zh = "不接 [原因]:让给别家",
    .help_en = "decline [reason]: leave the guests to others",
    .right = RIGHT_any,
    .where = WHERE_own,
    .hear = HEAR_OPEN,
    .open = is_open,
    .args = {ARG_REST_OPTIONAL},
    .run = run,
    .operators = true,
    .examples = EXAMPLES("不接,灶坏了", "decline, the stove is broken"),
};
