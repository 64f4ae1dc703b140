/* 确认派客: publishes an arrival that was read back. Said by its dialog. */
#include "reading/parse.h"
#include "subjects/guests/guests.h"

static void
run(struct turn *turn, const struct call *call)
{
	const struct arrival *arrival = turn_find(turn, arrival, call->args[0].number);

	if (arrival == NULL || arrival->state != ARRIVAL_planned) {
		turn_say(turn, "guests-not-open", WITH_NONE);
		return;
	}
	if (!access_has(turn->world, turn->actor->id, ADMINS, arrival->village, turn_today(turn))) {
		turn_say(turn, "needs-admin", WITH({"command", turn->language == EN ? "confirm" : "确认"}));
		return;
	}
	if (arrival->at <= turn->now) {
		turn_say(turn, "guests-past", WITH({"time", turn_time(turn, arrival->at)}));
		return;
	}
	guests_publish(turn, arrival);
}

const struct command command_confirm_dispatch = {
    .name = "confirm_dispatch",
    .phrases = PHRASES("确认派客"),
    .help_zh = "确认派客 <编号>",
    .help_en = "确认派客 <number>",
    .right = RIGHT_administer,
    .where = WHERE_arrival,
    .hear = HEAR_ADDRESSED,
    .args = {ARG_NUMBER},
    .run = run,
    .hidden = true,
    .examples = EXAMPLES("确认派客 1"),
};
