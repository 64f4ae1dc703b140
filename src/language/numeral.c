/* Numbers as people write them; see the header. */
#include "language/numeral.h"

#include <stdbool.h>

#define VALUE_MAX 1000000000000000LL /* hundredths: 10^13 */

static int
digit(uint32_t cp)
{
	static const struct {
		uint32_t cp;
		int value;
	} digits[] = {
	    {0x96f6, 0},
	    {0x4e00, 1},
	    {0x4e8c, 2},
	    {0x4e24, 2},
	    {0x4e09, 3},
	    {0x56db, 4},
	    {0x4e94, 5},
	    {0x516d, 6},
	    {0x4e03, 7},
	    {0x516b, 8},
	    {0x4e5d, 9},
	    {0x4fe9, 2},
	    {0x4ee8, 3},
	    {0x58f9, 1},
	    {0x8d30, 2},
	    {0x53c1, 3},
	    {0x8086, 4},
	    {0x4f0d, 5},
	    {0x9646, 6},
	    {0x67d2, 7},
	    {0x634c, 8},
	    {0x7396, 9},
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
	case 0x5341:
	case 0x62fe: return 10;
	case 0x767e:
	case 0x4f70: return 100;
	case 0x5343:
	case 0x4edf: return 1000;
	case 0x4e07: return 10000;
	case 0x4ebf: return 100000000;
	default: return 0;
	}
}

static bool
arabic(uint32_t cp)
{
	return cp >= '0' && cp <= '9';
}

/* 150, 1,500, 12.5, then an optional 百/千/万/亿. */
static size_t
read_arabic(const uint32_t *cp, size_t n, int64_t *hundredths)
{
	size_t i = 0, digits = 0;
	int64_t value = 0;

	while (i < n &&
	    (arabic(cp[i]) ||
	        (cp[i] == ',' && digits && i + 3 < n && arabic(cp[i + 1]) && arabic(cp[i + 2]) &&
	            arabic(cp[i + 3]) && (i + 4 >= n || !arabic(cp[i + 4]))))) {
		if (cp[i] != ',') {
			if (++digits > 13)
				return 0;
			value = value * 10 + (int64_t)(cp[i] - '0');
		}
		i++;
	}
	value *= 100;
	if (i + 1 < n && cp[i] == '.' && arabic(cp[i + 1])) {
		value += (int64_t)(cp[i + 1] - '0') * 10;
		i += 2;
		if (i < n && arabic(cp[i]))
			value += (int64_t)(cp[i++] - '0');
		while (i < n && arabic(cp[i]))
			i++;
	}
	if (i < n && unit(cp[i]) >= 100) {
		if (value > VALUE_MAX / unit(cp[i]))
			return 0;
		value *= unit(cp[i++]);
	}
	*hundredths = value;
	return value <= VALUE_MAX ? i : 0;
}

/* 一百五十, 百五, 两万三 (= 23,000), 十五, 一五〇 (digit by digit). */
static size_t
read_chinese(const uint32_t *cp, size_t n, int64_t *hundredths)
{
	int64_t total = 0, section = 0, last_unit = 0;
	int pending = -1;
	size_t i = 0;
	bool any = false, zero = false, row = true;
	int64_t in_row = 0;

	for (; i < n && i < 24; i++) {
		int d = digit(cp[i]);
		int64_t u = unit(cp[i]);

		if (d >= 0) {
			if (pending > 0 && d >= 0 && !row)
				break; /* 三五十: no number */
			in_row = in_row * 10 + d;
			if (in_row > VALUE_MAX / 1000)
				return 0;
			zero |= d == 0;
			pending = d;
			any = true;
			continue;
		}
		if (u == 0)
			break;
		if (!any && u > 100)
			break; /* 千 or 万 alone is no number */
		if (row && in_row >= 10)
			break; /* 一五〇 then a unit */
		row = false;
		if (u >= 10000) {
			total = (total + section + (pending > 0 ? pending : 0)) * u;
			section = 0;
		} else {
			section += (pending > 0 ? pending : 1) * u;
		}
		if (total + section > VALUE_MAX / 100)
			return 0;
		last_unit = u;
		pending = -1;
		zero = false;
		in_row = 0;
		any = true;
	}
	if (!any)
		return 0;
	if (row) {
		*hundredths = in_row * 100;
	} else {
		if (pending > 0) /* 百五 is 150, 一百零五 is 105 */
			section += (!zero && last_unit >= 100) ? pending * (last_unit / 10) : pending;
		*hundredths = (total + section) * 100;
	}
	return i;
}

size_t
numeral_read(const uint32_t *cp, size_t n, int64_t *hundredths)
{
	if (n == 0)
		return 0;
	if (arabic(cp[0]))
		return read_arabic(cp, n, hundredths);
	if (cp[0] == 0x534a) { /* 半 */
		*hundredths = 50;
		return 1;
	}
	return read_chinese(cp, n, hundredths);
}
