/* Days: 后天, 下下周三, 11.14, 15号, 月底, 国庆第二天, 腊月二十三, the last day of November. */
#include "language/when_parts.h"

#include "base/civil.h"
#include "language/label.h"
#include "language/lunar.h"

#define HALF_YEAR 183
#define ASKED_BACK 60 /* days: a date so long past is asked about, an older one is next year's */

void
when_set_day(struct when *when, int32_t day)
{
	when->has_day = true;
	when->day = day;
	if (when->grain == WHEN_minute)
		when->grain = WHEN_day;
}

int32_t
when_add_months(int32_t day, int months)
{
	struct civil civil = civil_of(day);
	int total = civil.year * 12 + civil.month - 1 + months;

	civil.year = total / 12;
	civil.month = total % 12 + 1;
	while (!civil_valid(civil.year, civil.month, civil.day))
		civil.day--;
	return civil_day(civil.year, civil.month, civil.day);
}

static int32_t
month_begin(int32_t today, int months)
{
	return when_add_months(today - civil_of(today).day + 1, months);
}

int32_t
when_month_end(int32_t today, int months)
{
	return month_begin(today, months + 1) - 1;
}

static void
set_range(struct when *when, int32_t from, int32_t to)
{
	when_set_day(when, from);
	when->to_day = to;
	when->grain = WHEN_range;
}

/* A range that stands for "sometime then"; to be asked about. */
static size_t
vague_range(const struct when_text *text, struct when *when, int32_t from, int32_t to, size_t used)
{
	if (!(text->allow & WHEN_VAGUE))
		return 0;
	set_range(when, from, to);
	when->ask |= WHEN_ASK_vague;
	return used;
}

static size_t
vague(const struct when_text *text, struct when *when, size_t used)
{
	if (!(text->allow & WHEN_VAGUE))
		return 0;
	when->grain = WHEN_vague;
	when->ask |= WHEN_ASK_vague;
	return used;
}

/* ---- dates ---- */

/* The year of a date that names none. */
static int32_t
nearest(const struct when_text *text, int month, int day, struct when *when)
{
	int year = civil_of(text->today).year, found_year = 0;
	int32_t found = 0;

	if (month == 2 && day == 29) { /* the next one there is */
		while (!civil_valid(year, month, day) || civil_day(year, month, day) < text->today)
			year++;
		return civil_day(year, month, day);
	}
	found_year = year;
	found = civil_day(year, month, day);
	if (text->least != DAY_NONE) {
		while (found < text->least)
			found = civil_day(++found_year, month, day);
	} else if (text->allow & WHEN_BACK) {
		if (found > text->today)
			found = civil_day(year - 1, month, day);
	} else if (found < text->today - ((text->allow & WHEN_AHEAD) ? ASKED_BACK : HALF_YEAR)) {
		found = civil_day(year + 1, month, day);
	} else if (found < text->today) {
		when->ask |= WHEN_ASK_past;
	} else if (!(text->allow & WHEN_AHEAD) && found > text->today + HALF_YEAR) {
		/* 12月30日 said on 3 January: last week or in a year; neither is moved */
		when->ask |= WHEN_ASK_past;
	}
	when->assumed |= WHEN_YEAR;
	return found;
}

bool
when_date(const struct when_text *text, int year, int month, int day, struct when *when)
{
	bool leap = month == 2 && day == 29 && year == 0;

	if (!leap && !civil_valid(year ? year : civil_of(text->today).year, month, day)) {
		when->bad = true;
		when_set_day(when, text->today);
		return false;
	}
	when_set_day(when, year ? civil_day(year, month, day) : nearest(text, month, day, when));
	return true;
}

/* 15号 without a month: this month's or the next one that has it. */
static void
day_of_month(const struct when_text *text, int day, struct when *when)
{
	int32_t from = text->least != DAY_NONE ? text->least : text->today, begin = month_begin(from, 0);
	struct civil civil = civil_of(begin);
	int months = 0, step = text->allow & WHEN_BACK ? -1 : 1;

	when->assumed |= WHEN_MONTH;
	if (text->least == DAY_NONE && step > 0 && civil_valid(civil.year, civil.month, day) &&
	    begin + day - 1 < from && begin + day - 1 >= from - 7) { /* 8号 said on the 10th */
		when->ask |= WHEN_ASK_past;
		when_set_day(when, begin + day - 1);
		return;
	}
	for (;; months += step) {
		int32_t first = month_begin(from, months);

		civil = civil_of(first);
		if (civil_valid(civil.year, civil.month, day) &&
		    (step > 0 ? first + day - 1 >= from : first + day - 1 <= from)) {
			when_set_day(when, first + day - 1);
			return;
		}
	}
}

static size_t
day_sign(const struct when_text *text, size_t at)
{
	size_t used = when_word(text, at, "号");

	if (used &&
	    (when_word(text, at + 1, "楼") || when_word(text, at + 1, "线") || when_word(text, at + 1, "桌")))
		return 0; /* 3号楼 */
	return used ? used : when_word(text, at, "日");
}

/* 2026年11月8日, 26年…, 11月8号, 11月8. */
static size_t
date_zh(const struct when_text *text, size_t at, struct when *when)
{
	int64_t lo, hi;
	int year = 0, month, day;
	size_t used = when_number(text, at, &lo, &hi), more;

	if (used && lo == hi && (more = when_word(text, at + used, "年")) != 0 && lo >= 20 && lo < 2200) {
		year = (int)(lo < 100 ? lo + 2000 : lo);
		used += more;
		used += when_blanks(text, at + used);
	} else {
		used = 0;
	}
	more = when_exact(text, at + used, 1, 99, &month);
	if (more == 0 || !when_word(text, at + used + more, "月"))
		return 0;
	used += more + 1;
	used += when_blanks(text, at + used);
	more = when_exact(text, at + used, 1, 99, &day);
	if (more == 0)
		return 0;
	used += more;
	more = day_sign(text, at + used);
	if (more == 0 && when_counts(text, at + used))
		return 0;
	if (more == 0 && year == 0 && when_at(text, at) >= 0x80 && when_at(text, at + used - 1) >= 0x80)
		when->ask |= WHEN_ASK_lunar; /* 八月十五: of which calendar? */
	when_date(text, year, month, day, when);
	return used + more;
}

