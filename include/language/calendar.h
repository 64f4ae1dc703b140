/* Working days from the yearly notices (config/calendar.csv: date,kind,name), never
 * from a rule: make-up Saturdays work. A year without data is said, not guessed. */
#ifndef CORE_CALENDAR_H
#define CORE_CALENDAR_H

#include <stdbool.h>
#include <stdint.h>

/* Does the notice for this day's year exist? December also needs the next year's. */
bool calendar_known(int32_t day);
bool calendar_works(int32_t day);
/* The n-th working day after `day` (n ≥ 1); "N working days" start the day after receipt. */
int32_t calendar_after(int32_t day, int n);
/* Takes the text of a calendar file instead of the compiled one; the first bad line's
 * number, 0 if all are good (only then it counts). */
int calendar_load(const char *csv);

#endif
