/* The lunar calendar 农历 and the 24 solar terms 节气 from 1900 to 2100, from a computed table
 * (src/language/lunar_table.inc; Beijing time). Pure. */
#ifndef LANGUAGE_LUNAR_H
#define LANGUAGE_LUNAR_H

#include <stdbool.h>
#include <stdint.h>

#define TERM_QINGMING 6  /* 清明, as a solar term */
#define LUNAR_LAST_DAY 0 /* as a day of the month: its last one, 29 or 30 */

/* The civil day of a lunar date; leap months 闰月 are not asked for. False outside the table or
 * when that month has no such day. */
bool lunar_day(int year, int month, int day, int32_t *civil);
/* The first such lunar date on or after `from`: 腊月二十三. False beyond the table. */
bool lunar_next(int32_t from, int month, int day, int32_t *civil);
/* The civil day of a solar term, 0 小寒 … 23 冬至, in that civil year. False outside the table. */
bool solar_term(int year, int term, int32_t *civil);

#endif
