/* Dates and times as people say them; see the header. A point in time is a row of pieces in any
 * order (day, part of the day, hour, a weekday beside a date); what they mean together is
 * settled when all are read. Tables name the words. */
#include "language/when.h"

#include "base/civil.h"
#include "language/when_parts.h"

/* How an hour is to be understood beside a part of the day. */
enum half {
	HALF_none,
	HALF_morning, /* as it is */
	HALF_dawn,    /* twelve is midnight, at the beginning of the day */
	HALF_noon,    /* one to three are behind it */
	HALF_day,     /* one to eleven are after noon */
	HALF_evening, /* and twelve to four lie on the next day */
	HALF_night    /* one to five lie on the next day, if it is not night already */
};

struct part {
	const char *word;
	enum half half;
	int from, to; /* minutes; to 0: a moment */
	int usual;    /* the moment it means by itself */
	int day;      /* it also says a day: 0 no, else 1 + the days from today, 9 yesterday */
	bool single;  /* no time without an hour: 早就坏了 */
};

#define HM(h, m) ((h)*60 + (m))
static const struct part parts[] = {
    {"今早", HALF_morning, HM(6, 0), HM(10, 0), HM(8, 0), 1, false},
    {"今晨", HALF_morning, HM(6, 0), HM(9, 0), HM(7, 0), 1, false},
    {"今晚", HALF_evening, HM(17, 0), HM(22, 0), HM(19, 0), 1, false},
    {"今夜", HALF_evening, HM(19, 0), HM(23, 0), HM(21, 0), 1, false},
    {"今晌午", HALF_noon, HM(11, 0), HM(13, 0), HM(12, 0), 1, false},
    {"明早", HALF_morning, HM(6, 0), HM(10, 0), HM(8, 0), 2, false},
    {"明晨", HALF_morning, HM(6, 0), HM(9, 0), HM(7, 0), 2, false},
    {"明晚", HALF_evening, HM(17, 0), HM(22, 0), HM(19, 0), 2, false},
    {"明晌午", HALF_noon, HM(11, 0), HM(13, 0), HM(12, 0), 2, false},
    {"后晚", HALF_evening, HM(17, 0), HM(22, 0), HM(19, 0), 3, false},
    {"昨晚", HALF_evening, HM(17, 0), HM(22, 0), HM(19, 0), 9, false},
    {"昨夜", HALF_evening, HM(19, 0), HM(23, 0), HM(21, 0), 9, false},
    {"凌晨", HALF_dawn, HM(0, 0), HM(5, 0), HM(5, 0), 0, false},
    {"清早", HALF_morning, HM(5, 0), HM(8, 0), HM(7, 0), 0, false},
    {"清晨", HALF_morning, HM(5, 0), HM(8, 0), HM(7, 0), 0, false},
    {"大清早", HALF_morning, HM(5, 0), HM(8, 0), HM(7, 0), 0, false},
    {"一大早", HALF_morning, HM(5, 0), HM(9, 0), HM(7, 0), 0, false},
    {"一早", HALF_morning, HM(5, 0), HM(10, 0), HM(8, 0), 0, false},
    {"早上", HALF_morning, HM(6, 0), HM(10, 0), HM(8, 0), 0, false},
    {"早晨", HALF_morning, HM(6, 0), HM(10, 0), HM(8, 0), 0, false},
    {"早起", HALF_morning, HM(6, 0), HM(10, 0), HM(8, 0), 0, true},
    {"上午", HALF_morning, HM(6, 0), HM(12, 0), HM(9, 0), 0, false},
    {"上半天", HALF_morning, HM(6, 0), HM(12, 0), HM(9, 0), 0, false},
    {"晌午", HALF_noon, HM(11, 0), HM(13, 0), HM(12, 0), 0, false},
    {"晌午头", HALF_noon, HM(11, 0), HM(13, 0), HM(12, 0), 0, false},
    {"中午", HALF_noon, HM(12, 0), 0, HM(12, 0), 0, false},
    {"中饭", HALF_noon, HM(12, 0), 0, HM(12, 0), 0, false},
    {"正午", HALF_noon, HM(12, 0), 0, HM(12, 0), 0, false},
    {"午后", HALF_day, HM(12, 0), HM(15, 0), HM(13, 0), 0, false},
    {"午饭后", HALF_day, HM(12, 0), HM(15, 0), HM(13, 0), 0, false},
    {"中饭后", HALF_day, HM(12, 0), HM(15, 0), HM(13, 0), 0, false},
    {"吃完午饭", HALF_day, HM(12, 0), HM(15, 0), HM(13, 0), 0, false},
    {"下午", HALF_day, HM(12, 0), HM(18, 0), HM(15, 0), 0, false},
    {"下半天", HALF_day, HM(12, 0), HM(18, 0), HM(15, 0), 0, false},
    {"后半晌", HALF_day, HM(12, 0), HM(18, 0), HM(15, 0), 0, false},
    {"傍晚", HALF_evening, HM(17, 0), HM(19, 0), HM(18, 0), 0, false},
    {"傍黑", HALF_evening, HM(17, 0), HM(19, 0), HM(18, 0), 0, false},
    {"天黑前", HALF_evening, HM(16, 0), HM(18, 0), HM(17, 0), 0, false},
    {"晚上", HALF_evening, HM(17, 0), HM(22, 0), HM(19, 0), 0, false},
    {"晚间", HALF_evening, HM(17, 0), HM(22, 0), HM(19, 0), 0, false},
    {"夜里", HALF_night, HM(20, 0), HM(24, 0), HM(21, 0), 0, false},
    {"夜间", HALF_night, HM(20, 0), HM(24, 0), HM(21, 0), 0, false},
    {"深夜", HALF_night, HM(22, 0), HM(25, 0), HM(23, 0), 0, false},
    {"半夜", HALF_night, HM(23, 0), HM(26, 0), HM(24, 0), 0, false},
    {"后半夜", HALF_night, HM(24, 0), HM(29, 0), HM(26, 0), 0, false},
    {"午夜", HALF_night, HM(24, 0), 0, HM(24, 0), 0, false},
    {"早饭后", HALF_morning, HM(8, 0), HM(10, 0), HM(8, 0), 0, false},
    {"早饭前", HALF_morning, HM(6, 0), HM(8, 0), HM(7, 0), 0, false},
    {"午饭前", HALF_noon, HM(10, 0), HM(12, 0), HM(11, 0), 0, false},
    {"晚饭前", HALF_evening, HM(16, 0), HM(18, 0), HM(17, 0), 0, false},
    {"下班前", HALF_day, HM(16, 0), HM(18, 0), HM(17, 0), 0, false},
    {"after lunch", HALF_day, HM(12, 0), HM(15, 0), HM(13, 0), 0, false},
    {"after dinner", HALF_evening, HM(18, 0), HM(21, 0), HM(19, 0), 0, false},
    {"晚饭后", HALF_evening, HM(18, 0), HM(21, 0), HM(19, 0), 0, false},
    {"晚饭", HALF_evening, HM(17, 0), HM(20, 0), HM(19, 0), 0, false},
    {"午饭", HALF_noon, HM(11, 0), HM(13, 0), HM(12, 0), 0, false},
    {"午餐", HALF_noon, HM(11, 0), HM(13, 0), HM(12, 0), 0, false},
    {"晚餐", HALF_evening, HM(17, 0), HM(20, 0), HM(19, 0), 0, false},
    {"晚", HALF_evening, HM(17, 0), HM(22, 0), HM(19, 0), 0, true},
    {"早", HALF_morning, HM(6, 0), HM(10, 0), HM(8, 0), 0, true},
    {"夜", HALF_night, HM(20, 0), HM(24, 0), HM(21, 0), 0, true},
    {"in the morning", HALF_morning, HM(6, 0), HM(12, 0), HM(9, 0), 0, false},
    {"in the afternoon", HALF_day, HM(12, 0), HM(18, 0), HM(15, 0), 0, false},
    {"in the evening", HALF_evening, HM(17, 0), HM(22, 0), HM(19, 0), 0, false},
    {"this morning", HALF_morning, HM(6, 0), HM(12, 0), HM(9, 0), 1, false},
    {"this afternoon", HALF_day, HM(12, 0), HM(18, 0), HM(15, 0), 1, false},
    {"this evening", HALF_evening, HM(17, 0), HM(22, 0), HM(19, 0), 1, false},
    {"noon", HALF_noon, HM(12, 0), 0, HM(12, 0), 0, false},
    {"midday", HALF_noon, HM(12, 0), 0, HM(12, 0), 0, false},
    {"lunchtime", HALF_noon, HM(11, 0), HM(13, 0), HM(12, 0), 0, false},
    {"midnight", HALF_night, HM(24, 0), 0, HM(24, 0), 0, false},
    {"early morning", HALF_morning, HM(5, 0), HM(9, 0), HM(7, 0), 0, false},
    {"morning", HALF_morning, HM(6, 0), HM(12, 0), HM(9, 0), 0, false},
    {"afternoon", HALF_day, HM(12, 0), HM(18, 0), HM(15, 0), 0, false},
    {"evening", HALF_evening, HM(17, 0), HM(22, 0), HM(19, 0), 0, false},
    {"night", HALF_evening, HM(18, 0), HM(23, 0), HM(20, 0), 0, false},
    {"at night", HALF_evening, HM(18, 0), HM(23, 0), HM(20, 0), 0, false},
    {"tonight", HALF_evening, HM(17, 0), HM(22, 0), HM(19, 0), 1, false},
    {"last night", HALF_evening, HM(17, 0), HM(22, 0), HM(19, 0), 9, false},
};

