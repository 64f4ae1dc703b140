/* 改派客: other heads or another time, for an arrival that was read back (said by its
 * dialog: 改成160人, 推迟到1点) or, by an administrator, for one that is published. */
#include "subjects/commands.h"
#include "subjects/guests/announce.h"
#include "subjects/guests/guests.h"
#include "records/kinds.h"

/* A planned arrival of one bulk takes the new number; others are announced anew. */
static bool
change_planned(struct turn *turn, struct arrival *arrival, const struct heads *heads)
{
	const struct party *only = NULL;

	EACH_BY (&turn->world->store, party, arrival, store_key_int(arrival->id), party) {
		if (only || party->unit == 0) {
			turn_say(turn, "guests-change-parties", WITH_NONE);
			return false;
		}
		only = party;
	}
	struct party party = *only;
	party.heads = arrival->heads = heads->heads;
	party.unit = arrival->unit = heads->tables ? turn->world->policy.table_heads : 1;
	turn_put(turn, &kind_party, &party);
	return true;
}

static void
change(struct turn *turn, const struct call *call, const struct arrival *open, size_t from)
{
	struct heads heads = {0};
	struct when when;
	size_t at, used;
	int64_t time = 0;

	if (open == NULL || (open->state != ARRIVAL_planned && open->state != ARRIVAL_posted)) {
		turn_say(turn, "guests-not-open", WITH_NONE);
		return;
	}
	if (!access_has(turn->world, turn->actor->id, ADMINS, open->village, turn_today(turn))) {
		turn_say(turn, "needs-admin", WITH({"command", "改成"}));
		return;
	}
	struct arrival arrival = *open;
	if (parse_heads(turn, &call->text, from, &heads) &&
	    (heads.two || heads.heads <= 0 || heads.heads > 100000)) {
		turn_say(turn, heads.two ? "guests-two-numbers" : "guests-bad-number", WITH_NONE);
		return;
	}
	if (parse_when(turn, &call->text, from, &when, &at, &used) && when.repeat == WHEN_ONCE &&
	    !announce_time(turn, &when, arrival.at, &time))
		return;
	if (heads.heads == 0 && time == 0) {
		turn_say(turn, "guests-change-how", WITH_NONE);
		return;
	}
	if (open->state == ARRIVAL_posted) {
		guests_change(turn, open, heads.heads, time);
		return;
	}
	if (heads.heads && !change_planned(turn, &arrival, &heads))
		return;
	if (time)
		arrival.at = time;
	guests_divide(turn, turn_put(turn, &kind_arrival, &arrival), NULL);
}

static void
run(struct turn *turn, const struct call *call)
{
	change(turn, call, turn_find(turn, arrival, call->args[0].number), call->args[1].from);
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

/* 改成160人 in the operators' group: only about what is published there. */
static bool
is_open(const struct turn *turn, const struct call *call)
{
	struct heads heads;
	struct when when;
	size_t at, used, end = call->from;
	const struct arrival *open = guests_current(turn, turn->chat.group, ARRIVAL_posted);

	if (open == NULL || !access_has(turn->world, turn->actor->id, ADMINS, open->village, turn_today(turn)))
		return false;
	if (parse_heads(turn, &call->text, call->from, &heads))
		end = heads.at + heads.used;
	if (parse_when(turn, &call->text, call->from, &when, &at, &used) && at + used > end)
		end = at + used;
	/* 改成明天下午开会 is about something else. */
	return end > call->from && parse_skip(&call->text, end) == call->text.n;
}

static void
run_adjust(struct turn *turn, const struct call *call)
{
	change(turn, call, guests_current(turn, turn->chat.group, ARRIVAL_posted), call->from);
}

const struct command command_adjust_dispatch = {
    .name = "adjust_dispatch",
    .topic = TOPIC_guests,
    .phrases = PHRASES("改成", "改为", "推迟到", "提前到", "change to"),
    .help_zh = "改成 <人数或时间>:改已发布的派客",
    .help_en = "change to <guests or time>: changes a published dispatch",
    .needs = ADMINS,
    .hear = HEAR_OPEN,
    .open = is_open,
    .args = {ARG_REST},
    .run = run_adjust,
    .examples = EXAMPLES("改成160人", "change to 160 guests", "推迟到1点"),
};
