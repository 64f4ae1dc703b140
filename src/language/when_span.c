/* Lengths of time: 一个小时零十分钟后, 过三天, 两三天内, in two hours and ten minutes, a week ago. */
#include "language/when_parts.h"

#include "base/civil.h"
#include "language/calendar.h"
#include "language/numeral.h"

struct length {
	int64_t lo, hi; /* ms */
	int64_t lo_months, hi_months;
	int64_t workdays;
	bool days;      /* in days or weeks */
	int64_t finest; /* the unit last said */
};

/* What one of a unit is: milliseconds, or months, or working days. */
struct unit {
	const char *word;
	int64_t ms;
	int months;
	bool workdays, plural; /* English: an s may follow */
	int64_t half;          /* 个半小时: so much on top */
};

static const struct unit units[] = {
    {"分钟", MS_MINUTE, 0, false, false, 0},
    {"刻钟", 15 * MS_MINUTE, 0, false, false, 0},
    {"个半小时", MS_HOUR, 0, false, false, MS_HOUR / 2},
    {"个半钟头", MS_HOUR, 0, false, false, MS_HOUR / 2},
    {"个小时", MS_HOUR, 0, false, false, 0},
    {"小时", MS_HOUR, 0, false, false, 0},
    {"个钟头", MS_HOUR, 0, false, false, 0},
    {"钟头", MS_HOUR, 0, false, false, 0},
    {"个钟", MS_HOUR, 0, false, false, 0},
    {"天", MS_DAY, 0, false, false, 0},
    {"个半月", 30 * MS_DAY, 0, false, false, 15 * MS_DAY},
    {"个星期", 7 * MS_DAY, 0, false, false, 0},
    {"星期", 7 * MS_DAY, 0, false, false, 0},
    {"个礼拜", 7 * MS_DAY, 0, false, false, 0},
    {"礼拜", 7 * MS_DAY, 0, false, false, 0},
    {"周", 7 * MS_DAY, 0, false, false, 0},
    {"个月", 0, 1, false, false, 0},
    {"年", 0, 12, false, false, 0},
    {"个工作日", 0, 0, true, false, 0},
    {"工作日", 0, 0, true, false, 0},
    {"minute", MS_MINUTE, 0, false, true, 0},
    {"min", MS_MINUTE, 0, false, true, 0},
    {"hour", MS_HOUR, 0, false, true, 0},
    {"hr", MS_HOUR, 0, false, true, 0},
    {"h", MS_HOUR, 0, false, false, 0},
    {"day", MS_DAY, 0, false, true, 0},
    {"week", 7 * MS_DAY, 0, false, true, 0},
    {"fortnight", 14 * MS_DAY, 0, false, true, 0},
    {"month", 0, 1, false, true, 0},
    {"year", 0, 12, false, true, 0},
    {"working day", 0, 0, true, true, 0},
    {"workday", 0, 0, true, true, 0},
    {"business day", 0, 0, true, true, 0},
};

static size_t
unit_at(const struct when_text *text, size_t at, const struct unit **unit)
{
	size_t best = 0;

	for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
		size_t used = when_word(text, at, units[i].word);
		char plural[24];

		if (used == 0 && units[i].plural) {
			size_t n = 0;

			for (; units[i].word[n] && n < sizeof plural - 2; n++)
				plural[n] = units[i].word[n];
			plural[n] = 's';
			plural[n + 1] = 0;
			used = when_word(text, at, plural);
		}
		if (used > best) {
			best = used;
			*unit = &units[i];
		}
	}
	return best;
}

/* In hundredths: 半, 1.5, 两三, two, half a, a couple of. */
static size_t
amount(const struct when_text *text, size_t at, int64_t *lo, int64_t *hi)
{
	static const struct when_word words[] = {{"half an", 50}, {"half a", 50}, {"a couple of", 200},
	    {"three quarters of an", 75}, {"a quarter of an", 25}, {"one and a half", 150},
	    {"two and a half", 250}, {"半", 50}, {"半个", 50}};
	int value;
	size_t used = when_look(text, at, WHEN_WORDS(words), &value);

	if (used) {
		/* 半个小时: the 个 belongs to the unit */
		*lo = *hi = value;
		return used == 2 && when_at(text, at) == U'半' ? 1 : used;
	}
	if ((used = when_number(text, at, lo, hi)) != 0) {
		*lo *= 100;
		*hi *= 100;
		return used;
	}
	return at < text->n ? numeral_range(text->cp + at, text->n - at, lo, hi) : 0;
}

