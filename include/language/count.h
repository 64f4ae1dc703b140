/* Everything that is counted: 150人, 两桌半, 七八个, 3万5千元, 12号, 6号楼, 5天, twenty-five
 * guests. One reader for both languages: a value, its unit, and whether it is certain.
 * Pure; works on folded code points. Times are language/when's: who knows the day marks
 * them as taken, and they are then no counts. */
#ifndef LANGUAGE_COUNT_H
#define LANGUAGE_COUNT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum count_unit {
	COUNT_none,     /* a number without a unit */
	COUNT_heads,    /* 人 位 名 口 大人 小孩; 对 counts two */
	COUNT_tables,   /* 桌 席 */
	COUNT_beds,     /* 床 床位 */
	COUNT_rooms,    /* 间 */
	COUNT_families, /* 家 户 组 */
	COUNT_parties,  /* 批 团: of unknown size */
	COUNT_days,
	COUNT_workdays,
	COUNT_weeks,
	COUNT_months,
	COUNT_years,
	COUNT_nights,
	COUNT_hours,
	COUNT_minutes,
	COUNT_money,   /* in fen */
	COUNT_points,  /* 点 分: of a ledger, or of the clock */
	COUNT_record,  /* 12号, #12, 第12条, 抄告2 */
	COUNT_ordinal, /* 第3次, 头一个 */
	COUNT_place,   /* 6号楼, 12号院, 村口3号 */
	COUNT_phone,   /* a telephone or identity number; the value is not kept */
	COUNT_area,    /* 亩 */
	COUNT_goods,   /* 斤, 袋, 个 of a thing */
	COUNT_UNITS
};

/* Who the heads are, where it is said: 20个大人5个小孩 are 25. */
enum count_role { COUNT_anybody, COUNT_adults, COUNT_children, COUNT_old, COUNT_men, COUNT_women };

struct count {
	int64_t lo, hi; /* in hundredths of the unit, of money fen; equal when exact */
	enum count_unit unit;
	enum count_role role;
	size_t from, to; /* code points, with 大概 before and 左右 behind */
	bool about;      /* not exact: 七八个, 三十来人, 大概150人, 100到120人 */
	bool ask;        /* two sensible readings (1,20人) or none (好几桌): lo and hi are only bounds */
	bool generic;    /* 个 alone: what is counted follows from the rest */
	bool most;       /* 最多150人 */
	bool least;      /* 至少150人 */
	bool sign;       /* a minus stands before it */
	bool part;       /* of another count: 其中10人吃素; set by count_people */
};

/* The count that stands at cp[at]; looks back a few code points for what belongs to it (村口3号,
 * 编号3). Code points used, 0 if there is none. */
size_t count_at(const uint32_t *cp, size_t n, size_t at, struct count *out);
/* A minus sign: phones and office programs have many. */
bool count_minus(uint32_t cp);
/* Adds one to a list: 50元一位 and 800元一桌 are prices, and count nobody. The new number. */
size_t count_next(const uint32_t *cp, struct count *out, size_t count, const struct count *one);
/* All counts of a text in order, at most `max`; code points marked in `taken` (NULL: none)
 * belong to times. Their number. */
size_t count_all(const uint32_t *cp, size_t n, size_t from, const bool *taken, struct count *out, size_t max);

/* Is it a count whatever a reader of times makes of it? 十一家人 counts families, whatever
 * holiday 十一 is; 12点, 14号 and 3天后 are times. */
bool count_firm(const struct count *count);
/* The same of a sentence said on `today` at `minute`: what is a time, a date or a duration
 * from now is no count. */
size_t count_said(
    const uint32_t *cp, size_t n, size_t from, int32_t today, int minute, struct count *out, size_t max);

/* How many people the counts of a text come to. */
struct count_people {
	int64_t lo, hi;         /* heads; equal when exact */
	int64_t tables;         /* hundredths; 0 if none are said */
	int64_t beds, families; /* 0 if none are said */
	bool about, ask, two;   /* two: several numbers that do not go together */
	bool most;
	size_t from, to; /* from the first to behind the last count taken */
};
/* Adds what is said together (20个大人5个小孩, 30+2人), multiplies (6桌每桌10人), leaves out
 * what is a part (80人含10个小孩). Tables alone are of `table_heads`. A number without a unit
 * counts people only with `bare`. False if nobody is counted. */
bool count_people(const uint32_t *cp, size_t n, struct count *counts, size_t count, int64_t table_heads,
    bool bare, struct count_people *out);
/* Money in fen; 1万2 without 元 is money enough: nobody counts people so where money is meant. */
bool count_money(const struct count *count, const uint32_t *cp, int64_t *fen);

#define COUNT_TEXT_MAX 48
/* "150", "2.5", "70..80". */
void count_text(const struct count *count, char out[COUNT_TEXT_MAX]);

#endif