/* The clock as it was said. */
struct clock {
	bool said, bad;
	int hour, minute;
	bool sure; /* am or pm, a leading zero, 0 or 13 to 24 */
	bool pm, am;
	bool colon;  /* 8:00 */
	bool around; /* 八九点, 九点过后 */
};

struct said {
	const struct when_text *text;
	struct when *when;
	const struct part *part;
	bool twice;         /* 早晚八点 */
	size_t before_part; /* where the text before the part ended */
	struct clock clock;
};

static size_t
read_part(const struct when_text *text, size_t at, const struct part **part)
{
	size_t best = 0;

	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
		size_t used = when_word(text, at, parts[i].word);

		if (used > best) {
			best = used;
			*part = &parts[i];
		}
	}
	return best;
}

static bool
figure(const struct when_text *text, size_t at)
{
	return at < text->n && when_at(text, at) >= '0' && when_at(text, at) <= '9';
}

/* 早晚八点: the same hour twice; the first is the morning's. */
static bool
twice_a_day(const struct when_text *text, size_t at)
{
	return when_word(text, at, "早晚") != 0;
}

/* ---- hours ---- */

/* Behind 点: 钟, 半, 一刻, 过五分, 零五, 20分, 45. */
static size_t
minutes_behind(const struct when_text *text, size_t at, struct clock *clock)
{
	static const struct when_word words[] = {{"钟", 0}, {"整", 0}, {"半", 30}, {"一刻", 15}, {"三刻", 45},
	    {"过一刻", 15}, {"钟半", 30}, {"半钟", 30}, {"1刻", 15}, {"3刻", 45}};
	int minute;
	size_t used = when_look(text, at, WHEN_WORDS(words), &clock->minute), more, over;

	if (used)
		return used;
	if ((over = when_word(text, at, "过")) != 0) {
		more = when_exact(text, at + 1, 1, 59, &minute);
		size_t end = when_word(text, at + 1 + more, "分钟");

		if (end == 0)
			end = when_word(text, at + 1 + more, "分");
		if (more && end) {
			clock->minute = minute;
			return 1 + more + end;
		}
		if ((end = when_word(text, at, "过后")) != 0) {
			clock->around = true;
			return end;
		}
		return 0;
	}
	bool zero = when_word(text, at, "零") || when_word(text, at, "0");
	if ((more = when_exact(text, at, 0, 59, &minute)) == 0)
		return 0;
	size_t fen = when_word(text, at + more, "分");
	if (fen && when_word(text, at + more, "分钟"))
		fen = 0;
	/* 下午5点20人 is five o'clock and twenty people; 8点3个人 too */
	if (!fen && (minute < 1 || more < 2 || when_counts(text, at + more)) && !(zero && more >= 2))
		return 0;
	if (!fen && (when_word(text, at + more, "号") || when_word(text, at + more, "月")))
		return 0;
	clock->minute = minute;
	return more + fen;
}

