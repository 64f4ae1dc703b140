/* Normal forms by utf8proc; see the header. */
#include "base/text_norm.h"

#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#include "base/han.h"
#include "base/buf.h"
#include "base/text.h"

static bool
invisible(uint32_t cp)
{
	/* controls, soft hyphen, zero width, bidi marks and isolates, BOM, variation selectors, tags */
	return (cp < 0x20 && cp != '\n') || (cp >= 0x7f && cp < 0xa0) || cp == 0xad || cp == 0x61c ||
	    cp == 0x180e || (cp >= 0x200b && cp <= 0x200f) || (cp >= 0x202a && cp <= 0x202e) ||
	    (cp >= 0x2060 && cp <= 0x206f) || cp == 0xfeff || (cp >= 0xfff9 && cp <= 0xfffb) ||
	    (cp >= 0xe0000 && cp <= 0xe0fff);
}

static bool
blank(uint32_t cp)
{
	return cp == ' ' || cp == '\n' || cp == 0x3000 || cp == 0xa0 || (cp >= 0x2000 && cp <= 0x200a) ||
	    cp == 0x202f || cp == 0x205f;
}

static bool
face(uint32_t cp)
{
	return (cp >= 0x1f000 && cp <= 0x1faff) || (cp >= 0x2190 && cp <= 0x27bf) ||
	    (cp >= 0x2b00 && cp <= 0x2bff) || cp == 0xfe0f;
}

/* The joiner between two faces makes one of them: 👨‍👩‍👧 stays a family. */
static bool
joins(uint32_t before, uint32_t cp, const char *next)
{
	return cp == 0x200d && face(before) && *next && face(text_next(&next));
}

char *
text_clean(struct arena *arena, const char *text)
{
	/* \r and tabs count as blanks before control characters go. */
	size_t n = strlen(text);
	char *kept = arena_alloc(arena, n + 1), *w = kept;
	bool ascii = true;
	uint32_t before = 0;

	for (const char *p = text; *p;) {
		const char *from = p;
		uint32_t cp = text_next(&p);
		bool joiner = joins(before, cp, p);

		before = cp;
		if (cp == '\t' || cp == '\r') {
			if (!(cp == '\r' && *p == '\n'))
				*w++ = ' ';
			continue;
		}
		if (invisible(cp) && !joiner)
			continue;
		if (cp >= 0x300 && !(cp >= 0x3000 && cp < 0xa000) && !(cp >= 0xff00 && cp < 0xfff0))
			ascii = false; /* could compose */
		memcpy(w, from, (size_t)(p - from));
		w += p - from;
	}
	*w = 0;
	char *clean = kept;
	if (!ascii) {
		utf8proc_uint8_t *nfc = NULL;

		if (utf8proc_map((const utf8proc_uint8_t *)kept, 0, &nfc,
		        UTF8PROC_NULLTERM | UTF8PROC_STABLE | UTF8PROC_COMPOSE) >= 0)
			clean = arena_text(arena, (char *)nfc, strlen((char *)nfc));
		free(nfc);
	}
	const char *begin = clean, *last = clean;
	for (const char *p = clean; *p;) {
		const char *from = p;

		if (blank(text_next(&p))) {
			if (from == begin)
				begin = p;
			continue;
		}
		last = p;
	}
	const char *end = last > begin ? last : begin;
	return arena_text(arena, begin, (size_t)(end - begin));
}

/* One code point as the parser sees it; 0 drops it. */
static uint32_t
fold(uint32_t cp)
{
	if (blank(cp))
		return ' ';
	if (cp >= 0xff01 && cp <= 0xff5e)
		cp -= 0xfee0;
	else if (cp >= 0x4e00 || (cp >= 0x3400 && cp < 0x4e00))
		return han_simplified(cp);
	switch (cp) {
	case 0x3002: return 0x3002; /* the full stop stays: it ends a sentence */
	case 0x2018:
	case 0x2019: return '\'';
	case 0x201c:
	case 0x201d:
	case 0x300c:
	case 0x300d: return '"';
	case 0x3001: return 0x3001;
	case 0x2013:
	case 0x2014:
	case 0x301c: return '-';
	case U'〇': return U'零';
	default: break;
	}
	if (cp < 0x80)
		return cp >= 'A' && cp <= 'Z' ? cp + 32 : cp;
	return (uint32_t)utf8proc_tolower((utf8proc_int32_t)cp);
}

/* Takes room and shows nothing. */
static bool
filler(uint32_t cp)
{
	return cp == 0x115f || cp == 0x1160 || cp == 0x3164 || cp == 0xffa0 || cp == 0x2800 || cp == 0x00ad ||
	    cp == 0x034f || cp == 0xfffc || (cp >= 0xe0000 && cp < 0xe1000) || (cp >= 0xfe00 && cp < 0xfe10);
}

const char *
text_name(struct arena *arena, const char *text)
{
	struct buf out = {0};
	size_t count = 0, marks = 0;
	bool gap = false;

	for (const char *p = text_clean(arena, text ? text : ""); *p && count < NAME_CHARS_MAX;) {
		char bytes[4];
		uint32_t cp = text_next(&p);
		utf8proc_category_t category = utf8proc_category((utf8proc_int32_t)cp);
		bool mark = category == UTF8PROC_CATEGORY_MN || category == UTF8PROC_CATEGORY_ME ||
		    category == UTF8PROC_CATEGORY_MC;

		if (blank(cp) || cp == '\n' || category == UTF8PROC_CATEGORY_ZL || category == UTF8PROC_CATEGORY_ZP) {
			gap = out.n > 0;
			continue;
		}
		marks = mark ? marks + 1 : 0;
		if (filler(cp) || category == UTF8PROC_CATEGORY_CC || category == UTF8PROC_CATEGORY_CF ||
		    category == UTF8PROC_CATEGORY_CO || (mark && (marks > 1 || out.n == 0)))
			continue;
		if (gap && ++count < NAME_CHARS_MAX)
			buf_addc(&out, ' ');
		gap = false;
		buf_add(&out, bytes, text_encode(cp, bytes));
		count++;
	}
	return buf_keep(&out, arena);
}

struct glyphs
text_glyphs(struct arena *arena, const char *text)
{
	char *clean = text_clean(arena, text);
	size_t bytes = strlen(clean), n = 0;
	uint32_t *cp = arena_alloc(arena, (bytes + 1) * sizeof *cp);
	uint32_t *at = arena_alloc(arena, (bytes + 1) * sizeof *at);

	for (const char *p = clean; *p;) {
		at[n] = (uint32_t)(p - clean);
		cp[n++] = fold(text_next(&p));
	}
	at[n] = (uint32_t)bytes;
	return (struct glyphs){cp, at, n, clean};
}