static size_t
digits(const struct when_text *text, size_t at, int *value)
{
	size_t n = 0;

	*value = 0;
	while (at + n < text->n && when_at(text, at + n) >= '0' && when_at(text, at + n) <= '9' && n < 5)
		*value = *value * 10 + (int)(when_at(text, at + n++) - '0');
	return n;
}

/* Does something follow a dotted pair that only follows a date? */
static bool
date_follows(const struct when_text *text, size_t at)
{
	static const struct when_word words[] = {{"号", 0}, {"日", 0}, {"中午", 0}, {"早", 0}, {"上午", 0},
	    {"下午", 0}, {"晚", 0}, {"到", 0}, {"至", 0}, {"周", 0}, {"星期", 0}, {"前", 0}, {"之前", 0},
	    {"(", 0}};
	int none;

	if (at >= text->n)
		return false;
	if (when_at(text, at) == '-' || when_at(text, at) == '~')
		return at + 1 < text->n && when_at(text, at + 1) >= '1' && when_at(text, at + 1) <= '9';
	if (when_at(text, at) == ' ')
		return at + 1 < text->n && !when_counts(text, at) && when_at(text, at + 1) != '.';
	return when_look(text, at, WHEN_WORDS(words), &none) != 0;
}

/* 2026-11-08, 11-8, 11/8, 2026.12.5, 12.5中午. */
static size_t
date_figures(const struct when_text *text, size_t at, struct when *when)
{
	int a, b, c;
	size_t first = digits(text, at, &a), second, third = 0;

	if (first == 0 || first > 4 || first == 3 || at + first >= text->n)
		return 0;
	uint32_t mark = when_at(text, at + first);
	if (mark != '-' && mark != '/' && mark != '.')
		return 0;
	second = digits(text, at + first + 1, &b);
	if (second == 0 || second > 2)
		return 0;
	size_t used = first + 1 + second;
	if (at + used < text->n && when_at(text, at + used) == mark)
		third = digits(text, at + used + 1, &c);
	if (first == 4) {
		if (third == 0 || third > 2 || a < 1900 || a > 2200)
			return 0;
		used += 1 + third;
		when_date(text, a, b, c, when);
		return used + day_sign(text, at + used);
	}
	if (third || a < 1 || a > 12 || b < 1 || b > 31 ||
	    (at + used < text->n && when_at(text, at + used) == mark))
		return 0;
	if (mark == '.' && !date_follows(text, at + used) && !(second == 2 && at + used >= text->n))
		return 0;
	if (mark == '.' && second == 1 && at + used < text->n && when_at(text, at + used) == ' ' && first == 1 &&
	    b < 1)
		return 0;
	if (mark == '-' && when_counts(text, at + used))
		return 0;
	when_date(text, 0, a, b, when);
	return used + day_sign(text, at + used);
}

static const struct when_word months_en[] = {{"january", 1}, {"february", 2}, {"march", 3}, {"april", 4},
    {"may", 5}, {"june", 6}, {"july", 7}, {"august", 8}, {"september", 9}, {"october", 10}, {"november", 11},
    {"december", 12}, {"jan", 1}, {"feb", 2}, {"mar", 3}, {"apr", 4}, {"jun", 6}, {"jul", 7}, {"aug", 8},
    {"sep", 9}, {"sept", 9}, {"oct", 10}, {"nov", 11}, {"dec", 12}, {"jan.", 1}, {"feb.", 2}, {"aug.", 8},
    {"sep.", 9}, {"oct.", 10}, {"nov.", 11}, {"dec.", 12}};

size_t
when_month_name(const struct when_text *text, size_t at)
{
	int month;

	return when_look(text, at, WHEN_WORDS(months_en), &month);
}

/* 25, 25th, 1st, the 3rd; *marked when an ending or "the" says that it is a day. */
static size_t
ordinal(const struct when_text *text, size_t at, int *day, bool *marked)
{
	static const char *const ends[] = {"st", "nd", "rd", "th"};
	static const struct when_word words[] = {{"first", 1}, {"second", 2}, {"third", 3}, {"fourth", 4},
	    {"fifth", 5}, {"sixth", 6}, {"seventh", 7}, {"eighth", 8}, {"ninth", 9}, {"tenth", 10},
	    {"fifteenth", 15}, {"twentieth", 20}};
	size_t lead = when_word(text, at, "the"), used;

	lead += when_blanks(text, at + lead);
	*marked = false;
	if (lead && (used = when_look(text, at + lead, WHEN_WORDS(words), day)) != 0) {
		*marked = true;
		return lead + used;
	}
	used = digits(text, at + lead, day);
	if (used == 0 || used > 2 || *day < 1 || *day > 31)
		return 0;
	for (int i = 0; i < 4; i++)
		if (when_word(text, at + lead + used, ends[i])) {
			*marked = true;
			return lead + used + 2;
		}
	return lead ? 0 : used;
}

static size_t
year_behind(const struct when_text *text, size_t at, int *year)
{
	size_t gap = 0, n;

	if (at < text->n && when_at(text, at) == ',')
		gap = 1;
	gap += when_blanks(text, at + gap);
	n = digits(text, at + gap, year);
	if (gap == 0 || n != 4 || *year < 1900 || *year > 2200 ||
	    (at + gap + n < text->n && when_at(text, at + gap + n) == ':')) {
		*year = 0;
		return 0;
	}
	return gap + n;
}