/* 八点, 20时, 差五分八点, 十点半, 三点差五分. */
static size_t
hour_zh(const struct when_text *text, size_t at, struct clock *clock)
{
	static const struct when_word marks[] = {{"点", 0}, {"时", 0}, {"点钟", 0}};
	int64_t lo, hi;
	int less = 0, none;
	size_t used = when_word(text, at, "差"), more;

	if (used) {
		size_t quarter = when_word(text, at + used, "一刻");

		if (quarter) {
			less = 15;
			used += quarter;
		} else if ((more = when_exact(text, at + used, 1, 30, &less)) != 0) {
			used += more;
			used += when_word(text, at + used, "分钟") ? 2 : when_word(text, at + used, "分");
		} else {
			return 0;
		}
		used += when_word(text, at + used, "到");
	}
	if ((more = when_number(text, at + used, &lo, &hi)) == 0 || when_at(text, at + used) >= 'a')
		if (more == 0 || when_at(text, at + used) < 0x80)
			return 0;
	used += more;
	if ((more = when_look(text, at + used, WHEN_WORDS(marks), &none)) == 0 ||
	    when_word(text, at + used, "时候"))
		return 0;
	used += more;
	static const struct when_word rounds[] = {{"多", 0}, {"多钟", 0}, {"来钟", 0}, {"出头", 0}};
	size_t round = when_look(text, at + used, WHEN_WORDS(rounds), &none);
	clock->around = lo != hi || round;
	clock->hour = (int)(lo > 99 ? 99 : lo);
	clock->sure = figure(text, at) && when_at(text, at) == '0' && lo < 10;
	used += round ? round : minutes_behind(text, at + used, clock);
	if (when_word(text, at + used, "差")) {
		int minutes;

		more = when_exact(text, at + used + 1, 1, 30, &minutes);
		size_t end = when_word(text, at + used + 1 + more, "分");
		if (more && end) {
			less = minutes;
			used += 1 + more + end;
		}
	}
	if (less) {
		clock->minute = 60 - less;
		clock->hour = clock->hour == 0 ? 23 : clock->hour - 1;
		if (clock->hour == 0)
			clock->hour = 12;
	}
	clock->said = true;
	return used;
}

static size_t
am_or_pm(const struct when_text *text, size_t at, struct clock *clock)
{
	static const struct when_word words[] = {
	    {"am", 1}, {"a.m.", 1}, {"pm", 2}, {"p.m.", 2}, {"a.m", 1}, {"p.m", 2}};
	int value;
	size_t gap = when_blanks(text, at), used = when_look(text, at + gap, WHEN_WORDS(words), &value);

	if (used == 0)
		return 0;
	clock->am = value == 1;
	clock->pm = value == 2;
	return gap + used;
}

/* 9:30, 9:30 pm, 3.45 pm, 9am. */
static size_t
hour_figures(const struct when_text *text, size_t at, struct clock *clock)
{
	size_t used = 0;
	int hour = 0;

	while (used < 3 && figure(text, at + used))
		hour = hour * 10 + (int)(when_at(text, at + used++) - '0');
	if (used == 0 || used > 2)
		return 0;
	clock->hour = hour;
	clock->sure = when_at(text, at) == '0' && used == 2;
	uint32_t mark = at + used < text->n ? when_at(text, at + used) : 0;
	if ((mark == ':' || mark == '.') && figure(text, at + used + 1) && figure(text, at + used + 2) &&
	    !figure(text, at + used + 3) && when_at(text, at + used + 1) <= '5') {
		clock->minute = (int)(when_at(text, at + used + 1) - '0') * 10 +
		    (int)(when_at(text, at + used + 2) - '0');
		size_t half = am_or_pm(text, at + used + 3, clock);

		if (mark == '.' && half == 0)
			return 0;
		used += 3 + half;
		clock->colon = true;
		clock->said = true;
		return used + when_word(text, at + used, "分");
	}
	size_t half = am_or_pm(text, at + used, clock);
	if (half == 0)
		return 0;
	clock->said = true;
	return used + half;
}

