/* Repetition: 每天, 每周一三五, 每月1号和15号, 隔周周三, 周一到周五每天; every monday, wednesday and
 * friday, on the last day of every month. */
#include "language/when_parts.h"

#include "base/civil.h"

static void
set_rule(struct when *when, const struct repeat *rule)
{
	when->rule = *rule;
	when->repeat = WHEN_OTHERWISE;
	if (rule->every > 1)
		return;
	if (rule->unit == REPEAT_days)
		when->repeat = WHEN_DAILY;
	else if (rule->unit == REPEAT_workdays)
		when->repeat = WHEN_WORKDAYS;
	else if (rule->unit == REPEAT_weeks && rule->weekdays)
		when->repeat = WHEN_WEEKLY;
	else if (rule->unit == REPEAT_months && rule->days > 1)
		when->repeat = WHEN_MONTHLY;
	uint32_t bits = when->repeat == WHEN_WEEKLY ? rule->weekdays
	    : when->repeat == WHEN_MONTHLY          ? rule->days
	                                            : 0;
	for (int i = 1; i <= 31 && when->repeat_on == 0; i++)
		if (bits & REPEAT_DAY(i))
			when->repeat_on = i;
}

/* Behind a list's first member: 、 和 及 , and. Takes nothing unless a member follows. */
static size_t
joined(const struct when_text *text, size_t at)
{
	static const struct when_word joins[] = {{"、", 0}, {",", 0}, {"和", 0}, {"及", 0}, {"跟", 0}, {"and", 0},
	    {", and", 0}, {"还有", 0}, {"&", 0}};
	int none;
	size_t gap = when_blanks(text, at), used = when_look(text, at + gap, WHEN_WORDS(joins), &none);

	return used ? gap + used + when_blanks(text, at + gap + used) : 0;
}

/* 一三五, 一、三、五, 一和周三, 一到五; or monday, wednesday and friday. */
static size_t
weekdays_at(const struct when_text *text, size_t at, bool signs, uint32_t *days)
{
	static const struct when_word to[] = {
	    {"到", 0}, {"至", 0}, {"-", 0}, {"~", 0}, {" to ", 0}, {"to", 0}, {"through", 0}};
	size_t used = 0;
	int last = 0, day, none;

	for (;;) {
		size_t gap = used ? joined(text, at + used) : 0, range = 0, more;

		if (used && gap == 0) {
			size_t blank = when_blanks(text, at + used);

			if ((range = when_look(text, at + used + blank, WHEN_WORDS(to), &none)) != 0) {
				range += blank;
				range += when_blanks(text, at + used + range);
			}
		}
		size_t from = at + used + gap + range;
		if ((more = when_weekday_word(text, from, &day)) == 0) {
			day = signs && (used == 0 || gap || range || when_at(text, from - 1) >= 0x80)
			    ? when_weekday_sign(text, from)
			    : 0;
			more = day != 0;
			/* 每周一 三桌, 每周一8点: a figure behind the list is no weekday */
			if (used && gap == 0 && range == 0 && more && when_at(text, from) < 0x80)
				more = 0;
			if (more && (when_word(text, from + 1, "次") || when_word(text, from + 1, "回")))
				more = 0; /* 每周三次 */
			if (more && used && (when_word(text, from + 1, "点") || when_counts(text, from + 1)))
				more = 0;
		} else if (used && gap == 0 && range == 0 && when_at(text, from) >= 0x80 && !signs) {
			more = 0;
		}
		if (more == 0)
			return used;
		for (int d = range && last < day ? last : day; d <= day; d++)
			*days |= REPEAT_DAY(d);
		last = day;
		used += gap + range + more;
	}
}

static size_t
week_word(const struct when_text *text, size_t at)
{
	static const struct when_word words[] = {
	    {"周", 0}, {"星期", 0}, {"礼拜", 0}, {"个星期", 0}, {"个礼拜", 0}, {"个周", 0}};
	int none;

	return when_look(text, at, WHEN_WORDS(words), &none);
}