/* Dec 25, 2027; 1 December; the 3rd of December; on the 15th; the last day of November. */
static size_t
date_en(const struct when_text *text, size_t at, struct when *when)
{
	int month, day, year;
	bool marked;
	size_t used = when_look(text, at, WHEN_WORDS(months_en), &month), more, gap;

	if (used) {
		gap = when_blanks(text, at + used);
		if (gap == 0 || (more = ordinal(text, at + used + gap, &day, &marked)) == 0)
			return 0;
		used += gap + more;
		if (at + used < text->n && when_at(text, at + used) == ':')
			return 0;
	} else {
		if ((used = ordinal(text, at, &day, &marked)) == 0)
			return 0;
		gap = when_blanks(text, at + used);
		size_t of = gap ? when_word(text, at + used + gap, "of") : 0;
		if (of)
			gap += of + when_blanks(text, at + used + gap + of);
		more = gap ? when_look(text, at + used + gap, WHEN_WORDS(months_en), &month) : 0;
		if (more == 0) {
			if (!marked)
				return 0;
			day_of_month(text, day, when);
			return used;
		}
		used += gap + more;
	}
	used += year_behind(text, at + used, &year);
	when_date(text, year, month, day, when);
	return used;
}

/* ---- years and months by their distance ---- */

static const struct when_word years[] = {{"今年", 0}, {"本年", 0}, {"明年", 1}, {"来年", 1}, {"后年", 2},
    {"大后年", 3}, {"去年", -1}, {"上年", -1}, {"前年", -2}, {"next year", 1}, {"this year", 0},
    {"last year", -1}};
static const struct when_word months[] = {{"这个月", 0}, {"本月", 0}, {"当月", 0}, {"这月", 0}, {"下个月", 1},
    {"下月", 1}, {"下下个月", 2}, {"下下月", 2}, {"上个月", -1}, {"上月", -1}, {"上上个月", -2},
    {"上上月", -2}};

enum month_part { PART_end, PART_begin, PART_middle, PART_first, PART_second, PART_third, PART_same };
static const struct when_word month_parts[] = {{"底", PART_end}, {"月底", PART_end}, {"末", PART_end},
    {"月末", PART_end}, {"最后一天", PART_end}, {"的最后一天", PART_end}, {"最末一天", PART_end},
    {"初", PART_begin}, {"月初", PART_begin}, {"中", PART_middle}, {"月中", PART_middle},
    {"中旬", PART_second}, {"上旬", PART_first}, {"下旬", PART_third}, {"今天", PART_same},
    {"的今天", PART_same}};

static size_t
month_part(const struct when_text *text, int32_t begin, int part, struct when *when, size_t used)
{
	static const struct {
		int from, to; /* days from the first, -1: the last */
	} spans[] = {[PART_begin] = {0, 4},
	    [PART_middle] = {13, 15},
	    [PART_first] = {0, 9},
	    [PART_second] = {10, 19},
	    [PART_third] = {20, -1}};
	int32_t end = when_month_end(begin, 0);

	if (part == PART_end) {
		when_set_day(when, end);
		return used;
	}
	if (part == PART_same) {
		struct civil civil = civil_of(begin), now = civil_of(text->today);

		when_date(text, civil.year, civil.month, now.day, when);
		return used;
	}
	return vague_range(
	    text, when, begin + spans[part].from, spans[part].to < 0 ? end : begin + spans[part].to, used);
}

/* 第一个周一, 最后一个周五 of the month that begins then. */
static size_t
nth_weekday(const struct when_text *text, size_t at, int32_t begin, struct when *when)
{
	static const struct when_word nths[] = {
	    {"第一个", 1}, {"第二个", 2}, {"第三个", 3}, {"第四个", 4}, {"最后一个", -1}, {"首个", 1}};
	int nth, weekday;
	size_t gap = when_word(text, at, "的"), used = when_look(text, at + gap, WHEN_WORDS(nths), &nth), more;

	if (used == 0 || (more = when_weekday_word(text, at + gap + used, &weekday)) == 0)
		return 0;
	int32_t end = when_month_end(begin, 0);
	when_set_day(when,
	    nth > 0 ? begin + (weekday - civil_weekday(begin) + 7) % 7 + 7 * (nth - 1)
	            : end - (civil_weekday(end) - weekday + 7) % 7);
	return gap + used + more;
}

/* 下月3号, 本月底, 12月上旬, 月底. */
static size_t
relative_month(const struct when_text *text, size_t at, struct when *when)
{
	static const struct when_word bare[] = {
	    {"月底", PART_end}, {"月末", PART_end}, {"月初", PART_begin}, {"月中", PART_middle}};
	int by = 0, part, day, month;
	size_t used = when_look(text, at, WHEN_WORDS(months), &by), more;
	int32_t begin = month_begin(text->today, by);

	if (used == 0 && (more = when_look(text, at, WHEN_WORDS(bare), &part)) != 0) {
		if (part != PART_end && civil_of(text->today).day > 15 - (part == PART_begin ? 10 : 0))
			begin = month_begin(text->today, 1);
		return month_part(text, begin, part, when, more);
	}
	if (used == 0) { /* 12月底, 12月上旬 */
		struct when first = {.day = DAY_NONE};

		if ((used = when_exact(text, at, 1, 12, &month)) == 0 || !when_word(text, at + used, "月"))
			return 0;
		used++;
		size_t nth = 0;
		more = when_look(text, at + used, WHEN_WORDS(month_parts), &part);
		int now = civil_of(text->today).month;
		int year = civil_of(text->today).year + (text->allow & WHEN_BACK ? -(month > now) : month < now);

		when_date(text, year, month, 1, &first);
		if ((nth = nth_weekday(text, at + used, first.day, when)) != 0)
			return used + nth;
		if (more == 0 && !(text->allow & WHEN_AHEAD) && !when_exact(text, at + used, 1, 99, &day))
			return vague_range(text, when, first.day, when_month_end(first.day, 0),
			    used + when_word(text, at + used, "份")); /* 12月 */
		if (more == 0 || part == PART_same)
			return 0;
		return month_part(text, first.day, part, when, used + more);
	}
	size_t gap = when_word(text, at + used, "的");
	if ((more = when_exact(text, at + used + gap, 1, 31, &day)) != 0) {
		size_t sign = day_sign(text, at + used + gap + more);
		struct civil civil = civil_of(begin);

		if (sign) {
			when_date(text, civil.year, civil.month, day, when);
			return used + gap + more + sign;
		}
	}
	if ((more = when_look(text, at + used, WHEN_WORDS(month_parts), &part)) != 0)
		return month_part(text, begin, part, when, used + more);
	if ((more = nth_weekday(text, at + used, begin, when)) != 0)
		return used + more;
	return vague_range(text, when, begin, when_month_end(begin, 0), used);
}

