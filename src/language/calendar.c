/* Working days; see the header. The compiled table comes from config/calendar.csv,
 * a copy of the facts of the State Council's yearly notices. */
#include "language/calendar.h"

#include <stdlib.h>
#include <string.h>

#include "base/civil.h"
#include "base/memory.h"
#include "base/require.h"

struct calendar_row {
	int32_t day;
	int8_t works;
};

#include "calendar_table.inc"

static struct calendar_row *loaded;
static size_t loaded_count;

static const struct calendar_row *
rows(size_t *count)
{
	*count = loaded ? loaded_count : sizeof calendar_rows / sizeof *calendar_rows;
	return loaded ? loaded : calendar_rows;
}

static bool
year_known(int year)
{
	size_t count;
	const struct calendar_row *all = rows(&count);

	for (size_t i = 0; i < count; i++)
		if (civil_of(all[i].day).year == year)
			return true;
	return false;
}

bool
calendar_known(int32_t day)
{
	return year_known(civil_of(day).year);
}

bool
calendar_works(int32_t day)
{
	size_t count;
	const struct calendar_row *all = rows(&count);

	for (size_t low = 0, high = count; low < high;) {
		size_t middle = (low + high) / 2;

		if (all[middle].day == day)
			return all[middle].works;
		if (all[middle].day < day)
			low = middle + 1;
		else
			high = middle;
	}
	return civil_weekday(day) <= 5;
}

int32_t
calendar_after(int32_t day, int n)
{
	while (n > 0)
		n -= calendar_works(++day);
	return day;
}

static int
by_day(const void *a, const void *b)
{
	int32_t x = ((const struct calendar_row *)a)->day, y = ((const struct calendar_row *)b)->day;

	return (x > y) - (x < y);
}

int
calendar_load(const char *csv)
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
	free(loaded);
	loaded = all;
	loaded_count = count;
	return 0;
}
