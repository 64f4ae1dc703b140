/* Rules of repetition; see the header. A rule is asked day by day whether it names it: plain,
 * and cheap enough for a reminder. */
#include "language/repeat.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/civil.h"
#include "language/lunar.h"

#define DAYS_AHEAD (20 * 366)

static const char *const weekday_codes[] = {"MO", "TU", "WE", "TH", "FR", "SA", "SU"};
static const char *const nth_codes[] = {"first", "second", "third", "fourth", "fifth"};

static int
month_days(int year, int month)
{
	int days = 31;

	while (!civil_valid(year, month, days))
		days--;
	return days;
}

static int
monday_of(int32_t day)
{
	return day - civil_weekday(day) + 1;
}

/* The nth working day of the month of `day`, -1 the last: is it this one? */
static bool
nth_workday(const struct calendar *calendar, struct civil civil, int32_t day, int nth)
{
	int32_t first = civil_day(civil.year, civil.month, 1), last = first + month_days(civil.year, civil.month);
	int count = 0;

	if (!calendar_works(calendar, day))
		return false;
	for (int32_t d = nth < 0 ? day + 1 : first; d < (nth < 0 ? last : day); d++)
		count += calendar_works(calendar, d);
	return nth < 0 ? count == 0 : count == nth - 1;
}

static bool
names_in_month(const struct repeat *rule, const struct calendar *calendar, int32_t day)
{
	struct civil civil = civil_of(day);
	int length = month_days(civil.year, civil.month);

	if (rule->workday)
		return nth_workday(calendar, civil, day, rule->nth);
	if (rule->weekdays)
		return rule->weekdays & REPEAT_DAY(civil_weekday(day)) &&
		    (rule->nth < 0 ? civil.day + 7 > length : (civil.day - 1) / 7 == rule->nth - 1);
	if (rule->days & REPEAT_DAY(civil.day))
		return true;
	return civil.day == length && (rule->days & REPEAT_DAY(REPEAT_LAST) || rule->days >> civil.day > 1);
}

static bool
names_in_year(const struct repeat *rule, int32_t day)
{
	struct civil civil = civil_of(day);
	int32_t found;

	if (rule->lunar)
		return lunar_next(day, rule->month, rule->day, &found) && found == day;
	return civil.month == rule->month &&
	    (civil.day == rule->day ||
	        (!civil_valid(civil.year, rule->month, rule->day) &&
	            civil.day == month_days(civil.year, civil.month)));
}

/* Is this a day of the rule, counted from the phase? */
static bool
names_day(const struct repeat *rule, const struct calendar *calendar, int32_t phase, int32_t day)
{
	struct civil civil = civil_of(day), from = civil_of(phase == DAY_NONE ? day : phase);
	int months = (civil.year - from.year) * 12 + civil.month - from.month;
	int32_t start = phase == DAY_NONE ? day : phase;
	int every = rule->every > 0 ? rule->every : 1;

	switch (rule->unit) {
	case REPEAT_days: return (day - start) % every == 0;
	case REPEAT_weeks:
		return (rule->weekdays ? (rule->weekdays & REPEAT_DAY(civil_weekday(day))) != 0
		                       : civil_weekday(day) == civil_weekday(start)) &&
		    (monday_of(day) - monday_of(start)) / 7 % every == 0;
	case REPEAT_months:
		if (months % every)
			return false;
		return rule->days || rule->nth ? names_in_month(rule, calendar, day) : civil.day == from.day;
	case REPEAT_years: return names_in_year(rule, day) && (civil.year - from.year) % every == 0;
	case REPEAT_workdays: return calendar_works(calendar, day);
	case REPEAT_none:
	case REPEAT_minutes: break;
	}
	return false;
}

bool
repeat_next(const struct repeat *rule, const struct calendar *calendar, int32_t phase, int otherwise,
    int32_t day, int minute, int32_t *next_day, int *next_minute)
{
	for (int32_t d = day; d < day + DAYS_AHEAD; d++) {
		if (!names_day(rule, calendar, phase, d))
			continue;
		for (int i = 0; i < (rule->times ? rule->times : 1); i++) {
			*next_minute = rule->times ? rule->minute[i] : otherwise;
			*next_day = d;
			if (d > day || *next_minute > minute)
				return true;
		}
	}
	return false;
}

bool
repeat_short_months(const struct repeat *rule)
{
	return (rule->unit == REPEAT_months && rule->days >> 29) ||
	    (rule->unit == REPEAT_years && !rule->lunar && rule->month == 2 && rule->day == 29);
}

static void
add_weekdays(struct buf *out, uint32_t weekdays)
{
	const char *comma = "";

	for (int i = 0; i < 7; i++)
		if (weekdays & REPEAT_DAY(i + 1)) {
			buf_addf(out, "%s%s", comma, weekday_codes[i]);
			comma = ",";
		}
}

static void
add_month(struct buf *out, const struct repeat *rule)
{
	const char *comma = "";
	const char *nth = rule->nth < 0 ? "last" : nth_codes[rule->nth > 0 && rule->nth < 6 ? rule->nth - 1 : 0];

	if (rule->workday) {
		buf_addf(out, "%sworkday", nth);
		return;
	}
	if (rule->weekdays) {
		buf_addf(out, "%s-", nth);
		add_weekdays(out, rule->weekdays);
		return;
	}
	for (int day = 1; day <= 31; day++)
		if (rule->days & REPEAT_DAY(day)) {
			buf_addf(out, "%s%d", comma, day);
			comma = ",";
		}
	if (rule->days & REPEAT_DAY(REPEAT_LAST))
		buf_addf(out, "%slast", comma);
}