/* ---- festivals and lunar dates ---- */

enum feast_kind { FEAST_solar, FEAST_lunar, FEAST_term };
struct feast {
	const char *word;
	enum feast_kind kind;
	int month, day; /* day LUNAR_LAST_DAY: the month's last; a term has its number in month */
	bool guarded;   /* also a name of people or a number: 小雪, 五一 */
};

static const struct feast feasts[] = {
    {"元旦节", FEAST_solar, 1, 1, false},
    {"元旦", FEAST_solar, 1, 1, false},
    {"情人节", FEAST_solar, 2, 14, false},
    {"妇女节", FEAST_solar, 3, 8, false},
    {"三八妇女节", FEAST_solar, 3, 8, false},
    {"三八节", FEAST_solar, 3, 8, false},
    {"植树节", FEAST_solar, 3, 12, false},
    {"劳动节", FEAST_solar, 5, 1, false},
    {"五一劳动节", FEAST_solar, 5, 1, false},
    {"五一", FEAST_solar, 5, 1, true},
    {"五一节", FEAST_solar, 5, 1, false},
    {"青年节", FEAST_solar, 5, 4, false},
    {"五四青年节", FEAST_solar, 5, 4, false},
    {"儿童节", FEAST_solar, 6, 1, false},
    {"六一儿童节", FEAST_solar, 6, 1, false},
    {"六一", FEAST_solar, 6, 1, true},
    {"建党节", FEAST_solar, 7, 1, false},
    {"七一", FEAST_solar, 7, 1, true},
    {"建军节", FEAST_solar, 8, 1, false},
    {"八一建军节", FEAST_solar, 8, 1, false},
    {"八一", FEAST_solar, 8, 1, true},
    {"教师节", FEAST_solar, 9, 10, false},
    {"国庆节", FEAST_solar, 10, 1, false},
    {"国庆", FEAST_solar, 10, 1, true},
    {"十一国庆", FEAST_solar, 10, 1, false},
    {"双十一", FEAST_solar, 11, 11, false},
    {"双11", FEAST_solar, 11, 11, false},
    {"双十二", FEAST_solar, 12, 12, false},
    {"平安夜", FEAST_solar, 12, 24, false},
    {"圣诞节", FEAST_solar, 12, 25, false},
    {"圣诞", FEAST_solar, 12, 25, false},
    {"跨年夜", FEAST_solar, 12, 31, false},
    {"春节", FEAST_lunar, 1, 1, false},
    {"大年初一", FEAST_lunar, 1, 1, false},
    {"年初一", FEAST_lunar, 1, 1, false},
    {"正月初一", FEAST_lunar, 1, 1, false},
    {"过年", FEAST_lunar, 1, 1, true},
    {"大年夜", FEAST_lunar, 12, LUNAR_LAST_DAY, false},
    {"除夕夜", FEAST_lunar, 12, LUNAR_LAST_DAY, false},
    {"除夕", FEAST_lunar, 12, LUNAR_LAST_DAY, false},
    {"大年三十", FEAST_lunar, 12, LUNAR_LAST_DAY, false},
    {"年三十", FEAST_lunar, 12, LUNAR_LAST_DAY, false},
    {"年夜", FEAST_lunar, 12, LUNAR_LAST_DAY, true},
    {"元宵节", FEAST_lunar, 1, 15, false},
    {"元宵", FEAST_lunar, 1, 15, true},
    {"龙抬头", FEAST_lunar, 2, 2, false},
    {"端午节", FEAST_lunar, 5, 5, false},
    {"端午", FEAST_lunar, 5, 5, false},
    {"七夕节", FEAST_lunar, 7, 7, false},
    {"七夕", FEAST_lunar, 7, 7, false},
    {"中元节", FEAST_lunar, 7, 15, false},
    {"七月半", FEAST_lunar, 7, 15, false},
    {"鬼节", FEAST_lunar, 7, 15, false},
    {"中秋节", FEAST_lunar, 8, 15, false},
    {"中秋", FEAST_lunar, 8, 15, false},
    {"八月半", FEAST_lunar, 8, 15, false},
    {"重阳节", FEAST_lunar, 9, 9, false},
    {"重阳", FEAST_lunar, 9, 9, false},
    {"腊八节", FEAST_lunar, 12, 8, false},
    {"腊八", FEAST_lunar, 12, 8, false},
    {"小年夜", FEAST_lunar, 12, 23, false},
    {"小年", FEAST_lunar, 12, 23, true},
    {"清明节", FEAST_term, 6, 0, false},
    {"小寒", FEAST_term, 0, 0, true},
    {"大寒", FEAST_term, 1, 0, true},
    {"立春", FEAST_term, 2, 0, true},
    {"雨水节气", FEAST_term, 3, 0, false},
    {"惊蛰", FEAST_term, 4, 0, true},
    {"春分", FEAST_term, 5, 0, true},
    {"清明", FEAST_term, 6, 0, true},
    {"谷雨", FEAST_term, 7, 0, true},
    {"立夏", FEAST_term, 8, 0, true},
    {"小满", FEAST_term, 9, 0, true},
    {"芒种", FEAST_term, 10, 0, true},
    {"夏至", FEAST_term, 11, 0, true},
    {"小暑", FEAST_term, 12, 0, true},
    {"大暑", FEAST_term, 13, 0, true},
    {"立秋", FEAST_term, 14, 0, true},
    {"处暑", FEAST_term, 15, 0, true},
    {"白露", FEAST_term, 16, 0, true},
    {"秋分", FEAST_term, 17, 0, true},
    {"寒露", FEAST_term, 18, 0, true},
    {"霜降", FEAST_term, 19, 0, true},
    {"立冬", FEAST_term, 20, 0, true},
    {"小雪", FEAST_term, 21, 0, true},
    {"大雪节气", FEAST_term, 22, 0, false},
    {"大雪", FEAST_term, 22, 0, true},
    {"冬至", FEAST_term, 23, 0, false},
    {"new year's day", FEAST_solar, 1, 1, false},
    {"new year's eve", FEAST_solar, 12, 31, false},
    {"valentine's day", FEAST_solar, 2, 14, false},
    {"women's day", FEAST_solar, 3, 8, false},
    {"labour day", FEAST_solar, 5, 1, false},
    {"labor day", FEAST_solar, 5, 1, false},
    {"may day", FEAST_solar, 5, 1, false},
    {"children's day", FEAST_solar, 6, 1, false},
    {"teachers' day", FEAST_solar, 9, 10, false},
    {"national day", FEAST_solar, 10, 1, false},
    {"halloween", FEAST_solar, 10, 31, false},
    {"christmas eve", FEAST_solar, 12, 24, false},
    {"christmas day", FEAST_solar, 12, 25, false},
    {"christmas", FEAST_solar, 12, 25, false},
    {"boxing day", FEAST_solar, 12, 26, false},
    {"spring festival", FEAST_lunar, 1, 1, false},
    {"the spring festival", FEAST_lunar, 1, 1, false},
    {"chinese new year", FEAST_lunar, 1, 1, false},
    {"lantern festival", FEAST_lunar, 1, 15, false},
    {"dragon boat festival", FEAST_lunar, 5, 5, false},
    {"the dragon boat festival", FEAST_lunar, 5, 5, false},
    {"mid-autumn festival", FEAST_lunar, 8, 15, false},
    {"the mid-autumn festival", FEAST_lunar, 8, 15, false},
    {"winter solstice", FEAST_term, 23, 0, false},
    {"tomb sweeping day", FEAST_term, 6, 0, false},
    {"tomb-sweeping day", FEAST_term, 6, 0, false},
};

