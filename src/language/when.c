/* Dates and times as people say them; see the header. The reader takes one
 * expression after the other (day words, weekday, part of day, hour) until
 * nothing more fits; tables name the words. */
#include "language/when.h"

#include "base/civil.h"
#include "language/numeral.h"

#include <string.h>

/* Does cp begin with this UTF-8 word? Code points of the word, or 0. */
static size_t
word(const uint32_t *cp, size_t n, const char *utf8)
{
	size_t i = 0;

	for (const unsigned char *p = (const unsigned char *)utf8; *p; i++) {
		uint32_t c = *p;
		int more = c >= 0xe0 ? 2 : c >= 0xc0 ? 1 : 0;

		if (more)
			c &= 0x3fu >> more;
		for (int k = 1; k <= more; k++)
			c = c << 6 | (p[k] & 0x3f);
		p += more + 1;
		if (i >= n || cp[i] != c)
			return 0;
	}
	return i;
}

/* English words must end there. */
static size_t
word_en(const uint32_t *cp, size_t n, const char *text)
{
	size_t used = word(cp, n, text);

	return used && used < n && cp[used] >= 'a' && cp[used] <= 'z' ? 0 : used;
}

static size_t
blanks(const uint32_t *cp, size_t n)
{
	size_t i = 0;

	while (i < n && cp[i] == ' ')
		i++;
	return i;
}

struct part {
	const char *word;
	int from;    /* the minute it means by itself, -1 none */
	int add_low; /* hours from 1 to this get 12 added */
	int day;     /* it also says a day: 0 no, 1 today, 2 tomorrow, 3 yesterday */
};

static const struct part parts[] = {
    {"今天中午", 720, 3, 1},
    {"今早", 480, 0, 1},
    {"今晚", 1140, 11, 1},
    {"明早", 480, 0, 2},
    {"明晚", 1140, 11, 2},
    {"昨晚", 1140, 11, 3},
    {"凌晨", 300, 0, 0},
    {"清早", 420, 0, 0},
    {"清晨", 420, 0, 0},
    {"早上", 480, 0, 0},
    {"早晨", 480, 0, 0},
    {"上午", 540, 0, 0},
    {"中午", 720, 3, 0},
    {"正午", 720, 3, 0},
    {"午后", 780, 11, 0},
    {"下午", 900, 11, 0},
    {"下半天", 900, 11, 0},
    {"傍晚", 1080, 11, 0},
    {"晚上", 1140, 11, 0},
    {"夜里", 1260, 11, 0},
    {"半夜", 0, 0, 0},
    {"晚饭", 1080, 11, 0},
    {"午饭", 720, 3, 0},
    {"午餐", 720, 3, 0},
    {"晚餐", 1080, 11, 0},
    {"晚", 1140, 11, 0},
    {"早", 480, 0, 0},
};
static const struct part parts_en[] = {
    {"in the morning", 540, 0, 0},
    {"in the afternoon", 900, 11, 0},
    {"in the evening", 1140, 11, 0},
    {"this morning", 540, 0, 1},
    {"this afternoon", 900, 11, 1},
    {"this evening", 1140, 11, 1},
    {"at noon", 720, 3, 0},
    {"noon", 720, 3, 0},
    {"morning", 540, 0, 0},
    {"afternoon", 900, 11, 0},
    {"evening", 1140, 11, 0},
    {"tonight", 1140, 11, 1},
};

static size_t
read_part(const uint32_t *cp, size_t n, const struct part **part)
{
	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
		size_t used = word(cp, n, parts[i].word);

		if (used) {
			*part = &parts[i];
			return used;
		}
	}
	for (size_t i = 0; i < sizeof parts_en / sizeof *parts_en; i++) {
		size_t used = word_en(cp, n, parts_en[i].word);

		if (used) {
			*part = &parts_en[i];
			return used;
		}
	}
	return 0;
}

struct day_word {
	const char *word;
	int offset;
};