static bool
add(struct length *length, const struct unit *unit, int64_t lo, int64_t hi)
{
	if (hi <= 0 || hi > 10000000)
		return false;
	if (unit->workdays) {
		length->workdays = lo / 100;
		return lo == hi && lo % 100 == 0 && lo <= 100000;
	}
	if (unit->months) {
		if (lo == 50 && unit->months == 1) { /* 半个月 */
			length->lo = length->hi = 15 * MS_DAY;
			length->days = true;
			length->finest = MS_DAY;
			return true;
		}
		length->lo_months += lo * unit->months / 100;
		length->hi_months += hi * unit->months / 100;
		return lo * unit->months % 100 == 0 && length->hi_months < 2400;
	}
	length->lo += lo * unit->ms / 100 + unit->half;
	length->hi += hi * unit->ms / 100 + unit->half;
	length->days |= unit->ms >= MS_DAY;
	length->finest = unit->ms;
	return true;
}

/* One number with its unit; 日 is one only where a tail follows (3日 is a date). */
static size_t
piece(const struct when_text *text, size_t at, struct length *length)
{
	const struct unit *unit = NULL;
	int64_t lo, hi;
	size_t used = amount(text, at, &lo, &hi);

	if (used == 0)
		return 0;
	size_t gap = when_blanks(text, at + used), more = unit_at(text, at + used + gap, &unit);
	if (more == 0 && length->finest == MS_HOUR && (more = when_word(text, at + used, "分")) != 0) {
		unit = &units[0];
		gap = 0;
	}
	if (more && unit->ms == MS_DAY && lo == 50 && hi == 50)
		return 0; /* 半天 is no twelve hours */
	if (more == 0 || (length->finest && (unit->ms == 0 || unit->ms >= length->finest)))
		return 0;
	if (!add(length, unit, lo, hi))
		return 0;
	used += gap + more;
	size_t half = when_word(text, at + used, "半"), and_half = when_word(text, at + used, " and a half");
	if (unit->ms == MS_HOUR && (half || and_half)) {
		length->lo += MS_HOUR / 2;
		length->hi += MS_HOUR / 2;
		used += half + and_half;
	}
	return used;
}

static size_t
length_at(const struct when_text *text, size_t at, struct length *length)
{
	static const struct when_word joins[] = {{"零", 0}, {"又", 0}, {" and ", 0}, {"and ", 0}, {", ", 0}};
	size_t used = piece(text, at, length);

	while (used) {
		int none;
		size_t gap = when_look(text, at + used, WHEN_WORDS(joins), &none);

		if (gap == 0)
			gap = when_blanks(text, at + used);
		if (gap == 0 && when_word(text, at + used, " and"))
			gap = 4 + when_blanks(text, at + used + 4);
		size_t more = length->finest == 0 ? 0 : piece(text, at + used + gap, length);
		if (more == 0)
			break;
		used += gap + more;
	}
	return used;
}

static void
set_length(struct when *when, const struct length *length)
{
	when->grain = WHEN_duration;
	when->lo_ms = length->lo;
	when->hi_ms = length->hi;
	when->lo_days = length->days;
	when->lo_months = (int)length->lo_months;
	when->hi_months = (int)length->hi_months;
	when->workdays = (int)length->workdays;
}

size_t
when_length(const struct when_text *text, size_t at, struct when *when)
{
	struct length length = {0};
	size_t used = length_at(text, at, &length);

	if (used)
		set_length(when, &length);
	return used;
}

enum tail { TAIL_none, TAIL_after, TAIL_within, TAIL_before };

static size_t
tail_at(const struct when_text *text, size_t at, enum tail *tail)
{
	static const struct when_word tails[] = {{"之内", TAIL_within}, {"以内", TAIL_within},
	    {"内", TAIL_within}, {"之后", TAIL_after}, {"以后", TAIL_after}, {"后", TAIL_after},
	    {"过后", TAIL_after}, {"之前", TAIL_before}, {"以前", TAIL_before}, {"前", TAIL_before},
	    {" from now", TAIL_after}, {" from today", TAIL_after}, {" later", TAIL_after},
	    {" ago", TAIL_before}};
	int value = TAIL_none;
	size_t used = when_look(text, at, WHEN_WORDS(tails), &value);

	*tail = (enum tail)value;
	return used;
}

