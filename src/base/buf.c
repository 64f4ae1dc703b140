/* The byte buffer; see the header. */
#include "base/buf.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/require.h"

static void
reserve(struct buf *buf, size_t more)
{
	if (buf->cap - buf->n > more)
		return;
	size_t cap = buf->cap ? buf->cap : 128;
	while (cap - buf->n <= more)
		cap *= 2;
	buf->p = mem_grow(buf->p, cap);
	buf->cap = cap;
}

void
buf_add(struct buf *buf, const void *p, size_t n)
{
	reserve(buf, n);
	if (n)
		memcpy(buf->p + buf->n, p, n);
	buf->n += n;
	buf->p[buf->n] = 0;
}

void
buf_adds(struct buf *buf, const char *text)
{
	buf_add(buf, text, strlen(text));
}

void
buf_addc(struct buf *buf, char c)
{
	buf_add(buf, &c, 1);
}

void
buf_addf(struct buf *buf, const char *format, ...)
{
	va_list args;

	/* Usually it fits what is there; only otherwise it is written twice. */
	for (size_t more = 63;;) {
		reserve(buf, more);
		va_start(args, format);
		int n = vsnprintf(buf->p + buf->n, buf->cap - buf->n, format, args);
		va_end(args);
		require(n >= 0);
		if ((size_t)n < buf->cap - buf->n) {
			buf->n += (size_t)n;
			return;
		}
		more = (size_t)n;
	}
}

void
buf_varint(struct buf *buf, uint64_t value)
{
	while (value >= 0x80) {
		buf_addc(buf, (char)(value | 0x80));
		value >>= 7;
	}
	buf_addc(buf, (char)value);
}

void
buf_json(struct buf *buf, const char *text)
{
	if (text == NULL) {
		buf_adds(buf, "null");
		return;
	}
	buf_addc(buf, '"');
	for (const char *run = text;; text++) {
		unsigned char c = (unsigned char)*text;

		if (c >= 0x20 && c != '"' && c != '\\' && c != 0x7f)
			continue;
		buf_add(buf, run, (size_t)(text - run));
		if (c == 0)
			break;
		if (c == '"' || c == '\\')
			buf_addf(buf, "\\%c", c);
		else if (c == '\n')
			buf_adds(buf, "\\n");
		else
			buf_addf(buf, "\\u%04x", c);
		run = text + 1;
	}
	buf_addc(buf, '"');
}

const char *
buf_text(const struct buf *buf)
{
	return buf->p ? buf->p : "";
}

char *
buf_keep(struct buf *buf, struct arena *arena)
{
	char *text = arena_text(arena, buf_text(buf), buf->n);

	buf_free(buf);
	return text;
}

void
buf_clear(struct buf *buf)
{
	buf->n = 0;
	if (buf->p)
		buf->p[0] = 0;
}

void
buf_free(struct buf *buf)
{
	free(buf->p);
	*buf = (struct buf){0};
}

int
read_varint(struct reader *reader, uint64_t *value)
{
	*value = 0;
	for (unsigned shift = 0; shift < 64 && reader->p < reader->end; shift += 7) {
		uint8_t byte = *reader->p++;

		*value |= (uint64_t)(byte & 0x7f) << shift;
		if (!(byte & 0x80))
			return 1;
	}
	return 0;
}

const void *
read_bytes(struct reader *reader, uint64_t n)
{
	if ((uint64_t)(reader->end - reader->p) < n)
		return NULL;
	const void *p = reader->p;
	reader->p += n;
	return p;
}
