/* Normal forms of what people type. The text as sent is kept elsewhere; these
 * are the copies that names are stored in and that the parser reads. */
#ifndef BASE_TEXT_NORM_H
#define BASE_TEXT_NORM_H

#include <stddef.h>
#include <stdint.h>

#include "base/memory.h"

/* NFC without zero-width, bidi and control characters (line breaks stay), ends
 * trimmed: the form names and notes are stored in. Valid UTF-8 in. */
char *text_clean(struct arena *arena, const char *text);

#define NAME_CHARS_MAX 64
/* A name that somebody gives himself: one line of so many code points at most, without control and
 * filler characters, and one mark over a letter at most. "" if nothing is left. */
const char *text_name(struct arena *arena, const char *text);

/* A text as the parser reads it: code points after NFC, width folding, lower
 * case and traditional → simplified; `at[i]` is the byte of `clean` where code
 * point i begins, at[n] its end, so that notes keep their original spelling. */
struct glyphs {
	const uint32_t *cp;
	const uint32_t *at;
	size_t n;
	const char *clean;
};
struct glyphs text_glyphs(struct arena *arena, const char *text);

#endif
