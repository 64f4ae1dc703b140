/* Words and numbers for the grammar of times, and how a time is written down. */
#include "language/when_parts.h"

#include <string.h>

#include "base/buf.h"
#include "base/civil.h"
#include "language/numeral.h"

static bool
letter(uint32_t cp)
{
	return cp >= 'a' && cp <= 'z';
}

size_t
when_word_behind(const struct when_text *text, size_t at, const char *word)
{
	size_t i = 0;
	uint32_t c = 0;

	for (const unsigned char *p = (const unsigned char *)word; *p; i++) {
		c = *p;
		int more = c >= 0xe0 ? 2 : c >= 0xc0 ? 1 : 0;

		if (more)
			c &= 0x3fu >> more;
		for (int k = 1; k <= more; k++)
			c = c << 6 | (p[k] & 0x3f);
		p += more + 1;
		if (at + i >= text->n)
			return 0;
		uint32_t here = when_at(text, at + i);
		if (here != c && !(c == '\'' && here == 0x2019))
			return 0;
	}
	return letter(c) && at + i < text->n && letter(when_at(text, at + i)) ? 0 : i;
}

size_t
when_look(const struct when_text *text, size_t at, const struct when_word *table, size_t count, int *value)
{
	size_t best = 0;

	for (size_t i = 0; i < count; i++) {
		size_t used = when_word(text, at, table[i].word);

		if (used > best) {
			best = used;
			*value = table[i].value;
		}
	}
	return best;
}

size_t
when_blanks(const struct when_text *text, size_t at)
{
	size_t i = at;

	while (i < text->n && when_at(text, i) == ' ')
		i++;
	return i - at;
}

static const struct when_word number_words[] = {{"a", 1}, {"an", 1}, {"one", 1}, {"two", 2}, {"three", 3},
    {"four", 4}, {"five", 5}, {"six", 6}, {"seven", 7}, {"eight", 8}, {"nine", 9}, {"ten", 10},
    {"eleven", 11}, {"twelve", 12}, {"thirteen", 13}, {"fourteen", 14}, {"fifteen", 15}, {"sixteen", 16},
    {"seventeen", 17}, {"eighteen", 18}, {"nineteen", 19}, {"twenty", 20}, {"twenty five", 25},
    {"twenty-five", 25}, {"thirty", 30}, {"forty", 40}, {"forty five", 45}, {"forty-five", 45}, {"fifty", 50},
    {"sixty", 60}, {"ninety", 90}};

size_t
when_number(const struct when_text *text, size_t at, int64_t *lo, int64_t *hi)
{
	int value;
	size_t used = when_look(text, at, WHEN_WORDS(number_words), &value);

	if (used) {
		*lo = *hi = value;
		return used;
	}
	used = at < text->n ? numeral_range(text->cp + at, text->n - at, lo, hi) : 0;
	if (used == 0 || *lo % 100 || *hi % 100 || *hi > 1000000)
		return 0;
	*lo /= 100;
	*hi /= 100;
	return used;
}

size_t
when_exact(const struct when_text *text, size_t at, int lo, int hi, int *value)
{
	int64_t a, b;
	size_t used = when_number(text, at, &a, &b);

	if (used == 0 || a != b || a < lo || a > hi)
		return 0;
	*value = (int)a;
	return used;
}

bool
when_counts(const struct when_text *text, size_t at)
{
	static const char *const units[] = {"人", "位", "名", "个", "桌", "席", "家", "户", "床", "口", "元",
	    "块", "毛", "万", "千", "百", "斤", "亩", "米", "公里", "里", "度", "岁", "倍", "%", "折", "吨", "升",
	    "kg", "小时", "分钟", "天", "钟头", "版", "楼", "路", "间", "套", "份", "只", "头", "条", "张", "件",
	    "箱", NULL};

	at += when_blanks(text, at);
	for (int i = 0; units[i]; i++)
		if (when_word(text, at, units[i]))
			return true;
	return false;
}

int
when_weekday_sign(const struct when_text *text, size_t at)
{
	static const char *const signs[] = {"一", "二", "三", "四", "五", "六", "日", "天"};

	if (at >= text->n)
		return 0;
	if (when_at(text, at) >= '1' && when_at(text, at) <= '7' &&
	    !(at + 1 < text->n && when_at(text, at + 1) >= '0' && when_at(text, at + 1) <= '9'))
		return (int)(when_at(text, at) - '0');
	for (int i = 0; i < 8; i++)
		if (when_word(text, at, signs[i]))
			return i < 7 ? i + 1 : 7;
	return 0;
}

