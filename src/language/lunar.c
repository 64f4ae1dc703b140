/* Lunar months and solar terms; see the header. */
#include "language/lunar.h"

#include "base/civil.h"

#include "lunar_table.inc"

#define FIRST 1900
#define YEARS ((int)(sizeof lunar_years / sizeof *lunar_years))
#define LEAP(bits) ((int)((bits) >> 13 & 15))

static int
length(uint32_t bits, int index)
{
	return bits >> index & 1 ? 30 : 29;
}

bool
lunar_day(int year, int month, int day, int32_t *civil)
{
	if (year < FIRST || year >= FIRST + YEARS || month < 1 || month > 12)
		return false;
	uint32_t bits = lunar_years[year - FIRST];
	int leap = LEAP(bits), index = month - 1 + (leap && month > leap);

	*civil = civil_day(year, 1, 20) + (int32_t)(bits >> 17);
	for (int i = 0; i < index; i++)
		*civil += length(bits, i);
	if (day == LUNAR_LAST_DAY)
		day = length(bits, index);
	*civil += day - 1;
	return day >= 1 && day <= length(bits, index);
}

bool
lunar_next(int32_t from, int month, int day, int32_t *civil)
{
	int year = civil_of(from).year - 1;

	for (int i = 0; i < 8; i++)
		if (lunar_day(year + i, month, day, civil) && *civil >= from)
			return true;
	return false;
}

bool
solar_term(int year, int term, int32_t *civil)
{
	if (year < FIRST || year >= FIRST + YEARS || term < 0 || term > 23)
		return false;
	int day = term_base[term] + (int)(term_days[year - FIRST] >> (2 * term) & 3);

	*civil = civil_day(year, term / 2 + 1, day);
	return true;
}