const char *
repeat_text(struct arena *arena, const struct repeat *rule)
{
	static const char letters[] = {0, 'd', 'w', 'm', 'y', 0, 0};
	static const char *const plain[] = {"", "daily", "weekly", "monthly", "yearly", "workdays", ""};
	struct buf out = {0};

	if (rule->unit == REPEAT_minutes)
		buf_addf(&out, "every:%dmin", rule->every);
	else if (rule->every > 1)
		buf_addf(&out, "every:%d%c", rule->every, letters[rule->unit]);
	else
		buf_adds(&out, plain[rule->unit]);
	if (rule->unit == REPEAT_weeks && rule->weekdays) {
		buf_addc(&out, ':');
		add_weekdays(&out, rule->weekdays);
	}
	if (rule->unit == REPEAT_months && (rule->days || rule->nth)) {
		buf_addc(&out, ':');
		add_month(&out, rule);
	}
	if (rule->unit == REPEAT_years)
		buf_addf(&out, ":%s%02d-%02d", rule->lunar ? "lunar-" : "", rule->month, rule->day);
	for (int i = 0; i < rule->times; i++)
		buf_addf(&out, "%c%02d:%02d", i ? ',' : '@', rule->minute[i] / 60, rule->minute[i] % 60);
	return buf_keep(&out, arena);
}

/* Moves *p over the word if it stands there. */
static bool
take(const char **p, const char *word)
{
	size_t n = strlen(word);

	if (strncmp(*p, word, n) != 0)
		return false;
	*p += n;
	return true;
}

static bool
take_number(const char **p, int *value)
{
	char *end;

	if (**p < '0' || **p > '9')
		return false;
	*value = (int)strtol(*p, &end, 10);
	*p = end;
	return *value < 10000;
}

static bool
take_weekdays(const char **p, uint32_t *weekdays)
{
	do {
		int i = 0;

		while (i < 7 && !take(p, weekday_codes[i]))
			i++;
		if (i == 7)
			return false;
		*weekdays |= REPEAT_DAY(i + 1);
	} while (take(p, ","));
	return true;
}

static bool
take_month(const char **p, struct repeat *rule)
{
	for (int i = 0; i < 6; i++) {
		const char *from = *p;

		if (!take(p, i < 5 ? nth_codes[i] : "last"))
			continue;
		rule->nth = i < 5 ? i + 1 : -1;
		if (take(p, "workday"))
			return rule->workday = true;
		if (take(p, "-"))
			return take_weekdays(p, &rule->weekdays);
		rule->nth = 0;
		*p = from;
		break;
	}
	do {
		int day;

		if (take(p, "last"))
			rule->days |= REPEAT_DAY(REPEAT_LAST);
		else if (take_number(p, &day) && day >= 1 && day <= 31)
			rule->days |= REPEAT_DAY(day);
		else
			return false;
	} while (take(p, ","));
	return true;
}

static bool
take_unit(const char **p, struct repeat *rule)
{
	static const struct {
		const char *word;
		enum repeat_unit unit;
	} plain[] = {{"daily", REPEAT_days}, {"weekly", REPEAT_weeks}, {"monthly", REPEAT_months},
	    {"yearly", REPEAT_years}, {"workdays", REPEAT_workdays}};

	rule->every = 1;
	for (size_t i = 0; i < sizeof plain / sizeof *plain; i++)
		if (take(p, plain[i].word)) {
			rule->unit = plain[i].unit;
			return true;
		}
	if (!take(p, "every:") || !take_number(p, &rule->every) || rule->every < 1)
		return false;
	rule->unit = take(p, "min") ? REPEAT_minutes
	    : take(p, "d")          ? REPEAT_days
	    : take(p, "w")          ? REPEAT_weeks
	    : take(p, "m")          ? REPEAT_months
	    : take(p, "y")          ? REPEAT_years
	                            : REPEAT_none;
	return rule->unit != REPEAT_none;
}

bool
repeat_parse(const char *text, struct repeat *rule)
{
	const char *p = text;
	int hour, minute;

	*rule = (struct repeat){0};
	if (!take_unit(&p, rule))
		return false;
	if (take(&p, ":")) {
		if (rule->unit == REPEAT_weeks && !take_weekdays(&p, &rule->weekdays))
			return false;
		if (rule->unit == REPEAT_months && !take_month(&p, rule))
			return false;
		if (rule->unit == REPEAT_years) {
			rule->lunar = take(&p, "lunar-");
			if (!take_number(&p, &rule->month) || !take(&p, "-") || !take_number(&p, &rule->day))
				return false;
		}
	}
	if (*p == 0)
		return true;
	if (!take(&p, "@"))
		return false;
	do {
		if (rule->times == REPEAT_TIMES || !take_number(&p, &hour) || !take(&p, ":") ||
		    !take_number(&p, &minute) || hour > 23 || minute > 59)
			return false;
		rule->minute[rule->times++] = hour * 60 + minute;
	} while (take(&p, ","));
	return *p == 0;
}
