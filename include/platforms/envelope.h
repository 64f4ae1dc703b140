/* The encrypted envelopes of WeCom and Feishu: base64 of AES-256-CBC, PKCS#7. */
#ifndef PLATFORMS_ENVELOPE_H
#define PLATFORMS_ENVELOPE_H

#include <stdint.h>

#include "base/buf.h"
#include "base/memory.h"

/* Opens it: the first 16 bytes are the IV (Feishu), or `iv` is (WeCom). Padding is 1 to
 * `block` bytes. NULL and the plain bytes in the arena, or the name of what is wrong. */
const char *envelope_open(const uint8_t key[32], const uint8_t *iv, size_t block, const char *sealed,
    struct arena *arena, uint8_t **plain, size_t *n);
/* Seals n bytes under `iv`, padded to a multiple of `block`; base64 in the arena. */
const char *envelope_seal(const uint8_t key[32], const uint8_t iv[16], size_t block, const uint8_t *plain,
    size_t n, struct arena *arena);

#endif
