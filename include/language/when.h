/* Dates and times as people say them, Chinese and English, by one grammar: 今天中午, 下下周三,
 * 11.14, 月底, 腊月二十三, 今晚十二点, 差五分八点, 一个半小时后, 每周一三五早上, 12号到15号;
 * tomorrow at half past three, the last day of November, every other Friday.
 * Pure: what is "now" comes in. Works on folded code points. */
#ifndef LANGUAGE_WHEN_H
#define LANGUAGE_WHEN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "language/repeat.h"

enum when_repeat { WHEN_ONCE, WHEN_DAILY, WHEN_WEEKLY, WHEN_MONTHLY, WHEN_WORKDAYS, WHEN_OTHERWISE };

/* What the words are about, and how fine. */
enum when_grain {
	WHEN_minute,
	WHEN_part, /* of a day: 下午; `minute` is its usual moment, from_minute … to_minute its bounds */
	WHEN_day,
	WHEN_range,    /* day … to_day (with minutes when has_minute) */
	WHEN_duration, /* 三天, 一个半小时: no point in time */
	WHEN_vague     /* 改天, 一会儿: nothing but a question helps */
};

/* What was added to the words (bits of `assumed`). */
enum { WHEN_YEAR = 1, WHEN_MONTH = 2, WHEN_HALF = 4, WHEN_TODAY = 8 };

/* Why to ask (bits of `ask`). What stands in the value is then the likelier reading. */
enum {
	WHEN_ASK_half = 1,    /* morning or evening? */
	WHEN_ASK_past = 2,    /* it is past; the coming one may be meant */
	WHEN_ASK_weekday = 4, /* 11月30日周二, but that is a Monday */
	WHEN_ASK_lunar = 8,   /* 三月三: lunar or not */
	WHEN_ASK_vague = 16   /* 月初, 下周: when exactly? */
};

struct when_point {
	int32_t day;
	int minute; /* -1: the day */
};
#define WHEN_MORE 5

struct when {
	bool has_day, has_minute;
	int32_t day;      /* civil day; of the first time for a repeat */
	int minute;       /* since local midnight */
	int64_t after_ms; /* "半小时后": > 0, then nothing else is set */
	bool within;      /* 三天内, 周五前: day is the last one */
	enum when_repeat repeat;
	int repeat_on;   /* weekday 1..7, or day of the month 1..31 */
	bool bad;        /* looked like a date but there is none such (2月30日, 25点) */
	bool vague_hour; /* hour given without morning or afternoon */

	enum when_grain grain;
	uint32_t ask, assumed;
	int from_minute, to_minute;        /* of a part of the day or a range, -1 none */
	int32_t to_day;                    /* of a range, DAY_NONE none */
	struct when_point more[WHEN_MORE]; /* 上午九点、下午三点; 周六、周日: behind the first */
	size_t more_count;
	int64_t lo_ms, hi_ms;               /* of a duration; both 0 for months and working days */
	int lo_months, hi_months, workdays; /* the same in months or working days */
	bool lo_days;                       /* said in days or weeks */
	int lunar_month, lunar_day;         /* the day is a lunar date: its numbers; month -1: a solar term */
	struct repeat rule;                 /* when repeat is not WHEN_ONCE */
};

/* What may be read beyond one point in time or one repetition. */
enum {
	WHEN_RANGES = 1,    /* 12号到15号, 到周日, 明天起三天 */
	WHEN_LISTS = 2,     /* 上午九点、下午三点 */
	WHEN_DURATIONS = 4, /* 三天, for half an hour */
	WHEN_VAGUE = 8,     /* 改天, 月初, 下周, soon: to be asked about */
	WHEN_AHEAD = 16,    /* what is to come: 10月30日 in November is a question or next year's */
	WHEN_BACK = 32,     /* what has been: 30号 on the 3rd is last month's */
	WHEN_ALL = WHEN_RANGES | WHEN_LISTS | WHEN_DURATIONS | WHEN_VAGUE
};

/* Reads a time expression at cp[0] as spoken on `today` at `minute`; code points used, 0 if
 * there is none. An hour from 1 to 5 without 早/下午 means the afternoon. */
size_t when_read(const uint32_t *cp, size_t n, int32_t today, int minute, struct when *when);
/* The same with what else is allowed (bits above). */
size_t when_read_as(
    const uint32_t *cp, size_t n, int32_t today, int minute, uint32_t allow, struct when *when);

/* The point that is meant, on the clock: 八点 said at nine is tomorrow's; a day alone has
 * minute -1. Not for repeats, durations and what is bad or vague. */
struct when_point when_point(const struct when *when, int32_t today, int minute);
/* The meaning in one line, in the arena: 2026-11-12, 2026-11-10T15:00, a..b, a+b, P3D, PT90M,
 * P2D..P3D, 5WD, a rule as repeat_text writes it, "ask" for what is vague, "bad". What is to be
 * asked but has a likelier reading ends with "|ask". */
const char *when_words(struct arena *arena, const struct when *when, int32_t today, int minute);

#endif
