/* UTF-8 text; see the header. */
#include "base/text.h"

#include <string.h>

#include "base/buf.h"

#define NUMBER_DIGITS 24

bool
text_valid(const char *text, size_t n)
{
	const unsigned char *p = (const unsigned char *)text, *end = p + n;

	while (p < end) {
		if (*p == 0)
			return false;
		if (*p < 0x80) {
			p++;
			continue;
		}
		int more = *p >= 0xf0 && *p <= 0xf4 ? 3
		    : *p >= 0xe0 && *p < 0xf0       ? 2
		    : *p >= 0xc2 && *p < 0xe0       ? 1
		                                    : 0;
		if (more == 0 || end - p <= more)
			return false;
		for (int i = 1; i <= more; i++)
			if ((p[i] & 0xc0) != 0x80)
				return false;
		if ((*p == 0xe0 && p[1] < 0xa0) || (*p == 0xed && p[1] > 0x9f) || (*p == 0xf0 && p[1] < 0x90) ||
		    (*p == 0xf4 && p[1] > 0x8f))
			return false;
		p += more + 1;
	}
	return true;
}

uint32_t
text_next(const char **at)
{
	const unsigned char *p = (const unsigned char *)*at;
	uint32_t cp = *p;
	int more = cp >= 0xf0 ? 3 : cp >= 0xe0 ? 2 : cp >= 0xc0 ? 1 : 0;

	if (cp == 0)
		return 0;
	if (more)
		cp &= 0x3fu >> more;
	for (int i = 1; i <= more; i++)
		cp = cp << 6 | (p[i] & 0x3f);
	*at += more + 1;
	return cp;
}

size_t
text_encode(uint32_t cp, char *out)
{
	if (cp < 0x80) {
		out[0] = (char)cp;
		return 1;
	}
	if (cp < 0x800) {
		out[0] = (char)(0xc0 | cp >> 6);
		out[1] = (char)(0x80 | (cp & 0x3f));
		return 2;
	}
	if (cp < 0x10000) {
		out[0] = (char)(0xe0 | cp >> 12);
		out[1] = (char)(0x80 | (cp >> 6 & 0x3f));
		out[2] = (char)(0x80 | (cp & 0x3f));
		return 3;
	}
	out[0] = (char)(0xf0 | cp >> 18);
	out[1] = (char)(0x80 | (cp >> 12 & 0x3f));
	out[2] = (char)(0x80 | (cp >> 6 & 0x3f));
	out[3] = (char)(0x80 | (cp & 0x3f));
	return 4;
}

size_t
text_length(const char *text)
{
	size_t n = 0;

	for (; text && *text; text++)
		n += ((unsigned char)*text & 0xc0) != 0x80;
	return n;
}

size_t
text_part(const char *text, size_t room)
{
	size_t n = strlen(text), line = 0, clause = 0, at = 0;

	if (n <= room)
		return n;
	for (const char *next = text; *next;) {
		uint32_t cp = text_next(&next);

		if ((size_t)(next - text) > room)
			break;
		at = (size_t)(next - text);
		if (cp == '\n')
			line = at;
		else if (cp == 0x3002 || cp == 0xff1b || cp == 0xff0c || cp == 0x3001 || cp == ' ') /* 。；，、 */
			clause = at;
	}
	return line > room / 2 ? line : clause > room / 2 ? clause : at;
}

bool
text_starts(const char *text, const char *prefix)
{
	return strncmp(text, prefix, strlen(prefix)) == 0;
}

bool
text_empty(const char *text)
{
	return text == NULL || *text == 0;
}

bool
text_equal(const char *a, const char *b)
{
	return strcmp(a ? a : "", b ? b : "") == 0;
}

uint64_t
text_hash(const char *text)
{
	uint64_t hash = 0xcbf29ce484222325u;

	for (; text && *text; text++)
		hash = (hash ^ (unsigned char)*text) * 0x100000001b3u;
	return hash;
}

char *
text_mask_name(struct arena *arena, const char *name)
{
	size_t n = text_length(name), i = 0;
	char *out = arena_alloc(arena, strlen(name) + n + 1), *w = out;

	/* The first character stays, of three and more the last one too. */
	while (*name) {
		uint32_t cp = text_next(&name);
		bool shown = i == 0 || (n >= 3 && i == n - 1);

		if (shown)
			w += text_encode(cp, w);
		else
			*w++ = '*';
		i++;
	}
	*w = 0;
	return out;
}

const char *
text_past_bom(const char *p, size_t *n)
{
	if (*n < 3 || memcmp(p, "\xef\xbb\xbf", 3) != 0)
		return p;
	*n -= 3;
	return p + 3;
}

int
text_digit(const char *p, size_t *bytes)
{
	const unsigned char *u = (const unsigned char *)p;

	*bytes = 1;
	if (*u >= '0' && *u <= '9')
		return *u - '0';
	if (u[0] != 0xef || u[1] != 0xbc || u[2] < 0x90 || u[2] > 0x99)
		return -1;
	*bytes = 3;
	return u[2] - 0x90;
}