/* half past three, quarter to five, ten minutes past six, 7 o'clock; "at 5" where at was said. */
static size_t
hour_en(const struct when_text *text, size_t at, bool led, struct clock *clock)
{
	static const struct when_word leads[] = {{"half", 30}, {"a quarter", 15}, {"quarter", 15}},
	                              tails[] = {{"past", 1}, {"to", -1}, {"after", 1}},
	                              clocks[] = {{"o'clock", 0}, {"oclock", 0}};
	int minute = 0, sign, hour, none;
	size_t used = when_look(text, at, WHEN_WORDS(leads), &minute), more;

	if (used == 0 && (used = when_exact(text, at, 1, 59, &minute)) != 0) {
		size_t gap = when_blanks(text, at + used), word = when_word(text, at + used + gap, "minutes");

		used += word ? gap + word : 0;
	}
	if (used) {
		size_t gap = when_blanks(text, at + used);

		more = gap ? when_look(text, at + used + gap, WHEN_WORDS(tails), &sign) : 0;
		if (more) {
			size_t next = used + gap + more;

			next += when_blanks(text, at + next);
			size_t n = when_exact(text, at + next, 1, 12, &hour);
			if (n && !(figure(text, at + next + n))) {
				clock->said = true;
				clock->hour = sign > 0 ? hour : hour == 1 ? 12 : hour - 1;
				clock->minute = sign > 0 ? minute : 60 - minute;
				used = next + n;
				gap = when_blanks(text, at + used);
				more = when_look(text, at + used + gap, WHEN_WORDS(clocks), &none);
				used += more ? gap + more : 0;
				return used + am_or_pm(text, at + used, clock);
			}
		}
	}
	if ((used = when_exact(text, at, 0, 24, &hour)) == 0)
		return 0;
	if (when_word(text, at, "a") || when_word(text, at, "an"))
		return 0;
	size_t gap = when_blanks(text, at + used);
	more = when_look(text, at + used + gap, WHEN_WORDS(clocks), &none);
	if (more == 0 && !led)
		return 0;
	if (more == 0 &&
	    (when_counts(text, at + used) || (at + used < text->n && when_at(text, at + used) >= 0x80)))
		return 0;
	clock->said = true;
	clock->hour = hour;
	return more ? used + gap + more : used;
}

static size_t
read_hour(const struct when_text *text, size_t at, bool led, struct clock *clock)
{
	struct clock empty = {0};
	size_t used;

	*clock = empty;
	static const struct when_word same[] = {{"这个时候", 0}, {"这时候", 0}, {"这个点", 0}, {"同一时间", 0},
	    {"at this time", 0}, {"this time", 0}, {"same time", 0}, {"at the same time", 0}};
	int none;
	if ((used = when_look(text, at, WHEN_WORDS(same), &none)) != 0) { /* 明天这个时候 */
		*clock = (struct clock){
		    .said = true, .sure = true, .hour = text->minute / 60, .minute = text->minute % 60};
		return used;
	}
	if ((used = hour_zh(text, at, clock)) != 0)
		return used;
	*clock = empty;
	if ((used = hour_figures(text, at, clock)) != 0)
		return used;
	*clock = empty;
	return hour_en(text, at, led, clock);
}

/* ---- what they mean together ---- */

/* Where the hour falls beside its part of the day, in minutes; 24 h and more is the next day. */
static int
beside_part(const struct said *said, int hour, bool *ask)
{
	const struct when *when = said->when;
	bool today = !when->has_day || when->day == said->text->today;
	bool night = today && said->text->minute < HM(5, 0) && when->repeat == WHEN_ONCE;
	int minutes = HM(hour, said->clock.minute);

	switch (said->part->half) {
	case HALF_none:
	case HALF_morning: break;
	case HALF_dawn: return hour == 12 ? minutes - 720 : minutes;
	case HALF_noon: return hour >= 1 && hour <= 3 ? minutes + 720 : minutes;
	case HALF_day: return hour >= 1 && hour <= 11 ? minutes + 720 : minutes;
	case HALF_evening:
	case HALF_night:
		if (hour == 12 || hour == 0)
			return said->clock.minute + 1440;
		if (hour == 24 || hour > 12)
			return minutes;
		if (hour >= (said->part->half == HALF_evening ? 5 : 6))
			return minutes + 720;
		if (night && minutes > said->text->minute)
			return minutes;
		*ask |= !today && when->repeat == WHEN_ONCE;
		return minutes + 1440;
	}
	return minutes;
}

/* An hour that may be of the morning or of the evening. */
static int
without_part(struct said *said)
{
	struct when *when = said->when;
	const struct when_text *text = said->text;
	int hour = said->clock.hour, minutes = HM(hour, said->clock.minute);
	bool today = !when->has_day || when->day == text->today;

	when->vague_hour = true;
	when->assumed |= WHEN_HALF;
	if (when->repeat != WHEN_ONCE) { /* a rule says clock hours */
		when->vague_hour = hour <= 5;
		if (hour <= 5)
			when->ask |= WHEN_ASK_half;
		return hour <= 5 && !said->clock.colon ? minutes + 720 : minutes;
	}
	if (today && minutes <= text->minute && minutes + 720 > text->minute) {
		if (hour >= 8 && hour <= 10)
			when->ask |= WHEN_ASK_half;
		return minutes + 720;
	}
	if (hour <= 5) {
		if (said->clock.colon && (text->allow & WHEN_AHEAD))
			when->ask |= WHEN_ASK_half;
		return minutes + 720;
	}
	if (hour <= 7)
		when->ask |= WHEN_ASK_half;
	return minutes;
}

static void
set_minutes(struct said *said, int minutes)
{
	struct when *when = said->when;

	when->has_minute = true;
	when->grain = WHEN_minute;
	if (minutes >= 1440 && when->repeat == WHEN_ONCE) {
		when_set_day(when, (when->has_day ? when->day : said->text->today) + minutes / 1440);
		when->grain = WHEN_minute;
	}
	when->minute = minutes % 1440;
}

