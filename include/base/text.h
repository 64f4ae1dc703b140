/* UTF-8 text: checking, walking, masking. No allocation unless said. */
#ifndef BASE_TEXT_H
#define BASE_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/memory.h"

/* Valid UTF-8 as of RFC 3629 (no surrogates, no overlong forms) and no NUL. */
bool text_valid(const char *p, size_t n);
/* The code point at p (valid UTF-8, NUL-terminated); *p moves behind it. 0 at the end. */
uint32_t text_next(const char **p);
/* Writes cp as UTF-8 into out (4 bytes at most); the number of bytes. */
size_t text_encode(uint32_t cp, char *out);
/* Code points in the text. */
size_t text_length(const char *text);
/* The bytes of the first part of a text that may have no more than `room` (at least 4): cut
 * behind a line, else behind a sentence or clause, else between characters. */
size_t text_part(const char *text, size_t room);
/* Behind a byte order mark, if one stands at p; *n is lessened by it. */
const char *text_past_bom(const char *p, size_t *n);
bool text_starts(const char *text, const char *prefix);
/* Equal; NULL and "" are the same. */
bool text_equal(const char *a, const char *b);
bool text_empty(const char *text);
/* FNV-1a, 64 bit: for indexes over text, never against an adversary. */
uint64_t text_hash(const char *text);
/* A person's name as others may see it: 张三 → 张*, 张小三 → 张*三, 欧阳小明 → 欧**明 (rules.md). */
char *text_mask_name(struct arena *arena, const char *name);
/* The digit at p, ASCII or full width, and its bytes; -1, and one byte, if none stands there. */
int text_digit(const char *p, size_t *bytes);
/* A telephone number, or several, however they are written: 138-****-8001, 138****8001, 0576-8388****. */
const char *text_mask_phone(struct arena *arena, const char *text);
/* Phones and identity numbers inside any text masked: 138****1234, 110101********0011 (rules.md). */
char *text_mask_numbers(struct arena *arena, const char *text);

#endif