/* Behind 每 or 逢: 周一三五, 周末, 周. */
static size_t
weekly(const struct when_text *text, size_t at, struct repeat *rule)
{
	size_t used = week_word(text, at), more;

	if (used == 0)
		return 0;
	rule->unit = REPEAT_weeks;
	if ((more = when_word(text, at + used, "末")) != 0) {
		rule->weekdays = REPEAT_DAY(6) | REPEAT_DAY(7);
		return used + more;
	}
	size_t blank = 0;
	if ((more = when_word(text, at + used, "的")) != 0)
		blank = more;
	return used + weekdays_at(text, at + used + blank, true, &rule->weekdays) + (rule->weekdays ? blank : 0);
}

/* 1号和15号, 最后一天, 第二个周六, 最后一个工作日, 月底; behind 每月. */
static size_t
monthly(const struct when_text *text, size_t at, struct repeat *rule)
{
	static const struct when_word ends[] = {{"最后一天", 0}, {"底", 0}, {"月底", 0}, {"末", 0}, {"月末", 0}},
	                              begins[] = {{"第一天", 0}, {"头一天", 0}, {"首日", 0}, {"第1天", 0}},
	                              works[] = {{"最后一个工作日", -1}, {"最后工作日", -1}, {"第一个工作日", 1},
	                                  {"首个工作日", 1}},
	                              nths[] = {{"第一个", 1}, {"第二个", 2}, {"第三个", 3}, {"第四个", 4},
	                                  {"最后一个", -1}, {"首个", 1}};
	int value, day;
	size_t gap = when_blanks(text, at), used = 0, more;

	gap += when_word(text, at + gap, "的") + when_word(text, at + gap, "逢");
	if ((more = when_look(text, at + gap, WHEN_WORDS(works), &value)) != 0) {
		rule->workday = true;
		rule->nth = value;
		return gap + more;
	}
	if ((more = when_look(text, at + gap, WHEN_WORDS(ends), &value)) != 0) {
		rule->days = REPEAT_DAY(REPEAT_LAST);
		return gap + more;
	}
	if ((more = when_look(text, at + gap, WHEN_WORDS(begins), &value)) != 0) {
		rule->days = REPEAT_DAY(1);
		return gap + more;
	}
	if ((more = when_look(text, at + gap, WHEN_WORDS(nths), &value)) != 0 &&
	    (used = when_weekday_word(text, at + gap + more, &day)) != 0) {
		rule->nth = value;
		rule->weekdays = REPEAT_DAY(day);
		return gap + more + used;
	}
	for (;;) {
		size_t join = used ? joined(text, at + used) : gap, n;

		if ((used && join == 0) || (n = when_exact(text, at + used + join, 1, 31, &day)) == 0)
			break;
		more = when_word(text, at + used + join + n, "号") + when_word(text, at + used + join + n, "日");
		if (more == 0 && joined(text, at + used + join + n) == 0)
			break;
		rule->days |= REPEAT_DAY(day);
		used += join + n + more;
	}
	return used;
}

