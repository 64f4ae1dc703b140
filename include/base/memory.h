/* Memory: allocation that does not fail (out of memory ends the process; what
 * was acknowledged is on disk), and an arena for the life of one message. */
#ifndef BASE_MEMORY_H
#define BASE_MEMORY_H

#include <stddef.h>

/* Zeroed memory of `size` bytes, owned by the caller, freed with free(). */
void *mem_new(size_t size);
/* `p` resized to `size` bytes; new bytes are not initialised. */
void *mem_grow(void *p, size_t size);
/* A copy of `n` bytes with a NUL behind, owned by the caller. */
char *mem_copy(const void *p, size_t n);
/* Zeroes `n` bytes that held a secret; unlike memset before a free() or a return, the compiler
 * may not leave it out. */
void memory_wipe(void *p, size_t n);

struct arena {
	struct arena_block *blocks; /* newest first */
};

/* `size` zeroed bytes that live until arena_clear. */
void *arena_alloc(struct arena *arena, size_t size);
/* A NUL-terminated copy that lives until arena_clear. */
char *arena_text(struct arena *arena, const char *p, size_t n);
/* printf into the arena. */
char *arena_printf(struct arena *arena, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* Everything in it is gone; the thread keeps one block for its next arena. */
void arena_clear(struct arena *arena);
/* Gives back that block; call it when a thread ends. */
void arena_thread_done(void);

#endif
