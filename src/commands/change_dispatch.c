/* 改派客: other heads or another time for an arrival that was read back and is not yet
 * published. Said by its dialog (改成160人, 推迟到1点). */
#include "commands/commands.h"
#include "work/guests.h"

static void
run(struct turn *turn, const struct call *call)
{
	const struct arrival *open = turn_find(turn, arrival, call->args[0].number);
	struct heads heads;
	struct when when;
	size_t at, used, from = call->args[1].from;

	if (open == NULL || open->state != ARRIVAL_planned) {
		turn_say(turn, "guests-not-open", WITH_NONE);
		return;
	}
	struct arrival arrival = *open;
	bool changed = false;
	if (parse_heads(turn, &call->text, from, &heads)) {
		if (heads.two || heads.heads <= 0) {
			turn_say(turn, heads.two ? "guests-two-numbers" : "guests-bad-number", WITH_NONE);
			return;
		}
		arrival.heads = heads.heads;
		arrival.unit = heads.tables ? turn->world->policy.table_heads : 1;
		changed = true;
	}
	if (parse_when(turn, &call->text, from, &when, &at, &used) && !when.bad && when.repeat == WHEN_ONCE) {
		int zone = (int)turn->world->policy.zone_min;
		int32_t day = when.has_day ? when.day : zone_day(arrival.at, zone);

		arrival.at = when.after_ms ? turn->now + when.after_ms : zone_instant(day, when.has_minute ? when.minute : zone_minute(arrival.at, zone), zone);
		changed = true;
		if (arrival.at <= turn->now) {
			turn_say(turn, "guests-past", WITH({"time", turn_time(turn, arrival.at)}));
			return;
		}
	}
	if (!changed) {
		turn_say(turn, "guests-change-how", WITH_NONE);
		return;
	}
	guests_read_back(turn, turn_put(turn, &kind_arrival, &arrival));
}

const struct command command_change_dispatch = {
	.name = "change_dispatch",
	.phrases = PHRASES("改派客"),
	.help_zh = "改派客 <编号> <人数或时间>",
	.help_en = "改派客 <number> <guests or time>",
	.needs = ADMINS,
	.hear = HEAR_ADDRESSED,
	.args = {ARG_NUMBER, ARG_REST},
	.run = run,
	.hidden = true,
	.examples = EXAMPLES("改派客 1 160人"),
};
