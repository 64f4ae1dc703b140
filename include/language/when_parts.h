/* The parts of the grammar of times, for src/language/when*.c alone: each reads one piece at a
 * place of the text and says how many code points it took, 0 for none. */
#ifndef LANGUAGE_WHEN_PARTS_H
#define LANGUAGE_WHEN_PARTS_H

#include "language/when.h"

struct when_text {
	const uint32_t *cp;
	size_t n;
	int32_t today;
	int minute;
	uint32_t allow;
	int32_t least; /* behind 12号到 a bare day is not before this one; DAY_NONE */
};

struct when_word {
	const char *word;
	int value;
};
#define WHEN_WORDS(table) table, sizeof table / sizeof *table

/* The code point there, 0 behind the end. */
static inline uint32_t
when_at(const struct when_text *text, size_t at)
{
	return at < text->n ? text->cp[at] : 0;
}

/* The first code point of a word; of a literal the compiler knows it. */
static inline uint32_t
when_head(const char *word)
{
	const unsigned char *p = (const unsigned char *)word;

	if (p[0] < 0xc0)
		return p[0];
	return p[0] < 0xe0 ? (p[0] & 0x1fu) << 6 | (p[1] & 0x3fu)
	                   : (p[0] & 0xfu) << 12 | (p[1] & 0x3fu) << 6 | (p[2] & 0x3fu);
}
/* when_word for a word whose first code point stands there. */
size_t when_word_behind(const struct when_text *text, size_t at, const char *word);
/* Does the word stand there? An English one must end there. Code points, or 0. Hundreds of words
 * are asked for at every place, and nearly all differ in the first character: that is looked at here. */
static inline size_t
when_word(const struct when_text *text, size_t at, const char *word)
{
	return when_head(word) == when_at(text, at) ? when_word_behind(text, at, word) : 0;
}
/* The longest word of the table that stands there. */
size_t when_look(
    const struct when_text *text, size_t at, const struct when_word *table, size_t count, int *value);
size_t when_blanks(const struct when_text *text, size_t at);
/* A whole number in figures or words of either language; lo and hi differ for 两三. */
size_t when_number(const struct when_text *text, size_t at, int64_t *lo, int64_t *hi);
/* An exact one within lo … hi. */
size_t when_exact(const struct when_text *text, size_t at, int lo, int hi, int *value);
/* Does a unit stand there that makes the number before it no date: 人, 元, 桌? */
bool when_counts(const struct when_text *text, size_t at);
/* The weekday 1 … 7 of 一 … 日, 天, 1 … 7; or 0. */
int when_weekday_sign(const struct when_text *text, size_t at);
/* 周三, 星期天, 礼拜六, wednesday, wed: the weekday; no lead word. */
size_t when_weekday_word(const struct when_text *text, size_t at, int *weekday);

/* january, dec. */
size_t when_month_name(const struct when_text *text, size_t at);
/* A day, of whatever kind, or a range of days that is vague. */
size_t when_day(const struct when_text *text, size_t at, struct when *when);
/* 半小时后, within 3 days, 一周前; a duration alone where that is allowed. */
size_t when_span(const struct when_text *text, size_t at, struct when *when);
/* Only the length: 一个小时零十分钟. */
size_t when_length(const struct when_text *text, size_t at, struct when *when);
/* 每周一三五, 隔天, every other friday; without the hours. */
size_t when_every(const struct when_text *text, size_t at, struct when *when);
/* A year is put to month and day: the nearest, or as the text is allowed. False: no such date. */
bool when_date(const struct when_text *text, int year, int month, int day, struct when *when);
void when_set_day(struct when *when, int32_t day);
/* The last day of the month so many months from today. */
int32_t when_month_end(int32_t today, int months);
int32_t when_add_months(int32_t day, int months);

#endif