/* The day so long from today, forward or back. */
static int32_t
day_of(const struct when_text *text, const struct length *length, bool high, bool back)
{
	static const struct calendar compiled;
	int sign = back ? -1 : 1;
	int64_t months = high ? length->hi_months : length->lo_months, ms = high ? length->hi : length->lo;

	if (length->workdays && !back)
		return calendar_after(&compiled, text->today, (int)length->workdays);
	if (months)
		return when_add_months(text->today, sign * (int)months);
	return text->today + sign * (int32_t)((ms + MS_DAY - 1) / MS_DAY);
}

/* From now on, or back, by minutes. */
static void
set_clock(const struct when_text *text, struct when *when, int64_t ms)
{
	int64_t at = (int64_t)text->today * 1440 + text->minute + ms / MS_MINUTE;

	when_set_day(when, (int32_t)(at / 1440));
	when->has_minute = true;
	when->minute = (int)(at % 1440);
}

static void
set_span(const struct when_text *text, struct when *when, const struct length *length, enum tail tail)
{
	bool fine = !length->days && !length->lo_months && !length->workdays;

	when->grain = fine ? WHEN_minute : WHEN_day;
	when->within = tail == TAIL_within;
	if (fine && tail == TAIL_after) {
		when->after_ms = length->lo;
	} else if (fine) {
		set_clock(text, when, tail == TAIL_before ? -length->lo : length->hi);
	} else {
		int32_t lo = day_of(text, length, tail == TAIL_within, tail == TAIL_before),
		        hi = day_of(text, length, true, tail == TAIL_before);

		when_set_day(when, lo);
		if (hi != lo && !when->within) {
			when->grain = WHEN_range;
			when->day = lo < hi ? lo : hi;
			when->to_day = lo < hi ? hi : lo;
		}
	}
	if (length->lo != length->hi || length->lo_months != length->hi_months)
		when->ask |= WHEN_ASK_vague;
}

size_t
when_span(const struct when_text *text, size_t at, struct when *when)
{
	static const struct when_word leads[] = {{"再过", TAIL_after}, {"过", TAIL_after}, {"等", TAIL_after},
	    {"in", TAIL_after}, {"within", TAIL_within}, {"in about", TAIL_after}, {"in the next", TAIL_within},
	    {"the next", TAIL_within}},
	                              idle[] = {{"for", 0}, {"大概", 0}, {"大约", 0}};
	struct length length = {0};
	int lead = TAIL_none, none;
	enum tail tail;
	size_t used = when_look(text, at, WHEN_WORDS(leads), &lead);

	used += when_blanks(text, at + used);
	if (lead == TAIL_none && (used = when_look(text, at, WHEN_WORDS(idle), &none)) != 0)
		used += when_blanks(text, at + used);
	size_t more = length_at(text, at + used, &length), end = 0;
	if (more) {
		used += more;
		end = tail_at(text, at + used, &tail);
	} else if (when_at(text, at) < 0x80 ||
	    (more = when_number(text, at + used, &length.lo, &length.hi)) == 0 ||
	    when_word(text, at + used + more, "日") == 0 || tail_at(text, at + used + more + 1, &tail) == 0) {
		return 0;
	} else { /* 3日内 */
		length = (struct length){.lo = length.lo * MS_DAY, .hi = length.hi * MS_DAY, .days = true};
		used += more + 1;
		end = tail_at(text, at + used, &tail);
	}
	used += end;
	if (end == 0 && lead == TAIL_none) {
		if (!(text->allow & WHEN_DURATIONS) || when_word(text, at + used, " before") ||
		    when_word(text, at + used, " after") || when_word(text, at + used, " on"))
			return 0;
		set_length(when, &length);
		return used;
	}
	if (tail == TAIL_before && (text->allow & WHEN_AHEAD) && lead == TAIL_none && !length.days &&
	    !length.lo_months && !length.workdays)
		when->ask |= WHEN_ASK_past;
	set_span(text, when, &length, end ? tail : (enum tail)lead);
	return used;
}
