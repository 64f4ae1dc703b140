/* Working days; see the header. The compiled table comes from config/calendar.csv,
 * a copy of the facts of the State Council's yearly notices. */
#include "language/calendar.h"

#include <stdlib.h>
#include <string.h>

#include "base/civil.h"
#include "base/memory.h"
#include "base/require.h"
#include "language/lunar.h"

struct calendar_row {
	int32_t day;
	int8_t works;
};

#include "calendar_table.inc"

#define COMPILED (sizeof calendar_rows / sizeof *calendar_rows)

/* The row of this day, or else the place where it would stand. */
static const struct calendar_row *
row_from(const struct calendar *calendar, int32_t day, const struct calendar_row **end)
{
	const struct calendar_row *low = calendar->rows ? calendar->rows : calendar_rows;
	size_t count = calendar->rows ? calendar->count : COMPILED;

	*end = low + count;
	while (count > 0) {
		size_t half = count / 2;

		if (low[half].day < day) {
			low += half + 1;
			count -= half + 1;
		} else {
			count = half;
		}
	}
	return low;
}

static bool
year_known(const struct calendar *calendar, int year)
{
	const struct calendar_row *end, *row = row_from(calendar, civil_day(year, 1, 1), &end);

	return row < end && civil_of(row->day).year == year;
}

bool
calendar_known(const struct calendar *calendar, int32_t day)
{
	return year_known(calendar, civil_of(day).year);
}

int
calendar_unknown_year(const struct calendar *calendar, int32_t from, int32_t to)
{
	for (int year = civil_of(from).year; year <= civil_of(to).year; year++)
		if (!year_known(calendar, year))
			return year;
	return 0;
}

/* The days that are off by law in every year (2025 on), which no notice is needed for. Only
 * which days are moved around them is in the notice. */
static bool
off_by_law(int32_t day)
{
	static const struct {
		int month, day;
	} fixed[] = {{1, 1}, {5, 1}, {5, 2}, {10, 1}, {10, 2}, {10, 3}};
	struct civil civil = civil_of(day);
	int32_t found;

	for (size_t i = 0; i < sizeof fixed / sizeof *fixed; i++)
		if (civil.month == fixed[i].month && civil.day == fixed[i].day)
			return true;
	if (lunar_day(civil.year, 1, 1, &found) && day >= found - 1 && day <= found + 2)
		return true; /* new year's eve to the third */
	return (solar_term(civil.year, TERM_QINGMING, &found) && found == day) ||
	    (lunar_day(civil.year, 5, 5, &found) && found == day) ||
	    (lunar_day(civil.year, 8, 15, &found) && found == day);
}

bool
calendar_works(const struct calendar *calendar, int32_t day)
{
	const struct calendar_row *end, *row = row_from(calendar, day, &end);

	if (row < end && row->day == day)
		return row->works;
	return civil_weekday(day) <= 5 && (calendar_known(calendar, day) || !off_by_law(day));
}

int32_t
calendar_after(const struct calendar *calendar, int32_t day, int n)
{
	while (n > 0)
		n -= calendar_works(calendar, ++day);
	return day;
}

static int
by_day(const void *a, const void *b)
{
	int32_t x = ((const struct calendar_row *)a)->day, y = ((const struct calendar_row *)b)->day;

	return (x > y) - (x < y);
}

int
calendar_load(struct calendar *calendar, const char *csv)
{
	struct calendar_row *all = NULL;
	size_t count = 0;
	int line = 0;

	for (const char *p = csv; *p;) {
		size_t n = strcspn(p, "\n");
		char date[11] = {0};
		struct calendar_row row;

		line++;
		if (n > 0 && *p != '#' && strncmp(p, "date,", 5) != 0) {
			if (n >= 14)
				memcpy(date, p, 10);
			bool work = n >= 15 && strncmp(p + 10, ",work", 5) == 0;
			if (!civil_parse(date, &row.day) || !(work || strncmp(p + 10, ",off", 4) == 0)) {
				free(all);
				return line;
			}
			row.works = work;
			all = mem_grow(all, (count + 1) * sizeof *all);
			all[count++] = row;
		}
		p += n + (p[n] == '\n');
	}
	if (count)
		qsort(all, count, sizeof *all, by_day);
	calendar_free(calendar);
	*calendar = (struct calendar){all, count};
	return 0;
}

void
calendar_free(struct calendar *calendar)
{
	free(calendar->rows);
	*calendar = (struct calendar){0};
}
