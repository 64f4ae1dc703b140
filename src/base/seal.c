/* AES-256-GCM by libcrypto; see the header. */
#include "base/seal.h"

#include <openssl/evp.h>
#include <string.h>

#include "base/digest.h"
#include "base/require.h"

#define NONCE_BYTES 12
#define TAG_BYTES 16

static _Thread_local EVP_CIPHER_CTX *thread_context;
static _Thread_local EVP_CIPHER *cipher;

static EVP_CIPHER_CTX *
context(void)
{
	if (thread_context == NULL)
		thread_context = EVP_CIPHER_CTX_new();
	require(thread_context != NULL);
	return thread_context;
}

static const EVP_CIPHER *
method(void)
{
	if (cipher == NULL)
		cipher = EVP_CIPHER_fetch(NULL, "AES-256-GCM", NULL);
	require(cipher != NULL);
	return cipher;
}

void
seal_thread_done(void)
{
	EVP_CIPHER_CTX_free(thread_context);
	EVP_CIPHER_free(cipher);
	thread_context = NULL;
	cipher = NULL;
}

void
seal_add(const struct seal_key *key, const char *about, const void *p, size_t n, struct buf *out)
{
	EVP_CIPHER_CTX *ctx = context();
	uint8_t nonce[NONCE_BYTES], tag[TAG_BYTES];
	int len;

	require(n < INT32_MAX);
	digest_random(nonce, sizeof nonce);
	buf_add(out, nonce, sizeof nonce);
	size_t at = out->n;
	buf_add(out, p, n);
	require(EVP_EncryptInit_ex2(ctx, method(), key->bytes, nonce, NULL) == 1);
	require(EVP_EncryptUpdate(ctx, NULL, &len, (const uint8_t *)about, (int)strlen(about)) == 1);
	require(EVP_EncryptUpdate(ctx, (uint8_t *)out->p + at, &len, (uint8_t *)out->p + at, (int)n) == 1);
	require(EVP_EncryptFinal_ex(ctx, tag, &len) == 1);
	require(EVP_CIPHER_CTX_ctrl(ctx, EVP_CTRL_GCM_GET_TAG, TAG_BYTES, tag) == 1);
	buf_add(out, tag, sizeof tag);
}

bool
seal_open(const struct seal_key *key, const char *about, const void *p, size_t n, struct buf *out)
{
	EVP_CIPHER_CTX *ctx = context();
	const uint8_t *bytes = p;
	uint8_t tag[TAG_BYTES], rest[TAG_BYTES];
	int len;

	if (n < NONCE_BYTES + TAG_BYTES || n > INT32_MAX)
		return false;
	size_t body = n - NONCE_BYTES - TAG_BYTES, at = out->n;
	memcpy(tag, bytes + n - TAG_BYTES, TAG_BYTES);
	buf_add(out, bytes + NONCE_BYTES, body);
	bool good = EVP_DecryptInit_ex2(ctx, method(), key->bytes, bytes, NULL) == 1 &&
	    EVP_DecryptUpdate(ctx, NULL, &len, (const uint8_t *)about, (int)strlen(about)) == 1 &&
	    EVP_DecryptUpdate(ctx, (uint8_t *)out->p + at, &len, (uint8_t *)out->p + at, (int)body) == 1 &&
	    EVP_CIPHER_CTX_ctrl(ctx, EVP_CTRL_GCM_SET_TAG, TAG_BYTES, tag) == 1 &&
	    EVP_DecryptFinal_ex(ctx, rest, &len) == 1;
	if (!good) {
		memory_wipe(out->p + at, body);
		out->n = at;
		out->p[at] = 0;
	}
	return good;
}
