/* A growable byte buffer, always NUL-terminated behind its bytes. Zero-initialise
 * it; buf_free gives the memory back. */
#ifndef BASE_BUF_H
#define BASE_BUF_H

#include <stddef.h>
#include <stdint.h>

#include "base/memory.h"

struct buf {
	char *p;  /* NULL until the first byte; owned */
	size_t n; /* bytes in use, without the NUL */
	size_t cap;
};

void buf_add(struct buf *buf, const void *p, size_t n);
void buf_adds(struct buf *buf, const char *text);
void buf_addc(struct buf *buf, char c);
void buf_addf(struct buf *buf, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* Unsigned LEB128. */
void buf_varint(struct buf *buf, uint64_t value);
/* `text` as a JSON string with its quotes; must be valid UTF-8. NULL becomes null. */
void buf_json(struct buf *buf, const char *text);
/* The content as text, "" when empty; borrowed until the next change. */
const char *buf_text(const struct buf *buf);
/* The content as a text of the arena; the buffer is freed. */
char *buf_keep(struct buf *buf, struct arena *arena);
void buf_clear(struct buf *buf);
void buf_free(struct buf *buf);

/* Reading what buf_varint wrote: moves *p; false at the end or on bytes that are no varint. */
struct reader {
	const uint8_t *p, *end;
};
int read_varint(struct reader *reader, uint64_t *value);
/* The next n bytes, or NULL if fewer are left. */
const void *read_bytes(struct reader *reader, uint64_t n);

#endif
