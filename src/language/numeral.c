/* Numbers as people write them; see the header. A number is a row of segments, each a run
 * of digits and perhaps a unit: 三 万 | 5 千 | 20. All values are kept as lo..hi, since
 * 七八十 and 十几 are numbers too, only not exact ones. */
#include "language/numeral.h"

#include <stdbool.h>

#define VALUE_MAX 1000000000000000LL /* hundredths: 10^13 */
#define SEGMENTS_MAX 12
#define TWENTY U'廿'
#define THIRTY U'卅'
#define SOME U'几'

static int
digit(uint32_t cp)
{
	static const struct {
		uint32_t cp;
		int value;
	} digits[] = {
	    {U'零', 0},
	    {0x3007, 0},
	    {U'一', 1},
	    {U'二', 2},
	    {U'两', 2},
	    {U'三', 3},
	    {U'四', 4},
	    {U'五', 5},
	    {U'六', 6},
	    {U'七', 7},
	    {U'八', 8},
	    {U'九', 9},
	    {U'俩', 2},
	    {U'仨', 3},
	    {U'壹', 1},
	    {U'贰', 2},
	    {U'叁', 3},
	    {U'肆', 4},
	    {U'伍', 5},
	    {U'陆', 6},
	    {U'柒', 7},
	    {U'捌', 8},
	    {U'玖', 9},
	};

	for (size_t i = 0; i < sizeof digits / sizeof *digits; i++)
		if (digits[i].cp == cp)
			return digits[i].value;
	return -1;
}

static int64_t
unit(uint32_t cp)
{
	switch (cp) {
	case U'十':
	case U'拾': return 10;
	case U'百':
	case U'佰': return 100;
	case U'千':
	case U'仟': return 1000;
	case U'万': return 10000;
	case U'亿': return 100000000;
	default: return 0;
	}
}

static bool
arabic(uint32_t cp)
{
	return cp >= '0' && cp <= '9';
}

/* One run of digits, in hundredths. */
struct run {
	int64_t lo, hi;
	size_t digits;
	bool zero; /* it begins with a zero: 零五 */
	bool arabic;
};

/* 1,500 groups by three; 1,50 is no group. */
static bool
grouped(const uint32_t *cp, size_t n, size_t i)
{
	return cp[i] == ',' && i + 3 < n && arabic(cp[i + 1]) && arabic(cp[i + 2]) && arabic(cp[i + 3]) &&
	    (i + 4 >= n || !arabic(cp[i + 4]));
}

static size_t
arabic_run(const uint32_t *cp, size_t n, bool first, struct run *run)
{
	size_t i = 0;
	int64_t value = 0;

	*run = (struct run){.arabic = true, .zero = cp[0] == '0'};
	while (i < n && (arabic(cp[i]) || (first && run->digits && grouped(cp, n, i)))) {
		if (cp[i] != ',') {
			if (++run->digits > 13)
				return 0;
			value = value * 10 + (int64_t)(cp[i] - '0');
		}
		i++;
	}
	value *= 100;
	if (first && i + 1 < n && cp[i] == '.' && arabic(cp[i + 1])) {
		value += (int64_t)(cp[i + 1] - '0') * 10;
		i += 2;
		if (i < n && arabic(cp[i]))
			value += (int64_t)(cp[i++] - '0');
		while (i < n && arabic(cp[i]))
			i++;
	}
	run->lo = run->hi = value;
	return i;
}

/* 七八 is seven or eight, 三五 three to five: never 78 or 35. */
static bool
either(int first, int second)
{
	return first > 0 && (second == first + 1 || (first == 3 && second == 5));
}

static size_t
chinese_run(const uint32_t *cp, size_t n, struct run *run)
{
	size_t i = 0;
	int64_t value = 0;
	int first = digit(cp[0]), second = n > 1 ? digit(cp[1]) : -1;

	*run = (struct run){.zero = first == 0};
	for (; i < n && i < 14 && digit(cp[i]) >= 0; i++)
		value = value * 10 + digit(cp[i]);
	run->digits = i;
	run->lo = run->hi = value * 100;
	if (i == 2 && either(first, second)) {
		run->digits = 1;
		run->lo = (int64_t)first * 100;
		run->hi = (int64_t)second * 100;
	}
	return i;
}

struct sum {
	int64_t lo, hi;                 /* what stands before the last 万 or 亿 */
	int64_t section_lo, section_hi; /* behind it */
	int64_t last;                   /* the last unit read; 0 if none */
};