/* Digits as people write them: ASCII or full width, one blank or dash between them. */
struct digits {
	const char *at[NUMBER_DIGITS]; /* where each digit stands */
	int digit[NUMBER_DIGITS];
	size_t count, run; /* of all; of those before the first mark */
	const char *end;
};

static bool
number_mark(const char *p)
{
	size_t bytes;

	return (*p == '-' || *p == ' ') && text_digit(p + 1, &bytes) >= 0;
}

static struct digits
number_at(const char *p)
{
	struct digits number = {0};
	size_t bytes;

	for (int digit; number.count < NUMBER_DIGITS;) {
		if ((digit = text_digit(p, &bytes)) >= 0) {
			number.at[number.count] = p;
			number.digit[number.count++] = digit;
			p += bytes;
		} else if (number.count && number_mark(p)) {
			number.run = number.run ? number.run : number.count;
			p++;
		} else
			break;
		number.end = p;
	}
	number.run = number.run ? number.run : number.count;
	return number;
}

/* Which digits of it are nobody's business: from `*from` on so many; 0: it is no number of a person. */
static size_t
number_hides(const struct digits *number, bool x, size_t *from)
{
	const int *d = number->digit;
	size_t n = number->count, country = n == 13 && d[0] == 8 && d[1] == 6 ? 2 : 0, left = n - country;

	if (left == 11 && d[country] == 1) { /* a mobile, written in one or in parts */
		*from = country + 3;
		return 4;
	}
	if (number->run == n && (n == 15 || n == 18 || (n == 17 && x))) {
		*from = 6;
		return n + x - 10;
	}
	if (number->run == n && n >= 12 && n <= 20 && !(d[0] == 0 && n == 12)) { /* bank cards and the like */
		*from = 4;
		return n - 8;
	}
	if (d[0] == 0 && n >= 10 && n <= 12 && (number->run == n || number->run == 3 || number->run == 4)) {
		*from = n - 4; /* a landline with its area */
		return 4;
	}
	return 0;
}

char *
text_mask_numbers(struct arena *arena, const char *text)
{
	struct buf out = {0};

	while (*text) {
		struct digits number = number_at(text);
		size_t from = 0, bytes, hide;

		if (number.count == 0) {
			buf_addc(&out, *text++);
			continue;
		}
		bool x = number.count == 17 && (*number.end == 'X' || *number.end == 'x');
		hide = number_hides(&number, x, &from);
		/* Of several numbers in a row the first may be one: 138 0013 8001 2. */
		for (size_t take = number.count; hide == 0 && take-- > 10;) {
			struct digits part = number;

			part.count = take;
			part.run = part.run < take ? part.run : take;
			part.end = number.at[take];
			if (part.end[-1] != ' ' || (hide = number_hides(&part, false, &from)) == 0)
				continue;
			number = part;
		}
		for (size_t i = 0; i < number.count; i++) {
			const char *end = i + 1 < number.count ? number.at[i + 1] : number.end;

			text_digit(number.at[i], &bytes);
			if (i >= from && i < from + hide)
				buf_addc(&out, '*');
			else
				buf_add(&out, number.at[i], bytes);
			buf_add(&out, number.at[i] + bytes, (size_t)(end - number.at[i]) - bytes);
		}
		text = number.end;
	}
	char *masked = arena_text(arena, out.n ? buf_text(&out) : "", out.n);
	buf_free(&out);
	return masked;
}

/* One telephone number of `count` digits: of a mobile the four before the last four are hidden, of any other
 * the last four. */
static void
mask_phone(const char *from, const char *to, size_t count, int eleventh, struct buf *out)
{
	size_t hide = count >= 11 && eleventh == 1 ? count - 8 : count > 4 ? count - 4 : count, seen = 0, bytes;

	for (const char *p = from; p < to; p += bytes) {
		if (text_digit(p, &bytes) < 0)
			buf_add(out, p, bytes);
		else if (seen >= hide && seen < hide + 4 && ++seen)
			buf_addc(out, '*');
		else if (++seen)
			buf_add(out, p, bytes);
	}
}

const char *
text_mask_phone(struct arena *arena, const char *text)
{
	struct buf out = {0};
	size_t bytes;

	while (*text) {
		const char *from = text;
		int digits[32] = {0};
		size_t count = 0;

		for (int digit; *text && ((digit = text_digit(text, &bytes)) >= 0 || strchr("+-() ", *text));
		     text += bytes)
			if (digit >= 0)
				digits[count++ % 32] = digit;
		if (count)
			mask_phone(from, text, count, count >= 11 ? digits[(count - 11) % 32] : -1, &out);
		else
			buf_add(&out, from, (size_t)(text - from));
		if (*text)
			buf_addc(&out, *text++);
	}
	return buf_keep(&out, arena);
}