static bool
feast_in(const struct feast *feast, int year, int32_t *day)
{
	switch (feast->kind) {
	case FEAST_solar: *day = civil_day(year, feast->month, feast->day); return true;
	case FEAST_lunar: /* the last lunar month ends in the next civil year */
		return lunar_day(year - (feast->month == 12), feast->month, feast->day, day);
	case FEAST_term: return solar_term(year, feast->month, day);
	}
	return false;
}

/* The next one, or the last one when looking back, or that year's. */
static bool
feast_day(const struct when_text *text, const struct feast *feast, bool given, int year, int32_t *day)
{
	int now = civil_of(text->today).year;
	bool back = (text->allow & WHEN_BACK) != 0;

	if (given)
		return feast_in(feast, year, day);
	for (int i = -1; i < 3; i++) {
		if (!feast_in(feast, back ? now - i : now + i, day))
			return false;
		if (back ? *day <= text->today : *day >= (text->least == DAY_NONE ? text->today : text->least))
			return true;
	}
	return false;
}

/* 小雪家, 国庆说, 五一二: a name or a number, no feast. */
static bool
name_follows(const struct when_text *text, size_t at)
{
	static const struct when_word words[] = {{"家", 0}, {"说", 0}, {"哥", 0}, {"姐", 0}, {"叔", 0}, {"婶", 0},
	    {"伯", 0}, {"老", 0}, {"书记", 0}, {"主任", 0}, {"嫂", 0}, {"村", 0}, {"号", 0}, {"路", 0}, {"点", 0},
	    {"的", 0}, {"和", 0}, {"跟", 0}, {"去", 0}, {"团", 0}, {"天", 0}};
	int64_t lo, hi;
	int none;

	return when_look(text, at, WHEN_WORDS(words), &none) != 0 || when_counts(text, at) ||
	    when_number(text, at, &lo, &hi) != 0;
}

static size_t
behind_feast(const struct when_text *text, size_t at, struct when *when)
{
	static const struct when_word ordinals[] = {{"第二天", 1}, {"第三天", 2}, {"当天", 0}, {"那天", 0},
	    {"前一天", -1}, {"后一天", 1}, {"第1天", 0}, {"第一天", 0}, {"第四天", 3}, {"第五天", 4},
	    {"前夜", -1}, {"前夕", -1}};
	static const struct when_word loose[] = {{"前后", 0}, {"前", 0}, {"之前", 0}, {"以前", 0}, {"后", 0},
	    {"之后", 0}, {"以后", 0}, {"过后", 0}, {"期间", 0}, {"假期", 0}, {"长假", 0}, {"那几天", 0}};
	int by;
	size_t gap = when_word(text, at, "的"), used = when_look(text, at + gap, WHEN_WORDS(ordinals), &by);

	if (used) {
		when->day += by;
		return gap + used;
	}
	if ((used = when_look(text, at, WHEN_WORDS(loose), &by)) != 0) {
		when->grain = WHEN_vague;
		when->ask |= WHEN_ASK_vague;
	}
	return used;
}

static size_t
feast_at(const struct when_text *text, size_t at, bool given, int year, struct when *when)
{
	const struct feast *found = NULL;
	size_t best = 0;
	int32_t day;

	for (size_t i = 0; i < sizeof feasts / sizeof *feasts; i++) {
		size_t used = when_word(text, at, feasts[i].word);

		if (used > best && !(feasts[i].guarded && name_follows(text, at + used))) {
			best = used;
			found = &feasts[i];
		}
	}
	if (best == 0 || !feast_day(text, found, given, year, &day))
		return 0;
	when_set_day(when, day);
	when->lunar_month = found->kind == FEAST_lunar ? found->month : found->kind == FEAST_term ? -1 : 0;
	when->lunar_day = found->kind == FEAST_lunar ? found->day : 0;
	size_t more = behind_feast(text, at + best, when);
	if (when->grain == WHEN_vague && !(text->allow & WHEN_VAGUE))
		return 0;
	return best + more;
}

