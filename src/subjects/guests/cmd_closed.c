/* 休息: a household is closed for some days. Said before, it is no decline. */
#include "reading/parse.h"

#include "language/numeral.h"
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

/* The first time said that names days. */
static bool
first_days(const struct turn *turn, const struct glyphs *text, size_t from, struct when *when, size_t *end)
{
	for (size_t at = from; at < text->n; at++) {
		int64_t lo, hi;
		size_t used = when_read_as(text->cp + at, text->n - at, turn_today(turn), turn_minute(turn),
		    WHEN_RANGES | WHEN_LISTS | WHEN_AHEAD, when);

		if (used && (when->has_day || when->repeat != WHEN_ONCE)) {
			*end = at + used;
			return true;
		}
		size_t number = numeral_range(text->cp + at, text->n - at, &lo, &hi);
		at += number > 1 ? number - 1 : 0;
	}
	return false;
}

/* The last day of 周六、周日 when they follow each other; DAY_NONE when they do not. */
static int32_t
last_of_list(const struct when *when)
{
	int32_t last = when->day;

	for (size_t i = 0; i < when->more_count; i++) {
		if (when->more[i].day != last + 1)
			return DAY_NONE;
		last++;
	}
	return last;
}

/* The days said: 明天, 11月20日到11月25日, 到1月3日, 周六、周日; false after saying how. */
static bool
days_of(struct turn *turn, const struct call *call, int32_t *from, int32_t *to)
{
	struct when when, until;
	size_t end, more_end;

	if (!first_days(turn, &call->text, call->start, &when, &end) || when.bad || when.ask & WHEN_ASK_weekday) {
		turn_say(turn, "closed-when", WITH_NONE);
		return false;
	}
	if (when.repeat != WHEN_ONCE) {
		turn_say(turn, "closed-every", WITH({"day", turn_day(turn, when.day)}));
		return false;
	}
	*from = when.within ? turn_today(turn) : when.day;
	*to = when.grain == WHEN_range && when.to_day != DAY_NONE ? when.to_day : last_of_list(&when);
	if (when.grain != WHEN_range && !when.more_count && !when.within &&
	    first_days(turn, &call->text, end, &until, &more_end) && !until.bad && until.repeat == WHEN_ONCE)
		*to = until.grain == WHEN_range ? until.to_day : until.day;
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
    .right = RIGHT_any,
    .where = WHERE_own,
    .hear = HEAR_ADDRESSED,
    .args = {ARG_REST},
    .run = run,
    .operators = true,
    .time_first = true,
    .examples = EXAMPLES("休息 明天", "closed tomorrow", "休息 11月20日到11月25日"),
};
