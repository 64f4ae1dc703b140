/* Working days from the yearly notices (config/calendar.csv: date,kind,name), never from a
 * rule: make-up Saturdays work. In a year without a notice Monday to Friday count, less the days
 * that are off by law in every year, and whoever tells such a day says so. */
#ifndef LANGUAGE_CALENDAR_H
#define LANGUAGE_CALENDAR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct calendar_row;

/* A world's list of days; all zero is the compiled list. */
struct calendar {
	struct calendar_row *rows; /* in order of days; NULL = the compiled ones */
	size_t count;
};

/* Does the notice for this day's year exist? */
bool calendar_known(const struct calendar *calendar, int32_t day);
/* The first year without a notice among the days from … to, or 0. */
int calendar_unknown_year(const struct calendar *calendar, int32_t from, int32_t to);
bool calendar_works(const struct calendar *calendar, int32_t day);
/* The n-th working day after `day` (n ≥ 1); "N working days" start the day after receipt. */
int32_t calendar_after(const struct calendar *calendar, int32_t day, int n);
/* Takes the text of a calendar file instead of the compiled list; the first bad line's
 * number, 0 if all are good (only then it counts). */
int calendar_load(struct calendar *calendar, const char *csv);
void calendar_free(struct calendar *calendar);

#endif
