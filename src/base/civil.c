/* The civil calendar; the day arithmetic counts years from March, so that the
 * leap day is the last of its year (the usual era method). */
#include "base/civil.h"

#include <string.h>

#include "base/memory.h"

int32_t
civil_day(int year, int month, int day)
{
	int y = year - (month <= 2);
	int era = (y >= 0 ? y : y - 399) / 400;
	int in_era = y - era * 400;
	int in_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;

	return era * 146097 + in_era * 365 + in_era / 4 - in_era / 100 + in_year - 719468;
}

struct civil
civil_of(int32_t day)
{
	int z = day + 719468;
	int era = (z >= 0 ? z : z - 146096) / 146097;
	int in_era_days = z - era * 146097;
	int in_era = (in_era_days - in_era_days / 1460 + in_era_days / 36524 - in_era_days / 146096) / 365;
	int in_year = in_era_days - (365 * in_era + in_era / 4 - in_era / 100);
	int m = (5 * in_year + 2) / 153;
	struct civil civil = {.day = in_year - (153 * m + 2) / 5 + 1, .month = m < 10 ? m + 3 : m - 9};

	civil.year = in_era + era * 400 + (civil.month <= 2);
	return civil;
}

bool
civil_valid(int year, int month, int day)
{
	if (year < 1900 || year > 2200 || month < 1 || month > 12 || day < 1 || day > 31)
		return false;
	struct civil back = civil_of(civil_day(year, month, day));
	return back.month == month && back.day == day;
}

int
civil_weekday(int32_t day)
{
	int weekday = (int)((day + 3) % 7); /* 1970-01-01 was a Thursday */

	return (weekday < 0 ? weekday + 7 : weekday) + 1;
}

bool
civil_parse(const char *text, int32_t *day)
{
	int part[3] = {0};
	const int width[3] = {4, 2, 2};

	for (int i = 0; i < 3; i++) {
		for (int k = 0; k < width[i]; k++, text++) {
			if (*text < '0' || *text > '9')
				return false;
			part[i] = part[i] * 10 + (*text - '0');
		}
		if (i < 2 && *text++ != '-')
			return false;
	}
	if (*text || !civil_valid(part[0], part[1], part[2]))
		return false;
	*day = civil_day(part[0], part[1], part[2]);
	return true;
}

int32_t
zone_day(int64_t at_ms, int zone_min)
{
	int64_t local = at_ms + zone_min * MS_MINUTE;

	return (int32_t)(local >= 0 ? local / MS_DAY : -((-local + MS_DAY - 1) / MS_DAY));
}

int
zone_minute(int64_t at_ms, int zone_min)
{
	int64_t local = at_ms + zone_min * MS_MINUTE;

	return (int)((local - (int64_t)zone_day(at_ms, zone_min) * MS_DAY) / MS_MINUTE);
}

int64_t
zone_instant(int32_t day, int minute, int zone_min)
{
	return (int64_t)day * MS_DAY + (minute - zone_min) * MS_MINUTE;
}

const char *
civil_text(struct arena *arena, int32_t day)
{
	struct civil civil = civil_of(day);

	return day == DAY_NONE ? "" : arena_printf(arena, "%04d-%02d-%02d", civil.year, civil.month, civil.day);
}

const char *
zone_text(struct arena *arena, int64_t at_ms, int zone_min)
{
	int minute = zone_minute(at_ms, zone_min);

	return at_ms == 0 ? ""
	                  : arena_printf(arena, "%s %02d:%02d", civil_text(arena, zone_day(at_ms, zone_min)),
	                        minute / 60, minute % 60);
}