/* 3月12日, 腊月二十三, 春节; behind 每年. */
static size_t
yearly(const struct when_text *text, size_t at, struct repeat *rule)
{
	static const struct when_word lunar[] = {
	    {"正月", 1}, {"腊月", 12}, {"农历", 0}, {"阴历", 0}, {"旧历", 0}};
	struct when day = {.day = DAY_NONE, .to_day = DAY_NONE};
	struct when_text leap = *text;
	size_t gap = when_blanks(text, at), used;
	int none;

	gap += when_word(text, at + gap, "的");
	leap.allow = WHEN_AHEAD;
	if (when_look(text, at + gap, WHEN_WORDS(lunar), &none)) { /* a lunar date, told by its words */
		int month, d;
		size_t lead = when_word(text, at + gap, "农历") + when_word(text, at + gap, "阴历") +
		    when_word(text, at + gap, "旧历");
		static const struct when_word months[] = {{"正月", 1}, {"腊月", 12}, {"冬月", 11}};
		size_t m = when_look(text, at + gap + lead, WHEN_WORDS(months), &month), n;

		if (m == 0 && (m = when_exact(text, at + gap + lead, 1, 12, &month)) != 0)
			m = when_word(text, at + gap + lead + m, "月") ? m + 1 : 0;
		if (m == 0)
			return 0;
		size_t first = when_word(text, at + gap + lead + m, "初");
		if ((n = when_exact(text, at + gap + lead + m + first, 1, 30, &d)) == 0)
			return 0;
		*rule = (struct repeat){.unit = REPEAT_years, .every = 1, .month = month, .day = d, .lunar = true};
		return gap + lead + m + first + n;
	}
	if ((used = when_day(&leap, at + gap, &day)) == 0 || !day.has_day || day.bad || day.grain != WHEN_day)
		return 0;
	if (day.lunar_month < 0) { /* 清明 moves: asked about */
		rule->unit = REPEAT_years;
		return gap + used;
	}
	if (day.lunar_month) { /* 春节 */
		*rule = (struct repeat){
		    .unit = REPEAT_years, .every = 1, .month = day.lunar_month, .day = day.lunar_day, .lunar = true};
		return gap + used;
	}
	struct civil civil = civil_of(day.day);
	rule->unit = REPEAT_years;
	rule->month = civil.month;
	rule->day = civil.day;
	return gap + used;
}

/* 每两周, 每隔一周, 隔天, 每季度: an interval and what may follow it. */
static size_t
interval(const struct when_text *text, size_t at, bool skip, struct repeat *rule, bool *ask)
{
	static const struct when_word units[] = {{"天", REPEAT_days}, {"日", REPEAT_days}, {"周", REPEAT_weeks},
	    {"个星期", REPEAT_weeks}, {"星期", REPEAT_weeks}, {"个礼拜", REPEAT_weeks}, {"礼拜", REPEAT_weeks},
	    {"个月", REPEAT_months}, {"月", REPEAT_months}, {"年", REPEAT_years}, {"分钟", REPEAT_minutes},
	    {"小时", 60}, {"个小时", 60}, {"个钟头", 60}};
	int count = 1, unit;
	size_t used = when_exact(text, at, 1, 400, &count), more, half = 0;

	if (used == 0 && skip == false && (half = when_word(text, at, "半")) != 0)
		used = half;
	if ((more = when_look(text, at + used, WHEN_WORDS(units), &unit)) == 0)
		return 0;
	if (half && !(unit == REPEAT_years || unit == 60))
		return 0;
	bool said = used != 0;
	used += more;
	rule->every = count + skip;
	if (unit == 60) {
		rule->unit = REPEAT_minutes;
		rule->every = half ? 30 : count * 60;
	} else if (half) {
		rule->unit = REPEAT_months;
		rule->every = 6;
	} else {
		rule->unit = (enum repeat_unit)unit;
	}
	if (rule->unit == REPEAT_minutes)
		return used;
	*ask |= skip && said && count > 1; /* 每隔两天: every second or every third day? */
	size_t gap = when_blanks(text, at + used);
	gap += when_word(text, at + used + gap, "的");
	if (rule->unit == REPEAT_weeks) {
		bool signs = gap == 0;
		size_t list = weekdays_at(text, at + used + gap, signs, &rule->weekdays);

		used += list ? gap + list : 0;
	} else if (rule->unit == REPEAT_months) {
		used += monthly(text, at + used, rule);
	}
	return used;
}