static void
settle_clock(struct said *said)
{
	const struct clock *clock = &said->clock;
	struct when *when = said->when;
	bool ask = false;
	int minutes;

	when->has_minute = true;
	if (clock->hour > 24 || clock->minute > 59 || (clock->hour == 24 && clock->minute) ||
	    ((clock->am || clock->pm) && (clock->hour > 12 || clock->hour == 0) && clock->am)) {
		when->bad = true;
		when->grain = WHEN_minute;
		return;
	}
	if (clock->pm || clock->am)
		minutes = HM(clock->hour % 12 + (clock->pm ? 12 : 0), clock->minute);
	else if (said->part)
		minutes = beside_part(said, clock->hour, &ask);
	else if (clock->sure || clock->hour == 0 || clock->hour >= 12)
		minutes = HM(clock->hour, clock->minute);
	else
		minutes = without_part(said);
	/* midnight without a day, or of this very day: the coming one */
	if (minutes < 60 && minutes <= said->text->minute && when->repeat == WHEN_ONCE &&
	    (!when->has_day || when->day == said->text->today) && !(said->text->allow & WHEN_BACK))
		minutes += 1440;
	if (ask)
		when->ask |= WHEN_ASK_half;
	if (clock->around && (said->text->allow & WHEN_VAGUE))
		when->ask |= WHEN_ASK_vague;
	if (when->repeat == WHEN_ONCE && !when->has_day && (said->text->allow & WHEN_BACK)) {
		when_set_day(when, said->text->today - (minutes > said->text->minute));
	} else if (when->repeat == WHEN_ONCE && !when->has_day && said->part &&
	    said->part->half == HALF_morning && minutes <= said->text->minute) {
		when->ask |= WHEN_ASK_past; /* 上午八点半 said at nine */
	}
	set_minutes(said, minutes);
}

static void
settle_part(struct said *said)
{
	struct when *when = said->when;

	when->has_minute = true;
	when->minute = said->part->usual % 1440;
	when->from_minute = said->part->from;
	when->to_minute = said->part->to ? said->part->to : said->part->from;
	when->grain = said->part->to ? WHEN_part : WHEN_minute;
	if (said->part->usual >= 1440 && when->repeat == WHEN_ONCE) {
		when_set_day(when, (when->has_day ? when->day : said->text->today) + 1);
		when->from_minute -= 1440;
		when->to_minute -= 1440;
		when->grain = said->part->to ? WHEN_part : WHEN_minute;
	}
}

/* ---- the row of pieces ---- */

/* The weekday written beside a date: (周一), 周二, Monday. */
static size_t
weekday_beside(const struct when_text *text, size_t at, struct when *when)
{
	int weekday;
	size_t open = at < text->n && (when_at(text, at) == '(' || when_at(text, at) == 0xff08), used;

	if (when->repeat != WHEN_ONCE || when->grain != WHEN_day)
		return 0;
	used = when_weekday_word(text, at + open, &weekday);
	if (used == 0)
		return 0;
	used += open;
	if (open) {
		if (at + used >= text->n || (when_at(text, at + used) != ')' && when_at(text, at + used) != 0xff09))
			return 0;
		used++;
	}
	if (weekday != civil_weekday(when->day))
		when->ask |= WHEN_ASK_weekday;
	return used;
}

/* monday 16 november: the date that follows the weekday counts. */
static size_t
date_beside(const struct when_text *text, size_t at, struct when *when)
{
	struct when date = {.day = DAY_NONE, .to_day = DAY_NONE};
	int weekday;

	if (when->repeat != WHEN_ONCE || when->grain != WHEN_day || at >= text->n ||
	    when_weekday_word(text, at, &weekday))
		return 0;
	struct when_text bare = *text;
	bare.allow &= ~(uint32_t)(WHEN_RANGES | WHEN_VAGUE);
	size_t used = when_day(&bare, at, &date);
	if (used == 0 || date.bad || date.grain != WHEN_day || !(date.assumed & (WHEN_YEAR | WHEN_MONTH)))
		return 0;
	if (civil_weekday(date.day) != civil_weekday(when->day))
		when->ask |= WHEN_ASK_weekday;
	when->day = date.day;
	when->assumed |= date.assumed;
	return used;
}

/* What may stand between two pieces. */
static size_t
between(const struct when_text *text, size_t at, bool first, bool *led)
{
	static const struct when_word leads[] = {{"at", 1}, {"on", 2}, {"around", 1}, {"about", 1}, {"the", 3}};
	size_t used = when_blanks(text, at), more;
	int lead = 0;

	*led = false;
	if (!first) {
		used += when_word(text, at + used, "的");
		if (at + used < text->n && when_at(text, at + used) == ',')
			used++;
		used += when_blanks(text, at + used);
	}
	more = when_look(text, at + used, WHEN_WORDS(leads), &lead);
	if (more && lead != 3) {
		*led = lead == 1;
		used += more;
		used += when_blanks(text, at + used);
	}
	return used;
}

static size_t
next_piece(struct said *said, size_t at, bool first, bool led, bool weekday_was, bool *weekday_is)
{
	const struct when_text *text = said->text;
	struct when *when = said->when;
	const struct part *part = NULL;
	size_t used = 0;

	*weekday_is = false;
	if (first && !led && (used = when_every(text, at, when)) != 0)
		return used;
	if (first && !led && (used = when_span(text, at, when)) != 0) {
		struct when day = *when;

		day.grain = WHEN_minute;
		if (when->grain != WHEN_duration || when_day(text, at, &day) <= used)
			return used;
		*when = (struct when){.day = DAY_NONE, .to_day = DAY_NONE, .from_minute = -1, .to_minute = -1};
	}
	if (!when->has_day && !when->after_ms) {
		int weekday;

		*weekday_is = when_weekday_word(text, at, &weekday) != 0;
		if ((used = when_day(text, at, when)) != 0)
			return used;
	} else if (!said->part && !said->clock.said) {
		used = weekday_was ? date_beside(text, at, when) : weekday_beside(text, at, when);
		if (used)
			return used;
	}
	if (said->part == NULL && (used = read_part(text, at, &part)) != 0 &&
	    !(part->day && (when->has_day || when->repeat != WHEN_ONCE))) {
		if (when->grain == WHEN_range || when->grain == WHEN_vague || when->bad)
			return 0;
		said->part = part;
		said->twice = when->repeat != WHEN_ONCE && twice_a_day(text, at);
		used += said->twice;
		if (part->day)
			when_set_day(when, text->today + (part->day == 9 ? -1 : part->day - 1));
		return used;
	}
	if (!said->clock.said && when->grain != WHEN_range && when->grain != WHEN_vague)
		return read_hour(text, at, led, &said->clock);
	return 0;
}

