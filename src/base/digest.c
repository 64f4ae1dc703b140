/* libcrypto's digests behind a few plain calls; see the header. */
#include "base/digest.h"

#include <limits.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/rand.h>
#include <stdlib.h>
#include <string.h>

#include "base/require.h"

/* Fetching an algorithm by name costs a microsecond in OpenSSL 3: once a thread. */
static _Thread_local EVP_MD *methods[2];
static _Thread_local EVP_MD_CTX *thread_context;

static const EVP_MD *
method(enum digest_kind kind)
{
	if (methods[kind] == NULL)
		methods[kind] = EVP_MD_fetch(NULL, kind == DIGEST_SM3 ? "SM3" : "SHA256", NULL);
	require(methods[kind] != NULL);
	return methods[kind];
}

static EVP_MD_CTX *
context(void)
{
	if (thread_context == NULL)
		thread_context = EVP_MD_CTX_new();
	require(thread_context != NULL);
	return thread_context;
}

void
digest_thread_done(void)
{
	for (int i = 0; i < 2; i++) {
		EVP_MD_free(methods[i]);
		methods[i] = NULL;
	}
	EVP_MD_CTX_free(thread_context);
	thread_context = NULL;
}

void
digest_parts(enum digest_kind kind, const struct digest_part *parts, size_t count, uint8_t out[DIGEST_BYTES])
{
	EVP_MD_CTX *ctx = context();

	require(EVP_DigestInit_ex2(ctx, method(kind), NULL) == 1);
	for (size_t i = 0; i < count; i++)
		require(EVP_DigestUpdate(ctx, parts[i].p, parts[i].n) == 1);
	require(EVP_DigestFinal_ex(ctx, out, NULL) == 1);
}

void
digest_sha1(const struct digest_part *parts, size_t count, uint8_t out[DIGEST_SHA1_BYTES])
{
	EVP_MD_CTX *ctx = context();

	require(EVP_DigestInit_ex2(ctx, EVP_sha1(), NULL) == 1);
	for (size_t i = 0; i < count; i++)
		require(EVP_DigestUpdate(ctx, parts[i].p, parts[i].n) == 1);
	require(EVP_DigestFinal_ex(ctx, out, NULL) == 1);
}

void
digest_websocket_accept(const char *key, struct buf *out)
{
	static const char guid[] = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"; /* RFC 6455, 1.3 */
	uint8_t digest[DIGEST_SHA1_BYTES];

	digest_sha1((struct digest_part[]){{key, strlen(key)}, {guid, sizeof guid - 1}}, 2, digest);
	base64_add(out, digest, sizeof digest);
}

void
digest_hmac_sha1(const void *key, size_t key_n, const void *p, size_t n, uint8_t out[DIGEST_SHA1_BYTES])
{
	require(key_n <= INT_MAX && HMAC(EVP_sha1(), key, (int)key_n, p, n, out, NULL) != NULL);
}

void
digest_md5(const void *p, size_t n, uint8_t out[16])
{
	require(EVP_Digest(p, n, out, NULL, EVP_md5(), NULL) == 1);
}

bool
cipher_cbc(
    bool encrypt, const uint8_t key[32], const uint8_t iv[16], const uint8_t *p, size_t n, uint8_t *out)
{
	EVP_CIPHER_CTX *ctx = EVP_CIPHER_CTX_new();
	int first = 0, last = 0;

	require(ctx != NULL);
	bool good = n % 16 == 0 && n <= INT_MAX &&
	    EVP_CipherInit_ex2(ctx, EVP_aes_256_cbc(), key, iv, encrypt, NULL) == 1 &&
	    EVP_CIPHER_CTX_set_padding(ctx, 0) == 1 && EVP_CipherUpdate(ctx, out, &first, p, (int)n) == 1 &&
	    EVP_CipherFinal_ex(ctx, out + first, &last) == 1 && (size_t)(first + last) == n;
	EVP_CIPHER_CTX_free(ctx);
	return good;
}

