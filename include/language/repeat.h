/* Rules of repetition as a value: every Monday and Wednesday at eight, every second Friday, the
 * last working day of the month. Written in one line, so that a record keeps it as text:
 *
 *   daily@08:00,20:00   weekly:MO,WE@08:00   monthly:5   monthly:1,15   monthly:last
 *   monthly:lastworkday   monthly:second-SA   monthly:last-FR   yearly:03-12
 *   yearly:lunar-12-23   workdays@08:30   every:2d   every:2w:FR@17:00   every:3m:15
 *
 * Pure; minutes are local, days civil. */
#ifndef LANGUAGE_REPEAT_H
#define LANGUAGE_REPEAT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/memory.h"
#include "language/calendar.h"

enum repeat_unit {
	REPEAT_none,
	REPEAT_days,
	REPEAT_weeks,
	REPEAT_months,
	REPEAT_years,
	REPEAT_workdays,
	REPEAT_minutes /* 每十分钟: named, never set up */
};

#define REPEAT_TIMES 6
#define REPEAT_LAST 0 /* in `days`, as bit 0: the last day of the month */
#define REPEAT_DAY(d) (1u << (d))

struct repeat {
	enum repeat_unit unit;
	int every;         /* each so many units, from 1 */
	uint32_t weekdays; /* REPEAT_DAY(1) Monday … (7) Sunday; weeks, or months with nth */
	uint32_t days;     /* of the month 1..31, or REPEAT_LAST */
	int nth;           /* months: the nth of the weekday, -1 the last; with workday: of the working days */
	bool workday;      /* months: nth or last working day */
	int month, day;    /* of the year */
	bool lunar;        /* month and day are lunar */
	int times;         /* of the day; 0: none was said */
	int minute[REPEAT_TIMES]; /* ascending */
};

/* The first time after that day and minute that the rule names. A rule with an interval counts
 * from `phase`, a day on which it fell due (DAY_NONE: the first one is free). A month without
 * that day takes its last one. Without a time of day `otherwise` is it. False if there is none
 * within twenty years. */
bool repeat_next(const struct repeat *rule, const struct calendar *calendar, int32_t phase, int otherwise,
    int32_t day, int minute, int32_t *next_day, int *next_minute);
/* Some months lack a day of the rule: it is then kept on their last one. */
bool repeat_short_months(const struct repeat *rule);
/* The line above, in the arena. */
const char *repeat_text(struct arena *arena, const struct repeat *rule);
/* False on anything that repeat_text does not write. */
bool repeat_parse(const char *text, struct repeat *rule);

#endif