/* 农历十月初八, 腊月二十三, 正月十五, 三月三; 初八 alone where vague words are read. */
static size_t
lunar_at(const struct when_text *text, size_t at, bool given, int year, struct when *when)
{
	static const struct when_word leads[] = {{"农历", 0}, {"阴历", 0}, {"旧历", 0}, {"老历", 0},
	    {"lunar", 0}},
	                              named[] = {{"正月", 1}, {"腊月", 12}, {"冬月", 11}, {"大年初", 1}},
	                              twins[] = {{"二月二", 2}, {"三月三", 3}, {"六月六", 6}, {"七月七", 7},
	                                  {"九月九", 9}};
	int month = 0, day, none;
	size_t lead = when_look(text, at, WHEN_WORDS(leads), &none), used = lead, more;
	bool sure = lead != 0, first = false;

	if (!lead && (more = when_look(text, at, WHEN_WORDS(twins), &month)) != 0 &&
	    !when_word(text, at + more, "十") && !day_sign(text, at + more) && !when_counts(text, at + more)) {
		struct feast feast = {"", FEAST_lunar, month, month, false};
		int32_t found;

		if (!feast_day(text, &feast, given, year, &found))
			return 0;
		when_set_day(when, found);
		when->lunar_month = when->lunar_day = month;
		when->ask |= WHEN_ASK_lunar;
		return more;
	}
	used += when_blanks(text, at + used);
	if ((more = when_look(text, at + used, WHEN_WORDS(named), &month)) != 0) {
		sure = true;
	} else if ((more = when_exact(text, at + used, 1, 12, &month)) != 0) {
		more = when_word(text, at + used + more, "月") ? more + 1 : 0;
	}
	bool bare = more == 0 && !lead && (text->allow & WHEN_VAGUE) && when_word(text, at, "初");
	if (more == 0 && !lead && !bare)
		return 0;
	used += more;
	if (more == 0)
		month = 0;
	size_t chu = when_word(text, at + used, "初");
	first = chu != 0 || when_word(text, at, "大年初");
	if (!sure && !first)
		return 0;
	used += chu;
	if ((more = when_exact(text, at + used, 1, first ? 10 : 30, &day)) == 0 ||
	    (first && when_at(text, at + used) < 0x80))
		return 0;
	used += more;
	if (day_sign(text, at + used) && sure)
		used++;
	if (month == 0) { /* 农历初八: this lunar month's or the next */
		int32_t best = DAY_NONE, found;

		for (int m = 1; m <= 12; m++)
			if (lunar_next(text->today, m, day, &found) && (best == DAY_NONE || found < best))
				best = found;
		when_set_day(when, best);
		when->ask |= WHEN_ASK_lunar;
		return used;
	}
	struct feast feast = {"", FEAST_lunar, month, day, false};
	int32_t found;
	if (!feast_day(text, &feast, given, year, &found)) {
		when->bad = true;
		when_set_day(when, text->today);
		return used;
	}
	when_set_day(when, found);
	when->lunar_month = month;
	when->lunar_day = day;
	return used + behind_feast(text, at + used, when);
}

/* 2027年春节, 2027年正月十五 */
static size_t
feast_of_year(const struct when_text *text, size_t at, struct when *when)
{
	int year;
	size_t used = when_exact(text, at, 1900, 2100, &year), more;

	if (used == 0 || !when_word(text, at + used, "年"))
		return 0;
	used++;
	if ((more = lunar_at(text, at + used, true, year, when)) == 0)
		more = feast_at(text, at + used, true, year, when);
	if (more == 0 && !(text->allow & WHEN_AHEAD) && date_zh(text, at, &(struct when){0}) == 0) /* 2026年 */
		return vague_range(text, when, civil_day(year, 1, 1), civil_day(year, 12, 31), used);
	return more ? used + more : 0;
}

/* 明年1月5号, 今年最后一天, 去年春节, 明年. */
static size_t
relative_year(const struct when_text *text, size_t at, struct when *when)
{
	static const struct when_word ends[] = {
	    {"最后一天", 0}, {"底", 0}, {"年底", 0}, {"末", 0}, {"年末", 0}, {"的最后一天", 0}};
	int by = 0, part;
	size_t used = when_look(text, at, WHEN_WORDS(years), &by), more;
	int year = civil_of(text->today).year + by;

	if (used == 0) {
		if ((used = when_word(text, at, "年底") + when_word(text, at, "年末")) != 0) {
			when_set_day(when, civil_day(year, 12, 31));
			return used;
		}
		return (used = when_word(text, at, "年初")) != 0
		    ? vague_range(text, when, civil_day(year + 1, 1, 1), civil_day(year + 1, 1, 31), used)
		    : 0;
	}
	size_t gap = when_word(text, at + used, "的");
	gap += when_blanks(text, at + used + gap);
	if ((more = when_look(text, at + used, WHEN_WORDS(ends), &part)) != 0) {
		when_set_day(when, civil_day(year, 12, 31));
		return used + more;
	}
	if ((more = when_word(text, at + used + gap, "今天") + when_word(text, at + used + gap, "今日")) != 0) {
		when_date(text, year, civil_of(text->today).month, civil_of(text->today).day, when);
		return used + gap + more;
	}
	if ((more = lunar_at(text, at + used + gap, true, year, when)) != 0 ||
	    (more = feast_at(text, at + used + gap, true, year, when)) != 0)
		return used + gap + more;
	if ((more = date_zh(text, at + used + gap, when)) != 0 && when->has_day) {
		int month = 0, day = 0;
		size_t m = when_exact(text, at + used + gap, 1, 99, &month);

		when_exact(text, at + used + gap + m + 1, 1, 99, &day);
		when->bad = false;
		when->ask &= ~(uint32_t)WHEN_ASK_past;
		when->assumed &= ~(uint32_t)WHEN_YEAR;
		when_date(text, year, month, day, when);
		return used + gap + more;
	}
	if ((more = when_exact(text, at + used + gap, 1, 12, &by)) != 0 &&
	    when_word(text, at + used + gap + more, "月")) {
		size_t all = used + gap + more + 1, piece = when_look(text, at + all, WHEN_WORDS(month_parts), &part);

		if (piece && part != PART_same)
			return month_part(text, civil_day(year, by, 1), part, when, all + piece);
		return vague_range(
		    text, when, civil_day(year, by, 1), when_month_end(civil_day(year, by, 1), 0), all);
	}
	return vague_range(text, when, civil_day(year, 1, 1), civil_day(year, 12, 31), used);
}

