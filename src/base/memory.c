/* Allocation and the arena; see the header. */
#include "base/memory.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/require.h"

#define ARENA_BLOCK_BYTES 16384 /* a message's turn fits in one */

struct arena_block {
	struct arena_block *next;
	size_t used, cap;
	_Alignas(max_align_t) char bytes[];
};

/* The block of the last arena is the first of the next: a message makes one arena. */
static _Thread_local struct arena_block *spare;

_Noreturn void
require_failed(const char *what, const char *file, int line)
{
	fprintf(stderr,
	    "{\"level\":\"error\",\"what\":\"broken invariant\",\"at\":\"%s:%d\",\"require\":\"%s\"}\n", file,
	    line, what);
	abort();
}

void *
mem_new(size_t size)
{
	void *p = calloc(1, size ? size : 1);

	require(p != NULL);
	return p;
}

void *
mem_grow(void *p, size_t size)
{
	void *grown = realloc(p, size ? size : 1);

	require(grown != NULL);
	return grown;
}

char *
mem_copy(const void *p, size_t n)
{
	char *copy = mem_grow(NULL, n + 1);

	if (n)
		memcpy(copy, p, n);
	copy[n] = 0;
	return copy;
}

void
memory_wipe(void *p, size_t n)
{
	if (n)
		explicit_bzero(p, n);
}

void *
arena_alloc(struct arena *arena, size_t size)
{
	struct arena_block *block = arena->blocks;
	size_t align = _Alignof(max_align_t);

	size = (size + align - 1) / align * align;
	if (block == NULL || block->cap - block->used < size) {
		size_t cap = size > ARENA_BLOCK_BYTES ? size : ARENA_BLOCK_BYTES;

		if (cap == ARENA_BLOCK_BYTES && spare) {
			block = spare;
			spare = NULL;
		} else {
			block = mem_grow(NULL, sizeof *block + cap);
		}
		block->next = arena->blocks;
		block->used = 0;
		block->cap = cap;
		arena->blocks = block;
	}
	void *p = block->bytes + block->used;
	block->used += size;
	memset(p, 0, size);
	return p;
}

char *
arena_text(struct arena *arena, const char *p, size_t n)
{
	char *copy = arena_alloc(arena, n + 1);

	if (n)
		memcpy(copy, p, n);
	return copy;
}

char *
arena_printf(struct arena *arena, const char *format, ...)
{
	char some[256], *text;
	va_list args;

	va_start(args, format);
	int n = vsnprintf(some, sizeof some, format, args);
	va_end(args);
	require(n >= 0);
	if ((size_t)n < sizeof some)
		return arena_text(arena, some, (size_t)n);
	text = arena_alloc(arena, (size_t)n + 1);
	va_start(args, format);
	vsnprintf(text, (size_t)n + 1, format, args);
	va_end(args);
	return text;
}

void
arena_clear(struct arena *arena)
{
	for (struct arena_block *block = arena->blocks, *next; block; block = next) {
		next = block->next;
		if (spare == NULL && block->cap == ARENA_BLOCK_BYTES)
			spare = block;
		else
			free(block);
	}
	arena->blocks = NULL;
}

void
arena_thread_done(void)
{
	free(spare);
	spare = NULL;
}
