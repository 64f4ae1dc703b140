/* A household gives back what it was offered or has taken; see the header. */
#include "subjects/guests/declining.h"

#include "core/dialog.h"
#include "records/person.h"
#include "subjects/guests/guest_facts.h"
#include "subjects/guests/guests.h"

/* Accepted by somebody else of the household: are they of one mind? */
static bool
ask_again(struct turn *turn, const struct line *line, const char *reason)
{
	const struct person *other = line->state == LINE_accepted && line->answered_by &&
	        line->answered_by != turn->actor->id
	    ? turn_find(turn, person, line->answered_by)
	    : NULL;

	int64_t heads = 0;

	if (other == NULL)
		return false;
	EACH_BY (&turn->world->store, line, arrival, store_key_int(line->arrival), same)
		heads += same->operator== line->operator&& same->state == LINE_accepted ? same->heads : 0;
	struct answer_item answer = {.words = "不接|1|是|对|decline|yes",
	    .say = arena_printf(&turn->arena, "一定不接 %s", reason ? reason : "")};
	dialog_say(turn, "decline-other-accepted",
	    WITH({"who", other->name}, {"heads", turn_number(turn, heads)}), DIALOG_choice, line->id, &answer, 1,
	    turn->now + 30 * MS_MINUTE);
	return true;
}

void
guests_decline(struct turn *turn, const char *reason, bool certain)
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
