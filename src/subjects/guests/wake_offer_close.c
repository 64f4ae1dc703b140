/* The answer window of a dispatch closes: those who have not answered are named once,
 * before the arrival, with what happens next. */
#include "subjects/wakes.h"

#include "records/kinds.h"
#include "subjects/guests/guest_facts.h"

static void
run(struct turn *turn, const struct wake *wake, bool late)
{
	const struct arrival *arrival = turn_find(turn, arrival, wake->subject);
	struct draft who = {0};
	int64_t end_at = turn->now + turn->world->policy.offer_grace_min * MS_MINUTE;

	(void)late;
	if (arrival == NULL || arrival->state != ARRIVAL_posted || arrival->at <= turn->now)
		return;
	EACH_BY (&turn->world->store, wake, subject, store_key_int(arrival->id), end)
		if (schedule_waits(end, &wake_offer_end) && end->due_at > turn->now)
			end_at = end->due_at;
	EACH_BY (&turn->world->store, line, arrival, store_key_int(arrival->id), line) {
		const struct operator* operator= turn_find(turn, operator, line->operator);

		bool named = false;

		EACH_BY (&turn->world->store, line, arrival, store_key_int(arrival->id), earlier)
			named |= earlier->id < line->id &&
			    earlier->operator== line->operator&& earlier->state == LINE_offered;
		if (line->state != LINE_offered || operator== NULL || named)
			continue;
		if (who.text.n)
			buf_addc(&who.text, ' ');
		draft_mention(turn, &who, guests_contact(operator), operator->name);
	}
	if (who.mention_count) {
		struct guest_count count = guests_count(turn, arrival->id);
		struct draft draft = turn_draft(turn, "guests-chase",
		    WITH({"accepted", turn_number(turn, count.accepted)}, {"asked", turn_number(turn, count.asked)},
		        {"taken", turn_number(turn, count.heads_accepted)},
		        {"all", turn_number(turn, arrival->heads)}, {"who", buf_text(&who.text)},
		        {"until", turn_time(turn, end_at)}));

		for (size_t i = 0; i < who.mention_count; i++)
			draft.mentions[draft.mention_count++] = who.mentions[i];
		draft.urgency = POST_URGENCY_guests;
		draft.topic = turn_topic(&kind_arrival, arrival->id);
		turn_post_group(turn, arrival->group, &draft);
	}
	buf_free(&who.text);
}

const struct wake_kind wake_offer_close = {
    .name = "offer_close",
    .help = "guest offers unanswered: chased once before the arrival",
    .help_zh = "还没应的经营户催一次",
    .about = &kind_arrival,
    .late = LATE_RUN,
    .run = run,
};