static size_t
read_pieces(struct said *said, size_t at)
{
	size_t end = at;
	bool weekday_was = false;

	for (;;) {
		bool led, weekday_is;
		const struct part *part = said->part;
		size_t from = end + between(said->text, end, end == at, &led),
		       used = next_piece(said, from, end == at, led, weekday_was, &weekday_is);

		if (used == 0 || (end == at && from > at && when_at(said->text, at) == ' '))
			break;
		if (part != said->part)
			said->before_part = end;
		weekday_was |= weekday_is;
		end = from + used;
		if (said->when->after_ms || said->when->grain == WHEN_duration)
			break;
	}
	return end - at;
}

/* Further hours of the same day: 早上8点和晚上8点, 8:00、12:00. */
static size_t
more_hours(struct said *said, size_t at)
{
	static const struct when_word joins[] = {
	    {"、", 0}, {"和", 0}, {",", 0}, {"及", 0}, {"跟", 0}, {"and", 0}, {"还有", 0}, {"&", 0}};
	struct when *when = said->when;
	size_t used = 0;

	while (when->more_count < WHEN_MORE) {
		struct said next = *said;
		struct when value = *when;
		bool led;
		int none;
		size_t gap = when_blanks(said->text, at + used),
		       join = when_look(said->text, at + used + gap, WHEN_WORDS(joins), &none), more;

		next.when = &value;
		next.clock = (struct clock){0};
		value.has_minute = false;
		if (join == 0 || value.after_ms)
			break;
		gap += join;
		gap += between(said->text, at + used + gap, true, &led);
		const struct part *part = NULL;
		if ((more = read_part(said->text, at + used + gap, &part)) != 0 && part->day)
			break;
		if (more)
			next.part = part;
		more += when_blanks(said->text, at + used + gap + more);
		size_t hour = read_hour(said->text, at + used + gap + more, false, &next.clock);
		if (hour == 0)
			break;
		settle_clock(&next);
		if (value.bad)
			break;
		when->ask |= value.ask;
		when->more[when->more_count++] = (struct when_point){
		    value.has_day && when->has_day ? value.day : DAY_NONE, value.minute};
		used += gap + more + hour;
	}
	return used;
}

/* 每天早上、晚上: at what hours? */
static size_t
parts_behind(const struct said *said, size_t at)
{
	static const struct when_word joins[] = {{"、", 0}, {"和", 0}, {"跟", 0}, {" and ", 0}, {",", 0}};
	const struct part *part = NULL;
	int none;
	size_t join = when_look(said->text, at, WHEN_WORDS(joins), &none),
	       used = join ? read_part(said->text, at + join, &part) : 0;

	if (used)
		said->when->ask |= WHEN_ASK_vague;
	return used ? join + used : 0;
}

/* 每天8点到10点: when in these hours? */
static size_t
hours_to(struct said *said, size_t at)
{
	static const struct when_word joins[] = {{"到", 0}, {"至", 0}, {"-", 0}, {"~", 0}};
	struct clock clock;
	int none;
	size_t join = when_look(said->text, at, WHEN_WORDS(joins), &none),
	       used = join ? read_hour(said->text, at + join, false, &clock) : 0;

	if (used)
		said->when->ask |= WHEN_ASK_vague;
	return used ? join + used : 0;
}

static void
rule_hours(struct when *when)
{
	if (when->repeat == WHEN_ONCE || !when->has_minute || when->grain == WHEN_part)
		return;
	when->rule.minute[0] = when->minute;
	when->rule.times = 1;
	for (size_t i = 0; i < when->more_count && when->rule.times < REPEAT_TIMES; i++) {
		int k = when->rule.times++;

		for (; k > 0 && when->rule.minute[k - 1] > when->more[i].minute; k--)
			when->rule.minute[k] = when->rule.minute[k - 1];
		when->rule.minute[k] = when->more[i].minute;
	}
	when->more_count = 0;
}

static const struct when empty = {.day = DAY_NONE, .to_day = DAY_NONE, .from_minute = -1, .to_minute = -1};

/* One point in time or one rule. */
static size_t
read_point(const struct when_text *text, size_t at, struct when *when)
{
	struct said said = {.text = text, .when = when};

	*when = empty;
	size_t used = read_pieces(&said, at);
	if (used == 0)
		return 0;
	if (said.clock.said) {
		settle_clock(&said);
	} else if (said.part && said.part->single && when->repeat == WHEN_ONCE) {
		return said.before_part > at ? said.before_part - at : 0; /* 早 and 晚 alone are no time */
	} else if (said.part) {
		settle_part(&said);
		if (when->repeat != WHEN_ONCE)
			used += parts_behind(&said, at + used);
	}
	if (said.clock.said) {
		static const struct when_word about[] = {{"左右", 0}, {"整", 0}, {"钟左右", 0}};
		int none;

		used += when_look(text, at + used, WHEN_WORDS(about), &none);
		if (said.twice && when->minute < 720)
			when->more[when->more_count++] = (struct when_point){DAY_NONE, when->minute + 720};
		if (when->repeat != WHEN_ONCE || (text->allow & WHEN_LISTS))
			used += more_hours(&said, at + used);
	}
	if (said.clock.said && when->repeat != WHEN_ONCE)
		used += hours_to(&said, at + used);
	rule_hours(when);
	return used;
}

/* ---- ranges, lists of days, vague words ---- */

