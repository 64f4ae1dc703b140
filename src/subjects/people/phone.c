/* Telephone numbers; see the header. */
#include "subjects/people/phone.h"

#include <stdbool.h>
#include <string.h>

#include "base/text.h"

#define DIGITS_MAX 15

/* What stands between the digits of a number that somebody typed. */
static bool
between(uint32_t cp)
{
	return cp == ' ' || cp == '-' || cp == '(' || cp == ')' || cp == '+' || cp == 0xa0 || cp == 0x3000 ||
	    (cp >= 0x2010 && cp <= 0x2015) || cp == 0x2212 || cp == 0xff08 || cp == 0xff09 || cp == 0xff0d ||
	    cp == 0xff0b;
}

/* 010 and 02x have 8 digits behind, the other area codes 7 or 8. */
static bool
landline(const char *digits, size_t n)
{
	bool three = digits[1] == '1' || digits[1] == '2';
	size_t behind = n - (three ? 3 : 4);

	return n > 9 && digits[0] == '0' && digits[1] != '0' && digits[three ? 3 : 4] > '1' &&
	    (behind == 8 || (behind == 7 && !three));
}

const char *
phone_read(const char *text, char out[PHONE_BYTES])
{
	char digits[DIGITS_MAX + 1];
	size_t n = 0;

	for (const char *p = text; *p;) {
		uint32_t cp = text_next(&p);

		cp = cp >= 0xff10 && cp <= 0xff19 ? cp - 0xff10 + '0' : cp;
		if (between(cp))
			continue;
		if (cp == '.' || cp == 0xff0e)
			return "a spreadsheet has made a decimal number of it (format the column as text)";
		if ((cp == 'E' || cp == 'e') && n)
			return "a spreadsheet has rounded it (format the column as text and type it again)";
		if (cp < '0' || cp > '9')
			return "it holds something else than one number";
		if (n == DIGITS_MAX)
			return "it has too many digits; one number a cell";
		digits[n++] = (char)cp;
	}
	digits[n] = 0;
	const char *own = digits;
	if (strncmp(own, "0086", 4) == 0)
		own += 4;
	else if (strncmp(own, "86", 2) == 0 && n > 11)
		own += 2;
	n = strlen(own);
	bool area = (own[0] > '1' && own[0] <= '9') || strncmp(own, "10", 2) == 0;
	if (own != digits && n >= 9 && n < 12 && area) { /* +86 576 8388 8888 */
		own = memmove(digits + 1, own, n + 1);
		digits[0] = '0';
		own = digits;
		n++;
	}
	bool mobile = n == 11 && own[0] == '1' && own[1] >= '3';
	if (n < 10)
		return "it is too short: 11 digits of a mobile, or a landline with its area code";
	if (!mobile && !landline(own, n))
		return "it is no mobile number of 11 digits and no landline with its area code";
	memcpy(out, own, n + 1);
	return NULL;
}
