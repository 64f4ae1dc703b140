/* Dates and times as people say them: 今天中午, 明早八点, 下周三, 11月8日, 三天内,
 * 每周五下午五点, 半小时后; today noon, tomorrow 9:30, next friday, in 2 hours.
 * Pure: what is "now" comes in. Works on folded code points. */
#ifndef BASE_WHEN_H
#define BASE_WHEN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum when_repeat { WHEN_ONCE, WHEN_DAILY, WHEN_WEEKLY, WHEN_MONTHLY, WHEN_WORKDAYS };

struct when {
	bool has_day, has_minute;
	int32_t day;      /* civil day; of the first time for a repeat */
	int minute;       /* since local midnight */
	int64_t after_ms; /* "半小时后": > 0, then nothing else is set */
	bool within;      /* 三天内: day is the last one */
	enum when_repeat repeat;
	int repeat_on;   /* weekday 1..7, or day of the month 1..31 */
	bool bad;        /* looked like a date but there is none such (2月30日, 25点) */
	bool vague_hour; /* hour given without morning or afternoon */
};

/* Reads a time expression at cp[0] as spoken on `today` at `minute`; code points
 * used, 0 if there is none. An hour from 1 to 6 without 早/下午 that has passed or
 * would be before dawn means the afternoon. */
size_t when_read(const uint32_t *cp, size_t n, int32_t today, int minute, struct when *when);

#endif