/* What makes a rule vague: 每天三次, 每月初, 每天早中晚, 每季度末. */
static size_t
loose_behind(const struct when_text *text, size_t at, const struct repeat *rule)
{
	static const struct when_word words[] = {{"早中晚", 0}, {"早晚各", 0}, {"初一十五", 0}, {"初一、十五", 0},
	    {"初一和十五", 0}, {"初", 0}, {"初一", 0}, {"中", 0}, {"中旬", 0}, {"上旬", 0}, {"下旬", 0},
	    {"末", 0}, {"底", 0}};
	int64_t lo, hi;
	int none;
	size_t number = when_number(text, at, &lo, &hi), used;

	if (number && (used = when_word(text, at + number, "次") + when_word(text, at + number, "回")) != 0)
		return number + used;
	used = when_look(text, at, WHEN_WORDS(words), &none);
	if (used == 1 && (rule->unit != REPEAT_months || rule->days || rule->nth || when_word(text, at, "中午")))
		return 0;
	return used;
}

static size_t
every_zh(const struct when_text *text, size_t at, struct when *when)
{
	static const struct when_word daily[] = {{"每天", 0}, {"每日", 0}, {"每一天", 0}, {"每晚", 1},
	    {"每早", 1}, {"每天的", 0}, {"每夜", 1}},
	                              work[] = {{"每个工作日", 0}, {"每工作日", 0}, {"工作日", 0},
	                                  {"每个上班日", 0}, {"逢工作日", 0}, {"工作日每天", 0}},
	                              weekends[] = {{"每个双休日", 0}, {"每逢双休日", 0}, {"逢双休日", 0}},
	                              leads[] = {{"每个", 0}, {"每逢", 0}, {"每", 0}, {"逢", 0}, {"每一个", 0}},
	                              skips[] = {{"每隔", 0}, {"隔", 0}},
	                              quarters[] = {{"季度", 0}, {"个季度", 0}, {"季", 0}};
	struct repeat rule = {.every = 1};
	bool ask = false;
	int value;
	size_t used, more;

	if ((used = when_look(text, at, WHEN_WORDS(work), &value)) != 0) {
		rule.unit = REPEAT_workdays;
	} else if ((used = when_look(text, at, WHEN_WORDS(weekends), &value)) != 0) {
		rule.unit = REPEAT_weeks;
		rule.weekdays = REPEAT_DAY(6) | REPEAT_DAY(7);
	} else if ((used = when_look(text, at, WHEN_WORDS(daily), &value)) != 0) {
		rule.unit = REPEAT_days;
		used -= (size_t)value; /* 每|晚八点 */
	} else if ((used = when_word(text, at, "天天")) != 0) {
		static const struct when_word behind[] = {
		    {"早", 0}, {"晚", 0}, {"上午", 0}, {"下午", 0}, {"中午", 0}};
		int64_t lo, hi;
		size_t n = when_number(text, at + used, &lo, &hi);

		if (!when_look(text, at + used, WHEN_WORDS(behind), &value) &&
		    !(n && when_word(text, at + used + n, "点")))
			return 0; /* a name */
		rule.unit = REPEAT_days;
	} else if ((used = when_look(text, at, WHEN_WORDS(skips), &value)) != 0) {
		if ((more = interval(text, at + used, true, &rule, &ask)) == 0)
			return 0;
		used += more;
	} else if ((used = when_look(text, at, WHEN_WORDS(leads), &value)) != 0) {
		if ((more = weekly(text, at + used, &rule)) == 0) {
			if ((more = when_look(text, at + used, WHEN_WORDS(quarters), &value)) != 0)
				rule = (struct repeat){.unit = REPEAT_months, .every = 3};
			else if ((more = when_word(text, at + used, "月") + when_word(text, at + used, "个月")) != 0) {
				rule.unit = REPEAT_months;
				more += monthly(text, at + used + more, &rule);
			} else if ((more = when_word(text, at + used, "年")) != 0) {
				size_t date = yearly(text, at + used + more, &rule);

				rule.unit = REPEAT_years;
				ask |= date == 0;
				more += date;
			} else if ((more = interval(text, at + used, false, &rule, &ask)) == 0) {
				return 0;
			}
		}
		used += more;
	} else {
		return 0;
	}
	more = loose_behind(text, at + used, &rule);
	used += more;
	if (ask || more || rule.unit == REPEAT_minutes)
		when->ask |= WHEN_ASK_vague;
	set_rule(when, &rule);
	return used;
}