/* ---- weeks ---- */

static int32_t
week_of(int32_t today, int weeks)
{
	return today - civil_weekday(today) + 1 + 7 * weeks;
}

/* 周三, 下下周三, 这周周三, 上个礼拜天, 周末, 下周. */
static size_t
weekday_zh(const struct when_text *text, size_t at, struct when *when)
{
	static const struct when_word leads[] = {{"下下个", 2}, {"下下", 2}, {"下个", 1}, {"下一个", 1},
	    {"下", 1}, {"上上个", -2}, {"上上", -2}, {"上个", -1}, {"上", -1}, {"这个", 0}, {"这", 0}, {"本", 0}},
	                              weeks[] = {{"星期", 0}, {"礼拜", 0}, {"周", 0}};
	int by = 0, weekday = 0, none;
	size_t lead = when_look(text, at, WHEN_WORDS(leads), &by), used = lead;
	size_t week = when_look(text, at + used, WHEN_WORDS(weeks), &none);

	if (week == 0)
		return 0;
	used += week;
	size_t of = lead ? when_word(text, at + used, "的") : 0,
	       twice = lead ? when_look(text, at + used + of, WHEN_WORDS(weeks), &none) : 0;
	if (twice &&
	    (when_weekday_sign(text, at + used + of + twice) || when_word(text, at + used + of + twice, "末")))
		used += of + twice; /* 下周周三 */
	int32_t begin = week_of(text->today, by);
	if (when_word(text, at + used, "末")) {
		if (!lead && (text->allow & WHEN_BACK) && civil_weekday(text->today) < 6)
			begin -= 7;
		when_set_day(when, begin + 5);
		if (text->allow & WHEN_RANGES)
			set_range(when, begin + 5, begin + 6);
		return used + 1;
	}
	if ((weekday = when_weekday_sign(text, at + used)) == 0) {
		static const struct when_word parts[] = {{"初", 0}, {"中", 1}, {"底", 2}};
		int part;
		size_t more = lead ? when_look(text, at + used, WHEN_WORDS(parts), &part) : 0;

		return lead ? vague_range(text, when, begin, begin + 6, used + more) : 0;
	}
	if (used > 1 && when_word(text, at + used + 1, "点") && week == 1 && lead)
		return 0; /* 下周八点 */
	if (lead) {
		when_set_day(when, begin + weekday - 1);
	} else if (text->allow & WHEN_BACK) {
		int32_t day = begin + weekday - 1;

		when_set_day(when, day > text->today ? day - 7 : day);
	} else {
		int32_t from = text->least != DAY_NONE ? text->least : text->today;

		when_set_day(when, from + (weekday - civil_weekday(from) + 7) % 7);
	}
	return used + 1;
}

static size_t
weekday_en(const struct when_text *text, size_t at, struct when *when)
{
	static const struct when_word leads[] = {
	    {"next", 1}, {"last", -1}, {"this", 0}, {"this coming", 9}, {"coming", 9}, {"the coming", 9}};
	static const struct when_word spans[] = {{"week", 7}, {"weekend", 2}, {"month", 30}, {"the weekend", 2}};
	int by = 9, weekday, span;
	size_t used = when_look(text, at, WHEN_WORDS(leads), &by), more;

	used += when_blanks(text, at + used);
	if ((more = when_weekday_word(text, at + used, &weekday)) != 0 && when_at(text, at + used) < 0x80) {
		int ahead = weekday - civil_weekday(text->today);
		int32_t from = text->least != DAY_NONE ? text->least : text->today;

		used += more;
		used += at + used < text->n && when_at(text, at + used) == '.' ? 1 : 0;
		if (by == 1) {
			when_set_day(when, text->today + ahead + 7);
			when->ask |= ahead > 0 && (text->allow & WHEN_AHEAD) && weekday != 1 ? WHEN_ASK_vague : 0;
		} else if (by == -1) {
			when_set_day(when, text->today + (ahead >= 0 ? ahead - 7 : ahead));
		} else if ((text->allow & WHEN_BACK) && by == 9) {
			when_set_day(when, text->today + (ahead > 0 ? ahead - 7 : ahead));
		} else if (by == 0) {
			when_set_day(when, text->today + ahead);
		} else {
			when_set_day(when, from + (weekday - civil_weekday(from) + 7) % 7);
		}
		/* monday next week */
		if (by == 9 && (more = when_word(text, at + used, " next week")) != 0) {
			when_set_day(when, week_of(text->today, 1) + weekday - 1);
			used += more;
		}
		if (by == 9 && (more = when_word(text, at + used, " week")) != 0) {
			when->day += 7; /* friday week */
			used += more;
		}
		return used;
	}
	if ((more = when_look(text, at + used, WHEN_WORDS(spans), &span)) == 0)
		return 0;
	if (by == 9)
		by = 0;
	else if (used == 0)
		return 0;
	used += more;
	if (span == 2 && (by >= 0 || (text->allow & WHEN_BACK))) {
		when_set_day(when, week_of(text->today, by) + 5);
		if (text->allow & WHEN_RANGES)
			set_range(when, when->day, when->day + 1);
		return used;
	}
	if (when_look(text, at, WHEN_WORDS(leads), &by) == 0)
		return 0;
	return span == 7
	    ? vague_range(text, when, week_of(text->today, by), week_of(text->today, by) + 6, used)
	    : vague_range(text, when, month_begin(text->today, by), when_month_end(text->today, by), used);
}

