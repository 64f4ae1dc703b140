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
	for (int i = 0; words[i]; i++)
		for (size_t at = from; at < to && at < text.n; at++) {
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

/* What a count of heads means beside the others. */
enum part { PART_total, PART_sum, PART_each_table, PART_each_family, PART_among, PART_same };

static enum part
part_of(struct sentence text, const struct count *counts, size_t count, size_t i, const struct count *last,
    const struct count_people *so_far)
{
	static const char *const each_table[] = {"每桌", "一桌", "per table", "a table", NULL},
	                         *const each_family[] = {"每家", "每户", "每组", "各", "each", NULL},
	                         *const total[] = {"共", "总", "合计", "一起", "加起来", "total", NULL},
	                         *const among[] = {"其中", "里面", "当中", "含", "包括", "among", "of them",
	                             "including", NULL},
	                         *const stays[] = {"住", "吃素", "素", "回民", "清真", "stay", NULL},
	                         *const join[] = {
	                             "+", "加", "和", "跟", "外加", "还有", "以及", "and", "、", NULL};
	const struct count *one = &counts[i];
	size_t low = i ? counts[i - 1].to : 0, clause = clause_start(text, one->from, low),
	       next = i + 1 < count ? counts[i + 1].from : text.n,
	       behind = one->to + 3 < next ? one->to + 3 : next;

	if (between(text, clause, one->from, each_table) ||
	    (so_far->tables && between(text, one->to, one->to + 2, each_table)))
		return PART_each_table;
	if (so_far->families && between(text, clause, one->from, each_family))
		return PART_each_family;
	if (between(text, clause, one->from, total))
		return PART_total;
	if (last == NULL)
		return PART_sum;
	if (between(text, clause, one->from, among))
		return PART_among;
	if (last->role && one->role && last->role != one->role)
		return PART_sum;
	if (one->from - last->to <= 2 && between(text, last->to, one->from, join))
		return PART_sum;
	if (between(text, last->to, behind, stays))
		return PART_among;
	return PART_same;
}

static void
take(struct count_people *out, const struct count *one)
{
	if (out->to == 0)
		out->from = one->from;
	out->to = one->to;
	out->about |= one->about;
	out->ask |= one->ask;
	out->most |= one->most;
}

static void
take_heads(struct count_people *out, const struct count *one, enum part part)
{
	int64_t lo = one->lo / 100, hi = one->hi / 100;

	if (part == PART_among)
		return;
	if (part == PART_same) {
		out->two |= lo != out->lo || hi != out->hi;
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
	out->ask |= one->lo % 100 != 0;
	take(out, one);
}

/* 30+2人, 12加3个: a bare number before the sign counts the same. */
static bool
joined_ahead(struct sentence text, const struct count *counts, size_t count, size_t i)
{
	static const char *const join[] = {"+", "加", NULL};

	return i + 1 < count && counts[i + 1].from - counts[i].to == 1 && counts[i + 1].unit == COUNT_heads &&
	    between(text, counts[i].to, counts[i + 1].from, join);
}

/* Tables: of `table_heads`, unless 每桌 says another number. */
static void
take_tables(struct count_people *out, const struct count *one, bool *two)
{
	if (out->tables && out->tables != one->lo)
		*two = true;
	out->tables = one->lo;
	take(out, one);
}

bool
count_people(const uint32_t *cp, size_t n, const struct count *counts, size_t count, int64_t table_heads,
    bool bare, struct count_people *out)
{
	static const char *const each_table[] = {"每桌", "per table", NULL}, *const one_table[] = {"一桌", NULL};
	struct sentence text = {cp, n};
	const struct count *last = NULL, *tables = NULL;
	bool two = false, among = false;

	*out = (struct count_people){0};
	/* 每桌12人,5桌: the tables may stand behind. */
	for (size_t i = 0; i < count; i++) {
		if (counts[i].unit == COUNT_families && out->families == 0)
			out->families = counts[i].lo / 100;
		if (counts[i].unit == COUNT_tables &&
		    !between(text, i ? counts[i - 1].to : 0, counts[i].to, one_table) &&
		    !between(text, counts[i].from > 0 ? counts[i].from - 1 : 0, counts[i].to, each_table) &&
		    out->tables == 0) {
			out->tables = counts[i].lo;
			tables = &counts[i];
		}
	}
	for (size_t i = 0; i < count; i++) {
		const struct count *one = &counts[i];
		bool heads = one->unit == COUNT_heads ||
		    (one->unit == COUNT_none && (bare || joined_ahead(text, counts, count, i)));

		if (one->unit == COUNT_beds)
			out->beds = one->lo / 100;
		if (one == tables)
			take_tables(out, one, &two);
		if (!heads)
			continue;
		enum part part = part_of(text, counts, count, i, last, out);
		among |= part == PART_among;
		take_heads(out, one, part);
		if (part != PART_among)
			last = one;
	}
	out->two |= two;
	if (last == NULL && tables) {
		out->lo = tables->lo * table_heads / 100;
		out->hi = tables->hi * table_heads / 100;
	} else if (last == NULL && out->families) { /* 5个家庭: of how many? */
		out->ask = true;
		return true;
	}
	return last || tables;
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
			out[count++] = one;
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
		thousands |= cp[i] == 0x4e07 || cp[i] == 0x5343;
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