/* The run is followed by a unit. False if it cannot stand there: 三十五百. */
static bool
add_unit(struct sum *sum, const struct run *run, int64_t value)
{
	if (sum->last && sum->last < 10000 && value < 10000 && value >= sum->last)
		return false;
	if (run->hi > VALUE_MAX / value || sum->section_hi > VALUE_MAX / value || sum->hi > VALUE_MAX / value)
		return false;
	if (value >= 10000) {
		sum->lo = (sum->lo + sum->section_lo + run->lo) * value;
		sum->hi = (sum->hi + sum->section_hi + run->hi) * value;
		sum->section_lo = sum->section_hi = 0;
	} else {
		sum->section_lo += run->lo * value;
		sum->section_hi += run->hi * value;
	}
	sum->last = value;
	return sum->hi + sum->section_hi <= VALUE_MAX;
}

/* The run ends the number: 一百五 is 150, 一百零五 and 1百05 are 105, 3百20 is 320. False
 * if it has more digits than the unit before it leaves room for. */
static bool
add_tail(struct sum *sum, const struct run *run)
{
	int64_t times = !run->zero && run->digits == 1 && sum->last >= 100 ? sum->last / 10 : 1;

	if (sum->last && run->hi >= sum->last * 100)
		return false;
	sum->section_lo += run->lo * times;
	sum->section_hi += run->hi * times;
	return true;
}

/* 十, 廿, 卅, 百 that begin a number without a digit. */
static size_t
bare_unit(uint32_t cp, struct run *run, int64_t *value)
{
	*run = (struct run){.lo = 100, .hi = 100, .digits = 1};
	*value = 10;
	if (cp == TWENTY || cp == THIRTY) {
		run->lo = run->hi = cp == TWENTY ? 200 : 300;
		return 1;
	}
	*value = unit(cp);
	return *value == 10 || *value == 100 ? 1 : 0;
}

/* One segment at cp[i]; code points used, 0 where the number has ended. */
static size_t
segment(const uint32_t *cp, size_t n, size_t i, struct sum *sum, bool *ends)
{
	struct run run;
	size_t used = 0;
	int64_t value = 0;

	*ends = true;
	if (arabic(cp[i]))
		used = arabic_run(cp + i, n - i, i == 0, &run);
	else if (digit(cp[i]) >= 0)
		used = chinese_run(cp + i, n - i, &run);
	if (used == 1 && run.zero && !run.arabic && i + 1 < n && arabic(cp[i + 1])) { /* 4百零5 */
		used += arabic_run(cp + i + 1, n - i - 1, false, &run);
		run.zero = true;
	}
	if (used) {
		value = i + used < n ? unit(cp[i + used]) : 0;
		if ((run.arabic && value == 10) || (!run.arabic && run.digits > 1 && !run.zero))
			value = 0;                                    /* 20十一 and 一五〇百 end before the unit */
	} else if (sum->section_hi && unit(cp[i]) >= 10000) { /* 一百|万 */
		run = (struct run){.digits = 1};
		value = unit(cp[i]);
		used = 0;
	} else if (bare_unit(cp[i], &run, &value) == 0) {
		return 0;
	} else {
		*ends = false;
		return add_unit(sum, &run, value) ? 1 : 0;
	}
	if (value) {
		*ends = false;
		return add_unit(sum, &run, value) ? used + 1 : 0;
	}
	return add_tail(sum, &run) ? used : 0;
}

size_t
numeral_range(const uint32_t *cp, size_t n, int64_t *lo, int64_t *hi)
{
	struct sum sum = {0};
	size_t i = 0;
	bool ends = false;

	if (n == 0)
		return 0;
	if (cp[0] == U'半') {
		*lo = *hi = 50;
		return 1;
	}
	for (int k = 0; k < SEGMENTS_MAX && i < n && !ends; k++) {
		size_t used = segment(cp, n, i, &sum, &ends);

		if (used == 0)
			break;
		i += used;
	}
	/* 十几 is 11 to 19, 一百几 has no end that anybody means. */
	if (i > 0 && i < n && sum.last == 10 && unit(cp[i - 1]) == 10 && cp[i] == SOME) {
		sum.section_lo += 100;
		sum.section_hi += 900;
		i++;
	}
	*lo = sum.lo + sum.section_lo;
	*hi = sum.hi + sum.section_hi;
	return *hi <= VALUE_MAX ? i : 0;
}

size_t
numeral_read(const uint32_t *cp, size_t n, int64_t *hundredths)
{
	int64_t hi = 0;
	size_t used = numeral_range(cp, n, hundredths, &hi);

	return used && *hundredths == hi ? used : 0;
}