/* the end of the month, the last day of November, the end of next month, the end of the year */
static size_t
end_en(const struct when_text *text, size_t at, struct when *when)
{
	static const struct when_word leads[] = {{"the end of", 0}, {"end of", 0}, {"the last day of", 0},
	    {"last day of", 0}, {"month end", 1}},
	                              whats[] = {{"the month", 20}, {"this month", 20}, {"month", 20},
	                                  {"next month", 21}, {"the year", 30}, {"this year", 30},
	                                  {"next year", 31}, {"last month", 19}, {"the week", 40},
	                                  {"this week", 40}, {"next week", 41}};
	int what = 0;
	size_t used = when_look(text, at, WHEN_WORDS(leads), &what), more;
	struct civil now = civil_of(text->today);

	if (used == 0)
		return 0;
	if (what == 1) {
		when_set_day(when, when_month_end(text->today, 0));
		return used;
	}
	used += when_blanks(text, at + used);
	if ((more = when_look(text, at + used, WHEN_WORDS(whats), &what)) != 0) {
		if (what < 30)
			when_set_day(when, when_month_end(text->today, what - 20));
		else if (what < 40)
			when_set_day(when, civil_day(now.year + what - 30, 12, 31));
		else
			return vague_range(text, when, week_of(text->today, what - 40) + 4,
			    week_of(text->today, what - 40) + 6, used + more);
		return used + more;
	}
	if ((more = when_look(text, at + used, WHEN_WORDS(months_en), &what)) == 0)
		return 0;
	used += more;
	int year;
	used += year_behind(text, at + used, &year);
	if (year == 0)
		year = now.year + (what < now.month && !(text->allow & WHEN_BACK));
	when_set_day(when, when_month_end(civil_day(year, what, 1), 0));
	return used;
}

/* ---- words ---- */

static const struct when_word day_words[] = {{"大后天", 3}, {"大后日", 3}, {"大后朝", 3}, {"外后天", 3},
    {"大前天", -3}, {"大前日", -3}, {"后天", 2}, {"后日", 2}, {"后朝", 2}, {"后儿", 2}, {"后儿个", 2},
    {"前天", -2}, {"前日", -2}, {"前儿", -2}, {"前儿个", -2}, {"明天", 1}, {"明日", 1}, {"明儿", 1},
    {"明儿个", 1}, {"明朝", 1}, {"昨天", -1}, {"昨日", -1}, {"昨儿", -1}, {"昨儿个", -1}, {"昨朝", -1},
    {"今天", 0}, {"今日", 0}, {"今儿", 0}, {"今儿个", 0}, {"今朝", 0}, {"当天", 0}, {"当日", 0},
    {"the day after tomorrow", 2}, {"day after tomorrow", 2}, {"tomorrow", 1}, {"tmr", 1}, {"yesterday", -1},
    {"the day before yesterday", -2}, {"day before yesterday", -2}, {"today", 0}};

/* 明后天 is two days. */
static size_t
two_days(const struct when_text *text, size_t at, struct when *when)
{
	static const struct when_word words[] = {{"明后两天", 1}, {"明后天", 1}, {"今明两天", 0}, {"今明天", 0},
	    {"这两天", -9}, {"这几天", -9}, {"过两天", -9}, {"过几天", -9}};
	int from;
	size_t used = when_look(text, at, WHEN_WORDS(words), &from);

	if (used == 0)
		return 0;
	if (from == -9)
		return vague(text, when, used);
	if (!(text->allow & WHEN_RANGES)) {
		when_set_day(when, text->today + from);
		return used;
	}
	set_range(when, text->today + from, text->today + from + 1);
	when->ask |= when_word(text, at + used - 2, "后天") ? WHEN_ASK_vague : 0;
	return used;
}

static size_t
number_and_sign(const struct when_text *text, size_t at, struct when *when)
{
	static const struct when_word loose[] = {{"二十几号", 0}, {"十几号", 0}, {"三十几号", 0}, {"几号", 0}};
	int day, none;
	size_t used = when_exact(text, at, 1, 31, &day), sign;

	if (used && when_word(text, at + used, "号") && label_noun(text->cp, text->n, at + used + 1))
		return 0; /* 3号井, 1号电池: a thing that bears a number */
	if (used && (sign = day_sign(text, at + used)) != 0 && when_at(text, at) != U'日') {
		day_of_month(text, day, when);
		return used + sign;
	}
	used = when_look(text, at, WHEN_WORDS(loose), &none);
	return used > 2 ? vague(text, when, used) : 0;
}

size_t
when_day(const struct when_text *text, size_t at, struct when *when)
{
	int by;
	size_t used = when_look(text, at, WHEN_WORDS(day_words), &by);

	if (used) {
		when_set_day(when, text->today + by);
		return used;
	}
	if ((used = two_days(text, at, when)) || (used = relative_year(text, at, when)) ||
	    (used = feast_of_year(text, at, when)) || (used = lunar_at(text, at, false, 0, when)) ||
	    (used = feast_at(text, at, false, 0, when)) || (used = date_zh(text, at, when)) ||
	    (used = relative_month(text, at, when)) || (used = date_figures(text, at, when)) ||
	    (used = number_and_sign(text, at, when)) || (used = weekday_zh(text, at, when)) ||
	    (used = end_en(text, at, when)) || (used = weekday_en(text, at, when)))
		return used;
	return date_en(text, at, when);
}