void
digest_hmac(
    const void *key, size_t key_n, const struct digest_part *parts, size_t count, uint8_t out[DIGEST_BYTES])
{
	/* RFC 2104 over the digest above: two passes, no per-call allocation. */
	uint8_t block[64] = {0}, inner_pad[64], outer_pad[64], inner[DIGEST_BYTES];
	EVP_MD_CTX *ctx = context();

	if (key_n > sizeof block) {
		struct digest_part whole = {key, key_n};

		digest_parts(DIGEST_SHA256, &whole, 1, block);
	} else if (key_n) {
		memcpy(block, key, key_n);
	}
	for (size_t i = 0; i < sizeof block; i++) {
		inner_pad[i] = block[i] ^ 0x36;
		outer_pad[i] = block[i] ^ 0x5c;
	}
	require(EVP_DigestInit_ex2(ctx, method(DIGEST_SHA256), NULL) == 1);
	require(EVP_DigestUpdate(ctx, inner_pad, sizeof inner_pad) == 1);
	for (size_t i = 0; i < count; i++)
		require(EVP_DigestUpdate(ctx, parts[i].p, parts[i].n) == 1);
	require(EVP_DigestFinal_ex(ctx, inner, NULL) == 1);
	struct digest_part last[] = {{outer_pad, sizeof outer_pad}, {inner, sizeof inner}};
	digest_parts(DIGEST_SHA256, last, 2, out);
	memory_wipe(block, sizeof block);
	memory_wipe(inner_pad, sizeof inner_pad);
	memory_wipe(outer_pad, sizeof outer_pad);
}

bool
digest_ed25519_verify(const uint8_t key[32], const uint8_t *message, size_t n, const uint8_t signature[64])
{
	EVP_PKEY *pkey = EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, NULL, key, 32);
	EVP_MD_CTX *ctx = EVP_MD_CTX_new();
	bool good = pkey && ctx && EVP_DigestVerifyInit(ctx, NULL, NULL, NULL, pkey) == 1 &&
	    EVP_DigestVerify(ctx, signature, 64, message, n) == 1;

	EVP_MD_CTX_free(ctx);
	EVP_PKEY_free(pkey);
	return good;
}

bool
digest_equal(const void *a, const void *b, size_t n)
{
	return CRYPTO_memcmp(a, b, n) == 0;
}

bool
digest_same_text(const char *a, const char *b)
{
	return a && b && strlen(a) == strlen(b) && digest_equal(a, b, strlen(a));
}

void
digest_random(void *out, size_t n)
{
	require(n < INT32_MAX && RAND_bytes(out, (int)n) == 1);
}

void
digest_hex(const uint8_t *p, size_t n, char *out)
{
	for (size_t i = 0; i < n; i++) {
		out[2 * i] = "0123456789abcdef"[p[i] >> 4];
		out[2 * i + 1] = "0123456789abcdef"[p[i] & 15];
	}
	out[2 * n] = 0;
}

bool
digest_unhex(const char *hex, uint8_t *out, size_t n)
{
	if (strlen(hex) != 2 * n || strspn(hex, "0123456789abcdefABCDEF") != 2 * n)
		return false;
	for (size_t i = 0; i < n; i++) {
		char two[3] = {hex[2 * i], hex[2 * i + 1], 0};

		out[i] = (uint8_t)strtoul(two, NULL, 16);
	}
	return true;
}

void
base64_add(struct buf *out, const void *p, size_t n)
{
	char *text = malloc(n / 3 * 4 + 5);

	require(text != NULL && n < INT32_MAX);
	int written = EVP_EncodeBlock((unsigned char *)text, p, (int)n);
	buf_add(out, text, (size_t)written);
	free(text);
}

long
base64_read(const char *p, size_t n, uint8_t *out)
{
	uint32_t bits = 0;
	long written = 0;

	if (n % 4)
		return -1;
	for (size_t i = 0; i < n; i++) {
		static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
		const char *at = p[i] ? strchr(alphabet, p[i]) : NULL;
		size_t pad = p[i] != '=' ? 0 : n - i;

		if (at == NULL && !(pad == 1 || (pad == 2 && p[n - 1] == '=')))
			return -1;
		bits = bits << 6 | (at ? (uint32_t)(at - alphabet) : 0);
		if (i % 4 == 3) {
			long keep = p[n - 1] == '=' && i == n - 1 ? (p[n - 2] == '=' ? 1 : 2) : 3;

			for (long k = 0; k < keep; k++)
				out[written++] = (uint8_t)(bits >> (16 - 8 * k));
			bits = 0;
		}
	}
	return written;
}

void
digest_scrypt(const char *password, size_t n, const uint8_t *salt, size_t salt_n, uint8_t out[DIGEST_BYTES])
{
	require(EVP_PBE_scrypt(password, n, salt, salt_n, 32768, 8, 1, 64 << 20, out, DIGEST_BYTES) == 1);
}
