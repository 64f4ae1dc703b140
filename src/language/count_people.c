/* How many people the counts of a text come to; see language/count.h. */
#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "language/count.h"
#include "language/when.h"

struct sentence {
	const uint32_t *cp;
	size_t n;
};

/* Does one of the words stand in cp[from..to)? */
static bool
between(struct sentence text, size_t from, size_t to, const char *const *words)
{
	to = to < text.n ? to : text.n;
	for (int i = 0; words[i]; i++)
		for (size_t at = from; at < to; at++) {
			size_t k = at;
			const char *p = words[i];

			while (*p && k < to && text.cp[k] == text_next(&p) && ++k)
				if (*p == 0)
					return true;
		}
	return false;
}

static size_t
clause_start(struct sentence text, size_t at, size_t low)
{
	while (at > low && text.cp[at - 1] != ',' && text.cp[at - 1] != 0x3002 && text.cp[at - 1] != ';' &&
	    text.cp[at - 1] != 0x3001 && text.cp[at - 1] != '\n')
		at--;
	return at;
}

/* What a count of guests means beside the others. */
enum part { PART_total, PART_sum, PART_each_table, PART_each_family, PART_among, PART_same };

struct adding {
	struct sentence text;
	struct count *counts;
	size_t count;
	int64_t table_heads;
	const struct count *last;   /* taken for all of them */
	const struct count *tables; /* how many tables */
	struct count_people *out;
};

static const char *const joins[] = {"+", "加", "和", "跟", "外加", "还有", "以及", "and", "、", NULL};
static const char *const diets[] = {"吃素", "素食", "素", "回民", "清真", "vegetarian", "halal", NULL};

static enum part
part_of(const struct adding *adding, size_t i)
{
	static const char *const each_table[] = {"每桌", "一桌", "per table", "a table", NULL},
	                         *const each_family[] = {"每家", "每户", "每组", "各", "each", NULL},
	                         *const total[] = {"共", "总", "合计", "一起", "加起来", "total", NULL},
	                         *const among[] = {"其中", "里面", "当中", "含", "包括", "有", "among", "of them",
	                             "including", NULL},
	                         *const besides[] = {"还有", "外加", "另加", "另有", "besides", NULL},
	                         *const stays[] = {"住", "吃素", "素", "回民", "清真", "要", "轮椅", "stay",
	                             "vegetarian", "halal", NULL};
	const struct count *one = &adding->counts[i], *last = adding->last;
	struct sentence text = adding->text;
	size_t low = i ? adding->counts[i - 1].to : 0, clause = clause_start(text, one->from, low),
	       next = i + 1 < adding->count ? adding->counts[i + 1].from : text.n,
	       behind = one->to + 4 < next ? one->to + 4 : next;

	if (one->unit != COUNT_tables &&
	    (between(text, clause, one->from, each_table) ||
	        (adding->out->tables && between(text, one->to, one->to + 2, each_table))))
		return PART_each_table;
	if (adding->out->families && between(text, clause, one->from, each_family))
		return PART_each_family;
	if (between(text, clause, one->from, total))
		return PART_total;
	if (last == NULL)
		return PART_sum;
	if ((last->role && one->role && last->role != one->role) || between(text, clause, one->from, besides))
		return PART_sum;
	if (between(text, clause, one->from, among) || between(text, clause, one->from, diets))
		return PART_among;
	if (one->from - last->to <= 2 && between(text, last->to, one->from, joins))
		return PART_sum;
	if (between(text, one->from, behind, stays) ||
	    between(text, last->to, one->from, (const char *const[]){"住", NULL}))
		return PART_among;
	return PART_same;
}

static void
take(struct count_people *out, const struct count *one)
{
	if (out->to == 0)
		out->from = one->from;
	out->to = one->to > out->to ? one->to : out->to;
	out->about |= one->about;
	out->ask |= one->ask;
	out->most |= one->most;
}

/* Heads and tables both say how many: 150人15桌. A table may be laid for a few more or less. */
static bool
agrees(const struct adding *adding, const struct count *one, int64_t lo, int64_t hi)
{
	int64_t known = adding->out->lo;

	if (one->unit == adding->last->unit)
		return lo == known && hi == adding->out->hi;
	return lo * 10 >= known * 7 && lo * 10 <= known * 13;
}

static void
take_guests(struct adding *adding, struct count *one, enum part part)
{
	struct count_people *out = adding->out;
	int64_t size = one->unit == COUNT_tables ? adding->table_heads : 1, lo = one->lo * size / 100,
	        hi = one->hi * size / 100;

	if (part == PART_among) {
		one->part = true;
		return;
	}
	if (part == PART_same) {
		out->two |= !agrees(adding, one, lo, hi);
		if (one->unit == COUNT_heads && adding->last->unit == COUNT_tables && !out->two) {
			out->lo = lo; /* 15桌145人: by the head */
			out->hi = hi;
		}
		return;
	}
	if (part == PART_sum) {
		lo += out->lo;
		hi += out->hi;
	} else if (part == PART_each_table && out->tables % 100 == 0) {
		lo *= out->tables / 100;
		hi *= out->tables / 100;
	} else if (part == PART_each_family) {
		lo *= out->families;
		hi *= out->families;
	}
	out->lo = lo;
	out->hi = hi;
	out->ask |= one->lo * size % 100 != 0 && one->unit == COUNT_heads;
	take(out, one);
}