/* 到, 至, -, to: what joins the ends of a range. */
static size_t
range_join(const struct when_text *text, size_t at)
{
	static const struct when_word joins[] = {{"到", 0}, {"至", 0}, {"直到", 0}, {"-", 0}, {"--", 0}, {"~", 0},
	    {"—", 0}, {"——", 0}, {"–", 0}, {"to", 0}, {"until", 0}, {"till", 0}, {"through", 0}, {"and", 1}};
	int kind = 0;
	size_t gap = when_blanks(text, at), used = when_look(text, at + gap, WHEN_WORDS(joins), &kind);

	if (used == 0 || kind == 1)
		return 0;
	return gap + used + when_blanks(text, at + gap + used);
}

static bool
is_point(const struct when *when)
{
	return when->repeat == WHEN_ONCE && !when->bad && !when->after_ms && !when->within &&
	    (when->grain == WHEN_day || when->grain == WHEN_minute || when->grain == WHEN_part);
}

/* The first end stands in *when; the second one makes it a range. */
static void
close_range(const struct when_text *text, struct when *when, const struct when *end)
{
	when->to_day = end->has_day ? end->day : when->day;
	when->from_minute = when->has_minute ? (when->grain == WHEN_part ? when->from_minute : when->minute) : -1;
	when->to_minute = end->has_minute ? (end->grain == WHEN_part ? end->to_minute : end->minute) : -1;
	/* 下午三点到五点 */
	if (!end->has_day && end->vague_hour && when->has_minute && when->to_minute + 720 > when->from_minute &&
	    when->to_minute <= when->from_minute)
		when->to_minute += 720;
	else if (!end->has_day && end->vague_hour && !when->vague_hour &&
	    when->to_minute - 720 > when->from_minute)
		when->to_minute -= 720;
	if (!when->has_day && !end->has_day)
		when->to_day = DAY_NONE;
	else if (!when->has_day)
		when_set_day(when, text->today);
	if (when->from_minute < 0 && when->to_minute >= 0)
		when->ask |= WHEN_ASK_vague; /* monday to friday at nine */
	if (when->from_minute < 0 || when->to_minute < 0)
		when->has_minute = when->from_minute >= 0;
	when->grain = WHEN_range;
	when->ask |= end->ask & ~(uint32_t)WHEN_ASK_past & ~(uint32_t)WHEN_ASK_half;
	when->ask &= ~(uint32_t)WHEN_ASK_half;
	if (when->to_day != DAY_NONE && when->to_day < when->day)
		when->bad = true;
}

static size_t
range_behind(const struct when_text *text, size_t at, struct when *when)
{
	static const struct when_word starts[] = {
	    {"起", 0}, {"开始", 0}, {"起连续", 0}, {"开始连续", 0}, {"for", 0}};
	struct when_text later = *text;
	struct when end;
	int none;
	size_t gap = when_blanks(text, at), join = when_look(text, at + gap, WHEN_WORDS(starts), &none), used;

	if (join && when->grain == WHEN_day) {
		struct when length = empty;

		gap += join;
		gap += when_blanks(text, at + gap);
		if ((used = when_length(text, at + gap, &length)) == 0 || !length.lo_days)
			return 0;
		when->to_day = when->day + (int32_t)(length.lo_ms / MS_DAY) - 1;
		when->grain = WHEN_range;
		return gap + used;
	}
	if ((join = range_join(text, at)) == 0)
		return 0;
	later.allow &= ~(uint32_t)(WHEN_RANGES | WHEN_LISTS | WHEN_DURATIONS | WHEN_VAGUE);
	later.least = when->has_day ? when->day : text->today;
	used = read_point(&later, at + join, &end);
	if (used == 0 || !is_point(&end) || (end.has_minute && !end.has_day && !when->has_minute))
		return 0;
	close_range(text, when, &end);
	return join + used;
}

/* 到周日, 从明天到周五, until sunday, by friday. */
static size_t
range_led(const struct when_text *text, size_t at, struct when *when)
{
	static const struct when_word untils[] = {{"到", 1}, {"直到", 1}, {"至", 1}, {"截至", 1}, {"截止到", 1},
	    {"until", 1}, {"till", 1}, {"by", 2}, {"before", 2}},
	                              froms[] = {{"从", 0}, {"自", 0}, {"from", 0}, {"between", 0}};
	struct when_text inner = *text;
	int kind;
	size_t used = when_look(text, at, WHEN_WORDS(untils), &kind), more;

	inner.allow &= ~(uint32_t)(WHEN_RANGES | WHEN_LISTS | WHEN_DURATIONS | WHEN_VAGUE);
	if (used) {
		used += when_blanks(text, at + used);
		if ((more = read_point(&inner, at + used, when)) == 0 || !is_point(when))
			return 0;
		when->within = true;
		return used + more;
	}
	if ((used = when_look(text, at, WHEN_WORDS(froms), &kind)) == 0)
		return 0;
	used += when_blanks(text, at + used);
	if ((more = read_point(&inner, at + used, when)) == 0 || !is_point(when))
		return 0;
	size_t range = range_behind(text, at + used + more, when);
	return range ? used + more + range : 0;
}

/* The last day of a list says the hour of all. */
static void
take_hour(struct when *when, const struct when *last)
{
	for (size_t i = 0; i < when->more_count; i++)
		when->more[i].minute = last->minute;
	when->more[when->more_count++] = (struct when_point){last->day, last->minute};
	when->has_minute = true;
	when->minute = last->minute;
	when->from_minute = last->from_minute;
	when->to_minute = last->to_minute;
	when->vague_hour = last->vague_hour;
	when->ask |= last->ask;
	when->grain = WHEN_minute;
}