static const struct day_word day_words[] = {
    {"大后天", 3},
    {"大前天", -3},
    {"后天", 2},
    {"后日", 2},
    {"前天", -2},
    {"明天", 1},
    {"明日", 1},
    {"明儿", 1},
    {"昨天", -1},
    {"昨日", -1},
    {"今天", 0},
    {"今日", 0},
    {"今儿", 0},
    {"当天", 0},
};
static const struct day_word day_words_en[] = {
    {"the day after tomorrow", 2},
    {"tomorrow", 1},
    {"yesterday", -1},
    {"today", 0},
};
static const char *const weekdays_en[] = {
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"};
static const char *const months_en[] = {
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"};

static size_t
whole(const uint32_t *cp, size_t n, int64_t *value)
{
	int64_t hundredths;
	size_t used = numeral_read(cp, n, &hundredths);

	if (used == 0 || hundredths % 100 || hundredths > 100000000)
		return 0;
	*value = hundredths / 100;
	return used;
}

/* 一 … 六, 日, 天, 1 … 7 after 周/星期/礼拜; the weekday 1..7 or 0. */
static int
weekday_of(const uint32_t *cp, size_t n)
{
	static const uint32_t signs[] = {0x4e00, 0x4e8c, 0x4e09, 0x56db, 0x4e94, 0x516d, 0x65e5};

	if (n == 0)
		return 0;
	if (cp[0] >= '1' && cp[0] <= '7' && !(n > 1 && cp[1] >= '0' && cp[1] <= '9'))
		return (int)(cp[0] - '0');
	for (int i = 0; i < 7; i++)
		if (signs[i] == cp[0])
			return i + 1;
	return cp[0] == 0x5929 ? 7 : 0;
}

static void
set_day(struct when *when, int32_t day)
{
	when->has_day = true;
	when->day = day;
}

/* 周三, 下周三, 上周五, 本周日, 每周五, 周末. */
static size_t
read_weekday(const uint32_t *cp, size_t n, int32_t today, struct when *when)
{
	static const struct {
		const char *word;
		int weeks;
		bool every;
	} leads[] = {
	    {"下下", 2, false},
	    {"下个", 1, false},
	    {"下", 1, false},
	    {"上个", -1, false},
	    {"上", -1, false},
	    {"这个", 0, false},
	    {"这", 0, false},
	    {"本", 0, false},
	    {"每个", 0, true},
	    {"每", 0, true},
	    {"逢", 0, true},
	    {"", 99, false},
	};

	for (size_t i = 0; i < sizeof leads / sizeof *leads; i++) {
		size_t used = word(cp, n, leads[i].word), more;

		if (leads[i].word[0] && used == 0)
			continue;
		if ((more = word(cp + used, n - used, "星期")) || (more = word(cp + used, n - used, "礼拜")) ||
		    (more = word(cp + used, n - used, "周")))
			used += more;
		else
			continue;
		int weekday = used < n && word(cp + used, n - used, "末") ? 6 : weekday_of(cp + used, n - used);
		if (weekday == 0)
			continue;
		used++;
		int ahead = weekday - civil_weekday(today);
		if (leads[i].every) {
			when->repeat = WHEN_WEEKLY;
			when->repeat_on = weekday;
			set_day(when, today + (ahead + 7) % 7);
		} else if (leads[i].weeks == 99) {
			set_day(when, today + (ahead + 7) % 7); /* the next one, today included */
		} else {
			set_day(when, today + ahead + 7 * leads[i].weeks);
		}
		return used;
	}
	return 0;
}

static size_t
read_weekday_en(const uint32_t *cp, size_t n, int32_t today, struct when *when)
{
	static const struct {
		const char *word;
		int mode;
	} leads[] = {{"next ", 1}, {"last ", -1}, {"every ", 2}, {"this ", 0}, {"on ", 0}, {"", 0}};

	for (size_t i = 0; i < sizeof leads / sizeof *leads; i++) {
		size_t used = word(cp, n, leads[i].word);

		if (leads[i].word[0] && used == 0)
			continue;
		for (int d = 0; d < 7; d++) {
			size_t more = word_en(cp + used, n - used, weekdays_en[d]);

			if (more == 0)
				continue;
			int ahead = d + 1 - civil_weekday(today);
			if (leads[i].mode == 2) {
				when->repeat = WHEN_WEEKLY;
				when->repeat_on = d + 1;
			}
			if (leads[i].mode == 1)
				set_day(when, today + ahead + 7);
			else if (leads[i].mode == -1)
				set_day(when, today + (ahead >= 0 ? ahead - 7 : ahead));
			else
				set_day(when, today + (ahead + 7) % 7);
			return used + more;
		}
	}
	return 0;
}

static void
set_date(struct when *when, int64_t year, int64_t month, int64_t day, int32_t today)
{
	bool given = year > 0;
	int y = given ? (int)year : civil_of(today).year;

	if (!civil_valid(y, (int)month, (int)day)) {
		when->bad = true;
		set_day(when, today);
		return;
	}
	int32_t found = civil_day(y, (int)month, (int)day);
	/* Without a year: the nearest one; a date over half a year back means next year. */
	if (!given && found < today - 183 && civil_valid(y + 1, (int)month, (int)day))
		found = civil_day(y + 1, (int)month, (int)day);
	set_day(when, found);
}

/* 2026年11月8日, 11月8号, 11-8 and 11/8 (with a year: 2026-11-08), 8号, 下月3号, 每月5号. */
static size_t
read_date(const uint32_t *cp, size_t n, int32_t today, struct when *when)
{
	int64_t a, b, c;
	size_t used, more, end;
	bool monthly = (used = word(cp, n, "每月")) || (used = word(cp, n, "每个月"));
	bool next_month = !monthly && ((used = word(cp, n, "下个月")) || (used = word(cp, n, "下月")));

	if (monthly || next_month) {
		more = whole(cp + used, n - used, &a);
		end = more
		    ? word(cp + used + more, n - used - more, "号") + word(cp + used + more, n - used - more, "日")
		    : 0;
		if (end == 0 || a < 1 || a > 31)
			return 0;
		struct civil civil = civil_of(today);
		if (next_month) {
			civil.month = civil.month % 12 + 1;
			set_date(when, civil.year + (civil.month == 1), civil.month, a, today);
		} else {
			when->repeat = WHEN_MONTHLY;
			when->repeat_on = (int)a;
			int y = civil.year, m = civil.month;
			while (!civil_valid(y, m, (int)a) || civil_day(y, m, (int)a) < today) {
				m = m % 12 + 1;
				y += m == 1;
			}
			set_day(when, civil_day(y, m, (int)a));
		}
		return used + more + end;
	}
	if ((used = whole(cp, n, &a)) == 0)
		return 0;
	if ((more = word(cp + used, n - used, "年")) != 0) {
		size_t at = used + more, x = whole(cp + at, n - at, &b);

		if (x == 0 || (end = word(cp + at + x, n - at - x, "月")) == 0)
			return 0;
		at += x + end;
		if ((x = whole(cp + at, n - at, &c)) == 0)
			return 0;
		at += x;
		at += word(cp + at, n - at, "日") + word(cp + at, n - at, "号");
		set_date(when, a < 100 ? a + 2000 : a, b, c, today);
		return at;
	}
	if ((more = word(cp + used, n - used, "月")) != 0) {
		size_t at = used + more, x = whole(cp + at, n - at, &b);

		if (x == 0)
			return 0;
		at += x;
		end = word(cp + at, n - at, "日") + word(cp + at, n - at, "号");
		at += end;
		set_date(when, 0, a, b, today);
		return at;
	}
	if ((more = word(cp + used, n - used, "号")) != 0 || (more = word(cp + used, n - used, "日")) != 0) {
		struct civil civil = civil_of(today);

		if (a < 1 || a > 31 || cp[0] == 0x65e5)
			return 0;
		set_date(when, civil.year, civil.month, a, today);
		if (!when->bad && when->day < today - 7) { /* 3号 said on the 20th: next month's */
			int m = civil.month % 12 + 1;

			set_date(when, civil.year + (m == 1), m, a, today);
		}
		return used + more;
	}
	if (used < n && (cp[used] == '-' || cp[used] == '/') && cp[0] < 0x80) {
		uint32_t mark = cp[used];
		size_t at = used + 1, x = whole(cp + at, n - at, &b);

		if (x == 0 || cp[at] >= 0x80)
			return 0;
		at += x;
		if (at < n && cp[at] == mark && (x = whole(cp + at + 1, n - at - 1, &c)) != 0) {
			set_date(when, a, b, c, today);
			return at + 1 + x;
		}
		if (a < 1 || a > 12 || b < 1 || b > 31)
			return 0;
		set_date(when, 0, a, b, today);
		return at;
	}
	return 0;
}

static size_t
read_date_en(const uint32_t *cp, size_t n, int32_t today, struct when *when)
{
	for (int m = 0; m < 12; m++) {
		size_t used = word(cp, n, months_en[m]);
		int64_t day;

		if (used == 0)
			continue;
		while (used < n && cp[used] >= 'a' && cp[used] <= 'z')
			used++;
		if (used < n && cp[used] == '.')
			used++;
		size_t gap = blanks(cp + used, n - used), more = whole(cp + used + gap, n - used - gap, &day);
		if (more == 0 || day < 1 || day > 31 || gap == 0)
			return 0;
		set_date(when, 0, m + 1, day, today);
		return used + gap + more;
	}
	return 0;
}

/* 下午5点20人 is five o'clock and twenty people. */
static bool
counts(const uint32_t *cp, size_t n)
{
	static const char *const units[] = {"人", "位", "名", "个", "桌", "席", "家", "户", "床", "口", NULL};

	for (int i = 0; units[i]; i++)
		if (word(cp, n, units[i]))
			return true;
	return false;
}

/* 八点, 8点半, 十点一刻, 8:30, 20时, 8点20分; 9am, 9:30 pm. */
static size_t
read_hour(
    const uint32_t *cp, size_t n, const struct part *part, int now_minute, bool today, struct when *when)
{
	int64_t hour, minute = 0;
	size_t used = whole(cp, n, &hour), more;
	bool colon = false, pm = false, am = false;

	if (used == 0)
		return 0;
	if (used < n && cp[used] == ':' && cp[0] < 0x80) {
		if (used + 2 >= n || cp[used + 1] < '0' || cp[used + 1] > '5' || cp[used + 2] < '0' ||
		    cp[used + 2] > '9')
			return 0;
		minute = (int64_t)(cp[used + 1] - '0') * 10 + (int64_t)(cp[used + 2] - '0');
		used += 3;
		colon = true;
	} else if ((more = word(cp + used, n - used, "点钟")) || (more = word(cp + used, n - used, "点")) ||
	    (more = word(cp + used, n - used, "时"))) {
		used += more;
		if ((more = word(cp + used, n - used, "半"))) {
			minute = 30;
			used += more;
		} else if ((more = word(cp + used, n - used, "一刻")) || (more = word(cp + used, n - used, "三刻"))) {
			minute = cp[used] == 0x4e00 ? 15 : 45;
			used += more;
		} else if ((more = whole(cp + used, n - used, &minute)) && minute < 60) {
			size_t fen = word(cp + used + more, n - used - more, "分");

			if (fen || (minute >= 1 && more >= 2 && !counts(cp + used + more, n - used - more)))
				used += more + fen;
			else
				minute = 0;
		} else {
			minute = 0;
		}
	} else if (cp[0] < 0x80 &&
	    ((word_en(cp + used, n - used, "am") || word_en(cp + used, n - used, "pm") ||
	        word_en(cp + used, n - used, " am") || word_en(cp + used, n - used, " pm")))) {
		colon = true;
	} else {
		return 0;
	}
	size_t gap = blanks(cp + used, n - used);
	if (colon &&
	    ((am = word_en(cp + used + gap, n - used - gap, "am") != 0) ||
	        (pm = word_en(cp + used + gap, n - used - gap, "pm") != 0)))
		used += gap + 2;
	if (hour > 24 || minute > 59 || (hour == 24 && minute)) {
		when->bad = true;
		when->has_minute = true;
		return used;
	}
	if ((part && hour >= 1 && hour <= part->add_low) || (pm && hour < 12))
		hour += 12;
	else if (am && hour == 12)
		hour = 0;
	else if (part == NULL && !am && hour >= 1 && hour <= 11 && !(colon && cp[0] == '0')) {
		/* 三点 said in a village is the afternoon; 8点 at ten o'clock means tonight. */
		when->vague_hour = true;
		if (hour <= 5 || (today && hour * 60 + minute < now_minute && (hour + 12) * 60 + minute > now_minute))
			hour += 12;
	}
	when->has_minute = true;
	when->minute = (int)(hour * 60 + minute);
	return used;
}

/* 半小时后, 20分钟后, 两小时以后, 三天后, 三天内, 一周内; in 2 hours, within 3 days. */
static size_t
read_span(const uint32_t *cp, size_t n, int32_t today, struct when *when)
{
	static const struct {
		const char *word;
		int64_t ms;
	} units[] = {
	    {"分钟", MS_MINUTE},
	    {"个小时", MS_HOUR},
	    {"小时", MS_HOUR},
	    {"个钟头", MS_HOUR},
	    {"天", MS_DAY},
	    {"日", MS_DAY},
	    {"个星期", 7 * MS_DAY},
	    {"星期", 7 * MS_DAY},
	    {"周", 7 * MS_DAY},
	    {"个月", 30 * MS_DAY},
	    {" minute", MS_MINUTE},
	    {" min", MS_MINUTE},
	    {" hour", MS_HOUR},
	    {" day", MS_DAY},
	    {" week", 7 * MS_DAY},
	};
	static const struct {
		const char *word;
		bool within;
	} tails[] = {
	    {"之内", true},
	    {"以内", true},
	    {"内", true},
	    {"之后", false},
	    {"以后", false},
	    {"后", false},
	    {"过后", false},
	};
	size_t lead = 0, used, more;
	bool in = false, within = false;
	int64_t hundredths;

	if ((lead = word(cp, n, "in ")) != 0)
		in = true;
	else if ((lead = word(cp, n, "within ")) != 0)
		within = true;
	if ((used = numeral_read(cp + lead, n - lead, &hundredths)) == 0 || hundredths <= 0 ||
	    hundredths > 1000000)
		return 0;
	used += lead;
	int64_t half = 0;
	if (word(cp + used, n - used, "个半小时")) {
		half = MS_HOUR / 2;
	}
	for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
		if (half && units[i].ms != MS_HOUR)
			continue;
		if (half ? (more = 4) == 0 : (more = word(cp + used, n - used, units[i].word)) == 0)
			continue;
		size_t at = used + more;
		int64_t ms = hundredths * units[i].ms / 100 + half;
		bool found = in || within;

		if (units[i].word[0] == ' ')
			at += word(cp + at, n - at, "s");
		for (size_t k = 0; !in && !within && k < sizeof tails / sizeof *tails; k++) {
			size_t tail = word(cp + at, n - at, tails[k].word);

			if (tail) {
				at += tail;
				found = true;
				within = tails[k].within;
				break;
			}
		}
		if (!found)
			return 0;
		if (units[i].ms >= MS_DAY || within) {
			set_day(when, today + (int32_t)((ms + MS_DAY - 1) / MS_DAY));
			when->within = within;
		} else {
			when->after_ms = ms;
		}
		return at;
	}
	return 0;
}

static size_t
read_every(const uint32_t *cp, size_t n, int32_t today, struct when *when)
{
	size_t used;

	if ((used = word(cp, n, "每个工作日")) || (used = word(cp, n, "每工作日")) ||
	    (used = word(cp, n, "工作日"))) {
		when->repeat = WHEN_WORKDAYS;
	} else if ((used = word(cp, n, "每天")) || (used = word(cp, n, "每日")) ||
	    (used = word_en(cp, n, "every day")) || (used = word_en(cp, n, "daily"))) {
		when->repeat = WHEN_DAILY;
	} else {
		return 0;
	}
	set_day(when, today);
	return used;
}

static size_t
read_day_word(const uint32_t *cp, size_t n, int32_t today, struct when *when)
{
	for (size_t i = 0; i < sizeof day_words / sizeof *day_words; i++) {
		size_t used = word(cp, n, day_words[i].word);

		if (used) {
			set_day(when, today + day_words[i].offset);
			return used;
		}
	}
	for (size_t i = 0; i < sizeof day_words_en / sizeof *day_words_en; i++) {
		size_t used = word_en(cp, n, day_words_en[i].word);

		if (used) {
			set_day(when, today + day_words_en[i].offset);
			return used;
		}
	}
	return 0;
}

size_t
when_read(const uint32_t *cp, size_t n, int32_t today, int now_minute, struct when *when)
{
	size_t used = 0, end = 0, before_part = 0;
	const struct part *part = NULL;

	*when = (struct when){.day = DAY_NONE};
	for (;;) {
		size_t at = end, more = 0;

		at += blanks(cp + at, n - at);
		if (end)
			at += word(cp + at, n - at, "的");
		if (end && !when->has_minute)
			at += word(cp + at, n - at, "at ");
		if (end == 0)
			more = read_span(cp + at, n - at, today, when);
		if (when->after_ms) {
			used = at + more;
			break;
		}
		if (more == 0 && !when->has_day) {
			more = read_every(cp + at, n - at, today, when);
			if (more == 0)
				more = read_weekday(cp + at, n - at, today, when);
			if (more == 0)
				more = read_weekday_en(cp + at, n - at, today, when);
			if (more == 0)
				more = read_date(cp + at, n - at, today, when);
			if (more == 0)
				more = read_date_en(cp + at, n - at, today, when);
			if (more == 0)
				more = read_day_word(cp + at, n - at, today, when);
		}
		if (more == 0 && part == NULL && !when->has_minute) {
			before_part = end;
			more = read_part(cp + at, n - at, &part);
			if (more && part->day) {
				if (when->has_day)
					more = 0;
				else
					set_day(when, today + (part->day == 2 ? 1 : part->day == 3 ? -1 : 0));
			}
		}
		if (more == 0 && !when->has_minute)
			more = read_hour(cp + at, n - at, part, now_minute, !when->has_day || when->day == today, when);
		if (more == 0)
			break;
		used = end = at + more;
	}
	if (part && !when->has_minute && strlen(part->word) == 3)
		return before_part; /* 早 and 晚 alone are no time: 早就坏了 */
	if (part && !when->has_minute) {
		when->has_minute = true;
		when->minute = part->from;
	}
	return used;
}
