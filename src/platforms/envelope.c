/* Encrypted envelopes; see the header. */
#include "platforms/envelope.h"

#include <string.h>

#include "base/digest.h"

const char *
envelope_open(const uint8_t key[32], const uint8_t *iv, size_t block, const char *sealed, struct arena *arena,
    uint8_t **plain, size_t *n)
{
	size_t length = strlen(sealed), head = iv ? 0 : 16;
	uint8_t *bytes = arena_alloc(arena, length + 16);
	long got = base64_read(sealed, length, bytes);

	if (got < 0)
		return "bad_base64";
	if ((size_t)got < head + 16 || (size_t)got % 16)
		return "bad_length";
	*n = (size_t)got - head;
	*plain = arena_alloc(arena, *n + 1);
	if (!cipher_cbc(false, key, iv ? iv : bytes, bytes + head, *n, *plain))
		return "decrypt_failed";
	size_t pad = (*plain)[*n - 1];
	if (pad < 1 || pad > block || pad > *n)
		return "bad_padding";
	for (size_t i = *n - pad; i < *n; i++)
		if ((*plain)[i] != pad)
			return "bad_padding";
	*n -= pad;
	(*plain)[*n] = 0;
	return NULL;
}

const char *
envelope_seal(const uint8_t key[32], const uint8_t iv[16], size_t block, const uint8_t *plain, size_t n,
    struct arena *arena)
{
	size_t pad = block - n % block, whole = n + pad;
	uint8_t *padded = arena_alloc(arena, whole), *sealed = arena_alloc(arena, whole);
	struct buf out = {0};

	memcpy(padded, plain, n);
	memset(padded + n, (int)pad, pad);
	cipher_cbc(true, key, iv, padded, whole, sealed);
	base64_add(&out, sealed, whole);
	return buf_keep(&out, arena);
}
