/* Sealed bytes: AES-256-GCM with a random nonce, bound to a context so that a
 * sealed value cannot be moved to another row. Layout: 12 nonce, n cipher, 16 tag. */
#ifndef BASE_SEAL_H
#define BASE_SEAL_H

#include <stdbool.h>

#include "base/buf.h"

struct seal_key {
	uint8_t bytes[32];
};

/* Appends the sealed form of n bytes to out. */
void seal_add(const struct seal_key *key, const char *context, const void *p, size_t n, struct buf *out);
/* Appends the opened bytes to out; false (and nothing appended) if key, context or bytes do not fit. */
bool seal_open(const struct seal_key *key, const char *context, const void *p, size_t n, struct buf *out);

/* Gives back what this thread keeps for sealing; call it when a thread ends. */
void seal_thread_done(void);

#endif
