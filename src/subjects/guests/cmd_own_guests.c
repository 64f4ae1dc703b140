/* 自带客, 休息, 开门: room an operator household has not to give. Own guests take room and
 * do not count in the ledger; a closure announced before is no decline. */
#include "subjects/commands.h"

#include "records/booking.h"
#include "records/kinds.h"
#include "subjects/guests/announce.h"
#include "subjects/guests/guests.h"

#define DAYS_MAX 400 /* a closure longer than this is a suspension */

/* The household of the one who speaks; 0 after saying so. */
static int64_t
own(struct turn *turn)
{
	int64_t operator= guests_own(turn);

	if (operator== 0)
		turn_say(turn, "operator-only", WITH_NONE);
	return operator;
}

static void
run_own(struct turn *turn, const struct call *call)
{
	static const char *const stays[] = {"住", "过夜", "overnight", "stay", NULL};
	const struct operator* operator= turn_find(turn, operator, own(turn));
	struct heads heads;
	struct when when;
	size_t at, used;
	int64_t time, nights = 0;
	struct plan_household room;

	if (operator== NULL)
		return;
	if (!parse_heads(turn, &call->text, call->start, &heads) || heads.two || heads.heads <= 0) {
		turn_say(turn, "own-guests-how", WITH_NONE);
		return;
	}
	if (!parse_when(turn, &call->text, call->start, &when, &at, &used) || when.repeat != WHEN_ONCE ||
	    when.within) {
		turn_say(turn, "own-guests-how", WITH_NONE);
		return;
	}
	if (!announce_time(turn, &when, 0, &time))
		return;
	for (int i = 0; stays[i]; i++)
		nights |= parse_find(&call->text, call->start, stays[i]) < call->text.n;
	board_free_room(turn, operator, time, 1, 0, &room);
	if (heads.heads > room.seats || (nights && heads.heads > room.beds)) {
		turn_say(turn, "own-guests-full",
		    WITH({"seats", turn_number(turn, room.seats)}, {"beds", turn_number(turn, room.beds)},
		        {"time", turn_time(turn, time)}));
		return;
	}
	int32_t day = zone_day(time, (int)turn->world->policy.zone_min);
	struct booking booking = {.operator= operator->id,
	    .sort = BOOKING_own,
	    .from = day,
	    .to = day,
	    .at = time,
	    .heads = heads.heads,
	    .beds = nights ? heads.heads : 0,
	    .by = turn->actor->id,
	    .made_at = turn->now};
	turn_put(turn, &kind_booking, &booking);
	turn_say(turn, "own-guests", WITH({"name", operator->name}, {"time", turn_time(turn, time)}, {"heads", turn_number(turn, heads.heads)}));
}

const struct command command_own_guests = {
    .name = "own_guests",
    .topic = TOPIC_guests,
    .phrases = PHRASES("自带客", "自己的客人", "own guests"),
    .help_zh = "自带客 <几人> <时间> [住]:占我家的位子,不记公平账",
    .help_en = "own guests <number> <time> [overnight]: take my room, not in the ledger",
    .needs = ANYBODY,
    .hear = HEAR_CERTAIN,
    .args = {ARG_REST},
    .run = run_own,
    .operators = true,
    .time_first = true,
    .examples = EXAMPLES("自带客 8人 明天中午", "own guests 8 people tomorrow noon"),
};

/* Guests already given to the household in these days: they must be answered first. */
static bool
has_guests(const struct turn *turn, int64_t operator, int32_t from, int32_t to)
{
	for (const struct line *line = guests_line(turn, operator, - 1, 0); line;
	     line = guests_line(turn, operator, - 1, line->id)) {
		const struct arrival *arrival = turn_find(turn, arrival, line->arrival);
		int32_t day = zone_day(arrival->at, (int)turn->world->policy.zone_min);

		if (day >= from && day <= to)
			return true;
	}
	return false;
}

/* The days said: 明天, 11月20日到11月25日, 三天; false after saying how. */
static bool
days_of(struct turn *turn, const struct call *call, int32_t *from, int32_t *to)
{
	struct when when, until;
	size_t at, used, more_at, more;

	if (!parse_when(turn, &call->text, call->start, &when, &at, &used) || !when.has_day || when.bad) {
		turn_say(turn, "closed-when", WITH_NONE);
		return false;
	}
	*from = when.within ? turn_today(turn) : when.day;
	*to = when.day;
	if (parse_when(turn, &call->text, at + used, &until, &more_at, &more) && until.has_day && !until.bad)
		*to = until.day;
	if (*to < *from || *to < turn_today(turn) || *to - *from > DAYS_MAX) {
		turn_say(turn, "closed-when", WITH_NONE);
		return false;
	}
	return true;
}

static void
run_closed(struct turn *turn, const struct call *call)
{
	const struct operator* operator= turn_find(turn, operator, own(turn));
	int32_t from, to;

	if (operator== NULL || !days_of(turn, call, &from, &to))
		return;
	if (has_guests(turn, operator->id, from, to)) {
		turn_say(turn, "closed-has-guests", WITH_NONE);
		return;
	}
	struct booking booking = {.operator= operator->id,
	    .sort = BOOKING_closed,
	    .from = from,
	    .to = to,
	    .by = turn->actor->id,
	    .made_at = turn->now};
	turn_put(turn, &kind_booking, &booking);
	turn_say(turn, from == to ? "closed-day" : "closed-days", WITH({"name", operator->name}, {"from", turn_day(turn, from)}, {"to", turn_day(turn, to)}));
}

const struct command command_closed = {
    .name = "closed",
    .topic = TOPIC_guests,
    .phrases = PHRASES("休息", "歇业", "关门", "closed"),
    .help_zh = "休息 <哪天> [到哪天]:那天不接客,不算不接",
    .help_en = "closed <day> [to day]: no guests then, and no decline either",
    .needs = ANYBODY,
    .hear = HEAR_ADDRESSED,
    .args = {ARG_REST},
    .run = run_closed,
    .operators = true,
    .time_first = true,
    .examples = EXAMPLES("休息 明天", "closed tomorrow", "休息 11月20日到11月25日"),
};

static void
run_reopen(struct turn *turn, const struct call *call)
{
	int64_t operator= own(turn), gone = 0;

	(void)call;
	if (operator== 0)
		return;
	EACH_BY (&turn->world->store, booking, operator, store_key_int(operator), old)
		if (old->sort == BOOKING_closed && old->to >= turn_today(turn)) {
			struct booking booking = *old;

			booking.to = turn_today(turn) - 1; /* what was, was */
			if (booking.to < booking.from)
				turn_remove(turn, &kind_booking, old->id);
			else
				turn_put(turn, &kind_booking, &booking);
			gone++;
		}
	turn_say(turn, gone ? "reopened" : "reopened-nothing", WITH_NONE);
}

const struct command command_reopen = {
    .name = "reopen",
    .topic = TOPIC_guests,
    .phrases = PHRASES("开门", "恢复接客", "open again"),
    .help_zh = "开门:不休息了,照常接客",
    .help_en = "open again: guests are welcome from now on",
    .needs = ANYBODY,
    .hear = HEAR_ADDRESSED,
    .args = {ARG_END},
    .run = run_reopen,
    .operators = true,
    .examples = EXAMPLES("开门", "open again"),
};