/* 周一到周五每天, 周一、周三每周: a list of weekdays and then that it repeats. */
static size_t
list_then_every(const struct when_text *text, size_t at, struct when *when)
{
	struct repeat rule = {.unit = REPEAT_weeks, .every = 1};
	size_t used;

	if (week_word(text, at) == 0 || (used = weekdays_at(text, at, true, &rule.weekdays)) == 0)
		return 0;
	size_t gap = when_blanks(text, at + used);
	size_t every = when_word(text, at + used + gap, "每天") + when_word(text, at + used + gap, "天天") +
	    when_word(text, at + used + gap, "每日");
	if (every == 0 || (rule.weekdays & (rule.weekdays - 1)) == 0)
		return 0;
	set_rule(when, &rule);
	return used + gap + every;
}

/* Behind monthly, every month: on the 15th, on the last day. */
static size_t
month_tail_en(const struct when_text *text, size_t at, struct repeat *rule)
{
	static const struct when_word last[] = {{"on the last day", 0}, {"last day", 0}, {"the last day", 0}};
	size_t gap = when_blanks(text, at), used, n;
	int day;

	if ((used = when_look(text, at + gap, WHEN_WORDS(last), &day)) != 0) {
		rule->days = REPEAT_DAY(REPEAT_LAST);
		return gap + used;
	}
	static const struct when_word lead[] = {{"on the", 0}, {"on", 0}, {"the", 0}};
	used = gap + when_look(text, at + gap, WHEN_WORDS(lead), &day);
	used += when_blanks(text, at + used);
	if ((n = when_exact(text, at + used, 1, 31, &day)) == 0 || when_at(text, at + used) > '9')
		return 0;
	static const struct when_word ends[] = {{"st", 0}, {"nd", 0}, {"rd", 0}, {"th", 0}};
	int none;
	size_t end = when_look(text, at + used + n, WHEN_WORDS(ends), &none);
	if (end == 0)
		return 0;
	rule->days = REPEAT_DAY(day);
	return used + n + end;
}

/* on the 15th of every month, the last friday of every month */
static size_t
month_first_en(const struct when_text *text, size_t at, struct repeat *rule)
{
	static const struct when_word nths[] = {{"first", 1}, {"second", 2}, {"third", 3}, {"fourth", 4},
	    {"last", -1}, {"1st", 1}, {"2nd", 2}, {"3rd", 3}, {"4th", 4}},
	                              tails[] = {{" of every month", 0}, {" of each month", 0},
	                                  {" of the month", 1}, {" every month", 0}, {" each month", 0}},
	                              works[] = {{"workday", 0}, {"working day", 0}, {"weekday", 0}};
	size_t used = when_word(text, at, "on the") + when_word(text, at, "the"), n, more;
	int nth, day, tail;

	used += when_blanks(text, at + used);
	if ((n = when_look(text, at + used, WHEN_WORDS(nths), &nth)) != 0) {
		size_t next = used + n + when_blanks(text, at + used + n);

		if ((more = when_weekday_word(text, at + next, &day)) != 0) {
			rule->nth = nth;
			rule->weekdays = REPEAT_DAY(day);
			used = next + more;
		} else if ((more = when_look(text, at + next, WHEN_WORDS(works), &day)) != 0) {
			rule->nth = nth;
			rule->workday = true;
			used = next + more;
		} else if ((more = when_word(text, at + next, "day")) != 0) {
			rule->days = nth < 0 ? REPEAT_DAY(REPEAT_LAST) : REPEAT_DAY(nth);
			used = next + more;
		}
	}
	if (rule->days == 0 && rule->nth == 0) {
		if ((n = month_tail_en(text, at, rule)) == 0)
			return 0;
		used = n;
	}
	more = when_look(text, at + used, WHEN_WORDS(tails), &tail);
	if (more == 0 || tail == 1)
		return 0;
	rule->unit = REPEAT_months;
	return used + more;
}

