/* 休息: a household is closed for some days. Said before, it is no decline. */
#include "reading/parse.h"

#include "records/booking.h"
#include "records/kinds.h"
#include "subjects/guests/guest_facts.h"

#define DAYS_MAX 400 /* a closure longer than this is a suspension */

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
run(struct turn *turn, const struct call *call)
{
	const struct operator* operator= turn_find(turn, operator, guests_own_said(turn));
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
    .run = run,
    .operators = true,
    .time_first = true,
    .examples = EXAMPLES("休息 明天", "closed tomorrow", "休息 11月20日到11月25日"),
};
