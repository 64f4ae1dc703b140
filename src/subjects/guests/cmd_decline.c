/* 不接: an operator household gives its quota back; what it had is divided anew among
 * those who have not refused, and said in one post. What the other half of the household
 * has accepted is given back only when it is said twice. */
#include "subjects/commands.h"

#include "core/dialog.h"
#include "language/offer_answer.h"
#include "records/person.h"
#include "subjects/guests/guests.h"

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

/* Accepted by somebody else of the household: are they of one mind? */
static bool
ask_again(struct turn *turn, const struct line *line, const char *reason)
{
	const struct person *other = line->state == LINE_accepted && line->answered_by &&
	        line->answered_by != turn->actor->id
	    ? turn_find(turn, person, line->answered_by)
	    : NULL;

	if (other == NULL)
		return false;
	struct answer_item answer = {.words = "不接|1|是|对|decline|yes",
	    .say = arena_printf(&turn->arena, "一定不接 %s", reason ? reason : "")};
	dialog_say(turn, "decline-other-accepted",
	    WITH({"who", other->name}, {"heads", turn_number(turn, line->heads)}), DIALOG_choice, line->id,
	    &answer, 1, turn->now + 30 * MS_MINUTE);
	return true;
}

static void
decline(struct turn *turn, const char *reason, bool certain)
{
	int64_t operator= guests_own(turn);
	const struct line *line = operator? guests_line(turn, operator, - 1, 0) : NULL;
	int64_t heads = 0, group = 0, lines[GUEST_LINES_MAX];

	if (line == NULL) {
		turn_say(turn, "accept-nothing", WITH_NONE);
		return;
	}
	turn->answered = true;
	/* Every open line of the household, arrival by arrival: one post each. */
	while (line) {
		const struct arrival *arrival = turn_find(turn, arrival, line->arrival);
		size_t count = 0;
		bool late = false;

		if (line->state == LINE_seated || arrival->at <= turn->now) {
			turn_say(turn, "decline-too-late", WITH_NONE);
			return;
		}
		if (!certain && ask_again(turn, line, reason))
			return;
		for (const struct line *same = line; same && count < GUEST_LINES_MAX;
		     same = guests_line(turn, operator, - 1, same->id))
			if (same->arrival == arrival->id) {
				lines[count++] = same->id;
				heads += same->heads;
				late |= same->state == LINE_accepted &&
				    arrival->at - turn->now < turn->world->policy.decline_free_min * MS_MINUTE;
			}
		group = arrival->group;
		/* Taken, and given back when nobody can prepare any more: it has failed them. */
		if (late)
			for (size_t i = 0; i < count; i++)
				if (((const struct line *)turn_find(turn, line, lines[i]))->state == LINE_offered)
					guests_answer(turn, turn_find(turn, line, lines[i]), LINE_accepted, NULL);
		guests_give_up(turn, arrival->id, lines, count, late ? LINE_failed : LINE_declined, reason);
		line = guests_line(turn, operator, - 1, 0);
	}
	if (turn->chat.group != group)
		turn_say(turn, "declined", WITH({"heads", turn_number(turn, heads)}));
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
	decline(turn,
	    answer.to > answer.from ? arena_text(&turn->arena, text->clean + text->at[answer.from],
	                                  text->at[answer.to] - text->at[answer.from])
	                            : NULL,
	    false);
}

static void
run_certain(struct turn *turn, const struct call *call)
{
	decline(turn, call->args[0].text, true);
}

const struct command command_decline = {
    .name = "decline",
    .topic = TOPIC_guests,
    .phrases = PHRASES("不接", "接不了", "接不下", "接不来", "弗接", "让给别家", "decline"),
    .help_zh = "不接 [原因]:让给别家",
    .help_en = "decline [reason]: leave the guests to others",
    .needs = ANYBODY,
    .hear = HEAR_OPEN,
    .open = is_open,
    .args = {ARG_REST_OPTIONAL},
    .run = run,
    .operators = true,
    .examples = EXAMPLES("不接,灶坏了", "decline, the stove is broken"),
};

const struct command command_decline_certain = {
    .name = "decline_certain",
    .phrases = PHRASES("一定不接"),
    .help_zh = "一定不接 [原因]",
    .help_en = "一定不接 [reason]",
    .needs = ANYBODY,
    .hear = HEAR_ADDRESSED,
    .args = {ARG_REST_OPTIONAL},
    .run = run_certain,
    .hidden = true,
    .examples = EXAMPLES("一定不接"),
};