/* Behind weekly, every two weeks: on friday, monday and friday. */
static size_t
week_tail_en(const struct when_text *text, size_t at, struct repeat *rule)
{
	size_t gap = when_blanks(text, at);

	gap += when_word(text, at + gap, "on");
	gap += when_blanks(text, at + gap);
	size_t more = weekdays_at(text, at + gap, false, &rule->weekdays);
	return more ? gap + more : 0;
}

/* Behind every year: on march 12. */
static size_t
year_tail_en(const struct when_text *text, size_t at, struct repeat *rule)
{
	size_t on = when_blanks(text, at);

	on += when_word(text, at + on, "on");
	size_t more = yearly(text, at + on, rule);
	return more ? on + more : 0;
}

/* Rules that two words say: daily, every weekday, every morning. */
static const struct fixed_rule {
	const char *word;
	enum repeat_unit unit;
	int every;
	bool weekend;
	size_t used; /* code points that are the rule's own, 0 all: every| morning */
} fixed_rules[] = {{"every day", REPEAT_days, 1, false, 0}, {"each day", REPEAT_days, 1, false, 0},
    {"daily", REPEAT_days, 1, false, 0}, {"everyday", REPEAT_days, 1, false, 0},
    {"every morning", REPEAT_days, 1, false, 5}, {"every afternoon", REPEAT_days, 1, false, 5},
    {"every evening", REPEAT_days, 1, false, 5}, {"every night", REPEAT_days, 1, false, 5},
    {"each morning", REPEAT_days, 1, false, 4}, {"each evening", REPEAT_days, 1, false, 4},
    {"each night", REPEAT_days, 1, false, 4}, {"every weekday", REPEAT_workdays, 1, false, 0},
    {"on weekdays", REPEAT_workdays, 1, false, 0}, {"weekdays", REPEAT_workdays, 1, false, 0},
    {"every workday", REPEAT_workdays, 1, false, 0}, {"every working day", REPEAT_workdays, 1, false, 0},
    {"on working days", REPEAT_workdays, 1, false, 0}, {"weekly", REPEAT_weeks, 1, false, 0},
    {"every week", REPEAT_weeks, 1, false, 0}, {"each week", REPEAT_weeks, 1, false, 0},
    {"monthly", REPEAT_months, 1, false, 0}, {"every month", REPEAT_months, 1, false, 0},
    {"each month", REPEAT_months, 1, false, 0}, {"every year", REPEAT_years, 1, false, 0},
    {"each year", REPEAT_years, 1, false, 0}, {"yearly", REPEAT_years, 1, false, 0},
    {"every weekend", REPEAT_weeks, 1, true, 0}, {"on weekends", REPEAT_weeks, 1, true, 0},
    {"every quarter", REPEAT_months, 3, false, 0}, {"fortnightly", REPEAT_weeks, 2, false, 0},
    {"every fortnight", REPEAT_weeks, 2, false, 0}};

static size_t
fixed_en(const struct when_text *text, size_t at, struct repeat *rule)
{
	const struct fixed_rule *found = NULL;
	size_t used = 0;

	for (size_t i = 0; i < sizeof fixed_rules / sizeof *fixed_rules; i++) {
		size_t n = when_word(text, at, fixed_rules[i].word);

		if (n > used) {
			used = n;
			found = &fixed_rules[i];
		}
	}
	if (found == NULL)
		return 0;
	used = found->used ? found->used : used;
	rule->unit = found->unit;
	rule->every = found->every;
	rule->weekdays = found->weekend ? REPEAT_DAY(6) | REPEAT_DAY(7) : 0;
	if (rule->unit == REPEAT_weeks && !rule->weekdays)
		used += week_tail_en(text, at + used, rule);
	else if (rule->unit == REPEAT_months && rule->every == 1)
		used += month_tail_en(text, at + used, rule);
	else if (rule->unit == REPEAT_years)
		used += year_tail_en(text, at + used, rule);
	return used;
}