size_t
when_weekday_word(const struct when_text *text, size_t at, int *weekday)
{
	static const char *const weeks[] = {"星期", "礼拜", "周"};
	static const struct when_word english[] = {{"monday", 1}, {"tuesday", 2}, {"wednesday", 3},
	    {"thursday", 4}, {"friday", 5}, {"saturday", 6}, {"sunday", 7}, {"mon", 1}, {"tue", 2}, {"tues", 2},
	    {"wed", 3}, {"thu", 4}, {"thur", 4}, {"thurs", 4}, {"fri", 5}, {"sat", 6}, {"sun", 7}};

	for (int i = 0; i < 3; i++) {
		size_t used = when_word(text, at, weeks[i]);

		if (used && (*weekday = when_weekday_sign(text, at + used)) != 0)
			return used + 1;
	}
	return when_look(text, at, WHEN_WORDS(english), weekday);
}

struct when_point
when_point(const struct when *when, int32_t today, int minute)
{
	int32_t day = when->has_day ? when->day : today;

	if (when->after_ms) {
		int64_t at = (int64_t)today * 1440 + minute + when->after_ms / MS_MINUTE;

		return (struct when_point){(int32_t)(at / 1440), (int)(at % 1440)};
	}
	int last = when->grain == WHEN_part && when->to_minute > 0 ? when->to_minute : when->minute;
	if (!when->has_day && when->has_minute && last <= minute)
		day++; /* 八点 said at nine */
	return (struct when_point){day, when->has_minute ? when->minute : -1};
}

static void
add_point(struct buf *out, int32_t day, int minute)
{
	if (minute >= 1440) {
		day += minute / 1440;
		minute %= 1440;
	}
	struct civil civil = civil_of(day);

	buf_addf(out, "%04d-%02d-%02d", civil.year, civil.month, civil.day);
	if (minute >= 0)
		buf_addf(out, "T%02d:%02d", minute / 60, minute % 60);
}

static void
add_length(struct buf *out, const struct when *when, bool high)
{
	int64_t ms = high ? when->hi_ms : when->lo_ms;
	int months = high ? when->hi_months : when->lo_months;

	if (when->workdays)
		buf_addf(out, "%dWD", when->workdays);
	else if (months)
		buf_addf(out, months % 12 ? "P%dM" : "P%dY", months % 12 ? months : months / 12);
	else if (when->lo_days)
		buf_addf(out, "P%lldD", (long long)(ms / MS_DAY));
	else
		buf_addf(out, "PT%lldM", (long long)(ms / MS_MINUTE));
}

static void
add_rule(struct buf *out, struct arena *arena, const struct when *when)
{
	buf_adds(out, repeat_text(arena, &when->rule));
	if (when->grain == WHEN_part && when->rule.times == 0)
		buf_addf(out, "@%02d:%02d..%02d:%02d", when->from_minute / 60, when->from_minute % 60,
		    when->to_minute / 60, when->to_minute % 60);
}

static void
add_range(struct buf *out, const struct when *when, int32_t today, int minute)
{
	struct when_point point = when_point(when, today, minute);

	if (when->grain == WHEN_part) {
		add_point(out, point.day, when->from_minute);
		if (when->to_minute > when->from_minute) {
			buf_adds(out, "..");
			add_point(out, point.day, when->to_minute);
		}
		return;
	}
	int shift = point.day - (when->has_day ? when->day : today);
	add_point(out, point.day, when->from_minute);
	buf_adds(out, "..");
	add_point(out, (when->to_day == DAY_NONE ? point.day : when->to_day + shift), when->to_minute);
}

const char *
when_words(struct arena *arena, const struct when *when, int32_t today, int minute)
{
	struct buf out = {0};
	struct when_point point = when_point(when, today, minute);

	if (when->bad)
		return "bad";
	if (when->grain == WHEN_vague)
		return "ask";
	if (when->repeat != WHEN_ONCE) {
		add_rule(&out, arena, when);
	} else if (when->grain == WHEN_duration) {
		add_length(&out, when, false);
		if (when->lo_ms != when->hi_ms || when->lo_months != when->hi_months) {
			buf_adds(&out, "..");
			add_length(&out, when, true);
		}
	} else if (when->within) {
		add_point(&out, today, when->has_minute ? minute : -1);
		buf_adds(&out, "..");
		add_point(&out, point.day, point.minute);
	} else if (when->grain == WHEN_part || when->grain == WHEN_range) {
		add_range(&out, when, today, minute);
	} else {
		add_point(&out, point.day, point.minute);
		for (size_t i = 0; i < when->more_count; i++) {
			buf_addc(&out, '+');
			add_point(
			    &out, when->more[i].day == DAY_NONE ? point.day : when->more[i].day, when->more[i].minute);
		}
	}
	if (when->ask)
		buf_adds(&out, "|ask");
	return buf_keep(&out, arena);
}