/* 30+2人, 12加3个: a bare number before the sign counts the same. */
static bool
joined_ahead(const struct adding *adding, size_t i)
{
	static const char *const plus[] = {"+", "加", NULL};
	const struct count *counts = adding->counts;

	size_t first = i;

	/* 45+3 of a group: both ends are bare */
	if (i > 0 && counts[i].unit == COUNT_none && counts[i - 1].unit == COUNT_none &&
	    counts[i].from - counts[i - 1].to == 1)
		first = i - 1;
	return first + 1 < adding->count && counts[first + 1].from - counts[first].to == 1 &&
	    (counts[first + 1].unit == COUNT_heads || counts[first + 1].unit == COUNT_none) &&
	    between(adding->text, counts[first].to, counts[first + 1].from, plus);
}

/* 一个团,38人: the crowd has its number. */
static bool
told_elsewhere(const struct adding *adding, const struct count *one)
{
	for (size_t i = 0; one->ask && i < adding->count; i++)
		if ((adding->counts[i].unit == COUNT_heads || adding->counts[i].unit == COUNT_tables) &&
		    !adding->counts[i].ask)
			return true;
	return false;
}

/* How many tables and families there are: 每桌12人,5桌 may say it behind. */
static void
find_frames(struct adding *adding)
{
	static const char *const each_table[] = {"每桌", "per table", NULL}, *const one_table[] = {"一桌", NULL};
	struct count_people *out = adding->out;

	for (size_t i = 0; i < adding->count; i++) {
		const struct count *one = &adding->counts[i];
		size_t low = i ? adding->counts[i - 1].to : 0, clause = clause_start(adding->text, one->from, low);
		bool heads_before = false;

		if (one->unit == COUNT_families && out->families == 0)
			out->families = one->lo / 100;
		if (one->unit == COUNT_beds)
			out->beds = one->lo / 100;
		for (size_t k = 0; k < i; k++)
			heads_before |= adding->counts[k].unit == COUNT_heads;
		if (one->unit != COUNT_tables || out->tables || between(adding->text, low, one->to, one_table) ||
		    between(adding->text, one->from > 0 ? one->from - 1 : 0, one->to, each_table) ||
		    (heads_before && between(adding->text, clause, one->to + 3, diets)))
			continue;
		out->tables = one->lo;
		adding->tables = one;
	}
}

/* 十二人一桌: the 一桌 behind a number of people is how they sit. */
static bool
sits(const struct adding *adding, const struct count *one)
{
	return one->unit == COUNT_tables && one != adding->tables && one->lo == 100;
}

bool
count_people(const uint32_t *cp, size_t n, struct count *counts, size_t count, int64_t table_heads, bool bare,
    struct count_people *out)
{
	struct adding adding = {
	    .text = {cp, n}, .counts = counts, .count = count, .table_heads = table_heads, .out = out};

	*out = (struct count_people){0};
	find_frames(&adding);
	for (size_t i = 0; i < count; i++) {
		struct count *one = &counts[i];
		bool guests = one->unit == COUNT_heads || (one->unit == COUNT_tables && !sits(&adding, one)) ||
		    (one->unit == COUNT_none && (bare || joined_ahead(&adding, i)));

		if (!guests || told_elsewhere(&adding, one))
			continue;
		enum part part = part_of(&adding, i);
		take_guests(&adding, one, part);
		if (part != PART_among && (part != PART_same || one->unit == COUNT_heads))
			adding.last = one;
	}
	if (adding.last == NULL && out->families) { /* 5个家庭: of how many? */
		out->ask = true;
		return true;
	}
	return adding.last != NULL;
}

bool
count_firm(const struct count *count)
{
	switch (count->unit) {
	case COUNT_heads:
	case COUNT_tables:
	case COUNT_beds:
	case COUNT_rooms:
	case COUNT_families:
	case COUNT_money:
	case COUNT_place:
	case COUNT_phone:
	case COUNT_area:
	case COUNT_goods: return true;
	default: return false;
	}
}

size_t
count_said(
    const uint32_t *cp, size_t n, size_t from, int32_t today, int minute, struct count *out, size_t max)
{
	size_t count = 0;

	for (size_t at = from; at < n && count < max;) {
		struct when when;
		struct count one;
		size_t time = when_read(cp + at, n - at, today, minute, &when), used = count_at(cp, n, at, &one);

		if (used && (time == 0 || (used >= time && count_firm(&one)))) {
			count = count_next(cp, out, count, &one);
			at += used;
		} else {
			at += time ? time : 1;
		}
	}
	return count;
}

bool
count_money(const struct count *count, const uint32_t *cp, int64_t *fen)
{
	bool thousands = false;

	for (size_t i = count->from; i < count->to; i++)
		thousands |= cp[i] == U'万' || cp[i] == U'千';
	*fen = count->lo;
	return count->lo == count->hi && !count->ask &&
	    (count->unit == COUNT_money || (count->unit == COUNT_none && thousands));
}

/* A value in hundredths without idle zeros. */
static int
put(char *out, size_t room, int64_t hundredths)
{
	if (hundredths % 100 == 0)
		return snprintf(out, room, "%lld", (long long)(hundredths / 100));
	if (hundredths % 10 == 0)
		return snprintf(
		    out, room, "%lld.%lld", (long long)(hundredths / 100), (long long)(hundredths % 100 / 10));
	return snprintf(out, room, "%lld.%02lld", (long long)(hundredths / 100), (long long)(hundredths % 100));
}

void
count_text(const struct count *count, char out[COUNT_TEXT_MAX])
{
	int used = put(out, COUNT_TEXT_MAX, count->lo);

	if (count->lo == count->hi)
		return;
	used += snprintf(out + used, COUNT_TEXT_MAX - (size_t)used, "..");
	put(out + used, COUNT_TEXT_MAX - (size_t)used, count->hi);
}