/* 周六、周日: further days. */
static size_t
more_days(const struct when_text *text, size_t at, struct when *when)
{
	static const struct when_word joins[] = {
	    {"、", 0}, {"和", 0}, {",", 0}, {"及", 0}, {"跟", 0}, {"and", 0}, {"&", 0}};
	struct when_text later = *text;
	size_t used = 0;

	later.allow &= ~(uint32_t)(WHEN_RANGES | WHEN_LISTS | WHEN_DURATIONS | WHEN_VAGUE);
	later.least = when->day;
	while (when->more_count < WHEN_MORE) {
		struct when next = empty;
		int none;
		size_t gap = when_blanks(text, at + used),
		       join = when_look(text, at + used + gap, WHEN_WORDS(joins), &none), more;

		if (join == 0 && (gap || !when_word(text, at + used, "周"))) /* 周六周日 */
			break;
		gap += join;
		gap += when_blanks(text, at + used + gap);
		if ((more = read_point(&later, at + used + gap, &next)) == 0 || next.bad ||
		    next.repeat != WHEN_ONCE || !next.has_day || next.within || next.after_ms)
			break;
		if (next.has_minute) { /* 明天和后天上午九点: the hour is of both */
			take_hour(when, &next);
			used += gap + more;
			break;
		}
		when->more[when->more_count++] = (struct when_point){next.day, -1};
		when->ask |= next.ask;
		used += gap + more;
	}
	return used;
}

/* 或者周四, or friday: one of two, to be asked about. */
static size_t
either_behind(const struct when_text *text, size_t at)
{
	static const struct when_word ors[] = {{"或者", 0}, {"或", 0}, {"or", 0}, {"还是", 0}};
	struct when_text later = *text;
	struct when other;
	int none;
	size_t gap = when_blanks(text, at), used = when_look(text, at + gap, WHEN_WORDS(ors), &none), more;

	if (used == 0)
		return 0;
	used += gap;
	used += when_blanks(text, at + used);
	later.allow = 0;
	more = read_point(&later, at + used, &other);
	return more && is_point(&other) ? used + more : 0;
}

static size_t
vague_word(const struct when_text *text, size_t at, struct when *when)
{
	static const struct when_word words[] = {{"一会儿", 0}, {"一会", 0}, {"等一会儿", 0}, {"等一会", 0},
	    {"等会儿", 0}, {"等会", 0}, {"待会儿", 0}, {"待会", 0}, {"过会儿", 0}, {"过一会儿", 0}, {"过一会", 0},
	    {"回头", 0}, {"改天", 0}, {"改日", 0}, {"哪天", 0}, {"有空的时候", 0}, {"有空时", 0}, {"有空", 0},
	    {"得空", 0}, {"抽空", 0}, {"过几天", 0}, {"过阵子", 0}, {"过段时间", 0}, {"过些天", 0}, {"尽快", 0},
	    {"尽早", 0}, {"晚些时候", 0}, {"晚点", 0}, {"早点", 0}, {"近期", 0}, {"最近", 0}, {"马上", 0},
	    {"饭后", 0}, {"吃完饭", 0}, {"空了", 0}, {"now", 0}, {"节后", 0}, {"节前", 0}, {"年前", 0},
	    {"年后", 0}, {"不久", 0}, {"几天后", 0}, {"几天之后", 0}, {"半天后", 0}, {"过半天", 0}, {"大半天", 0},
	    {"几分钟后", 0}, {"几小时后", 0}, {"几个小时后", 0}, {"soon", 0}, {"later", 0},
	    {"some day next week", 0}, {"sometime next week", 0}, {"someday", 0}, {"some day", 0},
	    {"sometime", 0}, {"some time", 0}, {"one of these days", 0}, {"as soon as possible", 0}, {"asap", 0},
	    {"in a while", 0}, {"in a bit", 0}, {"in a few days", 0}, {"in a few hours", 0},
	    {"in a few minutes", 0}, {"when you have time", 0}, {"later today", 0}, {"下班前", 1}, {"下班后", 2},
	    {"上班前", 3}, {"放学后", 0}, {"天黑前", 0}};
	static const int spans[][2] = {
	    {0, 0}, {HM(16, 0), HM(18, 0)}, {HM(17, 0), HM(20, 0)}, {HM(7, 0), HM(9, 0)}};
	int kind;
	size_t used = when_look(text, at, WHEN_WORDS(words), &kind);

	if (used == 0)
		return 0;
	*when = empty;
	when->ask = WHEN_ASK_vague;
	when->grain = kind ? WHEN_part : WHEN_vague;
	if (kind) {
		when->has_minute = true;
		when->from_minute = spans[kind][0];
		when->minute = when->to_minute = spans[kind][1];
	}
	return used;
}

size_t
when_read_as(const uint32_t *cp, size_t n, int32_t today, int minute, uint32_t allow, struct when *when)
{
	struct when_text text = {cp, n, today, minute, allow, DAY_NONE};
	size_t used, more = 0;

	*when = empty;
	if (n == 0)
		return 0;
	if ((allow & WHEN_VAGUE) && (used = vague_word(&text, 0, when)) != 0)
		return used;
	if ((allow & WHEN_RANGES) && (used = range_led(&text, 0, when)) != 0)
		return used;
	if ((used = read_point(&text, 0, when)) == 0) {
		*when = empty;
		return 0;
	}
	if (!is_point(when))
		return used;
	if (allow & WHEN_RANGES) {
		static const struct when_word befores[] = {
		    {"之前", 1}, {"以前", 1}, {"前", 1}, {"前后", 2}, {"左右", 2}};
		int kind = 0;

		more = range_behind(&text, used, when);
		if (more == 0)
			more = when_look(&text, used, WHEN_WORDS(befores), &kind);
		when->within = kind == 1;
		if (kind == 2)
			when->ask |= WHEN_ASK_vague;
	}
	if (more == 0 && (allow & WHEN_VAGUE) && (more = either_behind(&text, used)) != 0)
		when->ask |= WHEN_ASK_vague;
	if (more == 0 && (allow & WHEN_LISTS) && when->grain == WHEN_day && !when->has_minute)
		more = more_days(&text, used, when);
	return used + more;
}

size_t
when_read(const uint32_t *cp, size_t n, int32_t today, int minute, struct when *when)
{
	return when_read_as(cp, n, today, minute, 0, when);
}
