/* 取消派客: takes an arrival back before the guests come; nobody is charged. */
#include "reading/parse.h"
#include "subjects/guests/guest_words.h"
#include "subjects/guests/guest_facts.h"
#include "subjects/guests/guests.h"

static void
run(struct turn *turn, const struct call *call)
{
	const struct arrival *arrival = NULL;

	if (call->args[0].given)
		arrival = turn_find(turn, arrival, call->args[0].number);
	else if ((arrival = guests_current(turn, turn->chat.group, ARRIVAL_posted)) == NULL)
		arrival = guests_current(turn, turn->chat.group, ARRIVAL_planned);
	if (arrival == NULL || (arrival->state != ARRIVAL_planned && arrival->state != ARRIVAL_posted) ||
	    arrival->at <= turn->now) {
		turn_say(turn, "guests-not-open", WITH_NONE);
		return;
	}
	if (!access_has(turn->world, turn->actor->id, ADMINS, arrival->village, turn_today(turn))) {
		turn_say(
		    turn, "needs-admin", WITH({"command", turn->language == EN ? "cancel dispatch" : "取消派客"}));
		return;
	}
	struct with with[] = {{"time", turn_time(turn, arrival->at)}, {"heads", guest_heads(turn, arrival)}, {0}};
	int64_t group = arrival->group;
	if (!guests_cancel(turn, arrival)) {
		turn_say(turn, "guests-dropped", with);
		return;
	}
	struct draft draft = turn_draft(turn, "guests-cancelled", with);
	draft.urgency = POST_URGENCY_guests;
	turn_post_group(turn, group, &draft);
	if (turn->chat.group != group)
		turn_say(turn, "guests-dropped", with);
}

const struct command command_cancel_dispatch = {
    .name = "cancel_dispatch",
    .topic = TOPIC_guests,
    .phrases = PHRASES("取消派客", "cancel dispatch"),
    .help_zh = "取消派客:客人不来了,不记账",
    .help_en = "cancel dispatch: the guests do not come, nobody is charged",
    .right = RIGHT_administer,
    .where = WHERE_arrival,
    .hear = HEAR_CERTAIN,
    .args = {ARG_NUMBER_OPTIONAL},
    .run = run,
    .examples = EXAMPLES("取消派客", "cancel dispatch"),
};