/* on mondays */
static size_t
plural_en(const struct when_text *text, size_t at, struct repeat *rule)
{
	static const struct when_word plurals[] = {{"mondays", 1}, {"tuesdays", 2}, {"wednesdays", 3},
	    {"thursdays", 4}, {"fridays", 5}, {"saturdays", 6}, {"sundays", 7}};
	int weekday;
	size_t used = when_word(text, at, "on"), more;

	used += when_blanks(text, at + used);
	if ((more = when_look(text, at + used, WHEN_WORDS(plurals), &weekday)) == 0)
		return 0;
	rule->unit = REPEAT_weeks;
	rule->weekdays = REPEAT_DAY(weekday);
	return used + more;
}

/* every other friday, every 3 days, every two weeks on friday, every january 1 */
static size_t
interval_en(const struct when_text *text, size_t at, struct repeat *rule)
{
	static const struct when_word others[] = {{"other", 2}, {"second", 2}, {"third", 3}},
	                              units[] = {{"days", REPEAT_days}, {"day", REPEAT_days},
	                                  {"weeks", REPEAT_weeks}, {"week", REPEAT_weeks},
	                                  {"months", REPEAT_months}, {"month", REPEAT_months},
	                                  {"years", REPEAT_years}, {"minutes", REPEAT_minutes}, {"hours", 60},
	                                  {"hour", 60}};
	int value;
	size_t used = when_word(text, at, "every") + when_word(text, at, "each"), more;

	if (used == 0)
		return 0;
	used += when_blanks(text, at + used);
	if ((more = when_look(text, at + used, WHEN_WORDS(others), &rule->every)) != 0 ||
	    (more = when_exact(text, at + used, 1, 400, &rule->every)) != 0) {
		used += more;
		used += when_blanks(text, at + used);
	}
	if ((more = weekdays_at(text, at + used, false, &rule->weekdays)) != 0) {
		rule->unit = REPEAT_weeks;
		return used + more;
	}
	if ((more = when_look(text, at + used, WHEN_WORDS(units), &value)) == 0)
		return rule->every == 1 && when_month_name(text, at + used) &&
		        (more = yearly(text, at + used, rule)) != 0
		    ? used + more
		    : 0;
	rule->unit = value == 60 ? REPEAT_minutes : (enum repeat_unit)value;
	rule->every *= value == 60 ? 60 : 1;
	used += more;
	if (rule->unit == REPEAT_weeks)
		used += week_tail_en(text, at + used, rule);
	else if (rule->unit == REPEAT_months)
		used += month_tail_en(text, at + used, rule);
	return used;
}

static size_t
every_en(const struct when_text *text, size_t at, struct when *when)
{
	static size_t (*const ways[])(const struct when_text *, size_t, struct repeat *) = {
	    fixed_en, month_first_en, plural_en, interval_en};

	for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
		struct repeat rule = {.every = 1};
		size_t used = ways[i](text, at, &rule);

		if (used == 0)
			continue;
		if (rule.unit == REPEAT_minutes)
			when->ask |= WHEN_ASK_vague;
		set_rule(when, &rule);
		return used;
	}
	return 0;
}

size_t
when_every(const struct when_text *text, size_t at, struct when *when)
{
	static const struct calendar compiled;
	size_t used = list_then_every(text, at, when);

	if (used == 0)
		used = every_zh(text, at, when);
	if (used == 0)
		used = every_en(text, at, when);
	if (used == 0)
		return 0;
	int32_t day = text->today;
	int minute;
	if (when->rule.unit != REPEAT_workdays)
		repeat_next(&when->rule, &compiled, DAY_NONE, 1, text->today, 0, &day, &minute);
	when_set_day(when, day);
	when->grain = when->rule.unit == REPEAT_years && when->rule.month == 0 ? WHEN_vague : WHEN_day;
	when->ask |= when->grain == WHEN_vague ? WHEN_ASK_vague : 0;
	return used;
}
