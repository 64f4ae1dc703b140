/* Digests and signatures by libcrypto; never our own. */
#ifndef BASE_DIGEST_H
#define BASE_DIGEST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"

#define DIGEST_BYTES 32

enum digest_kind { DIGEST_SHA256, DIGEST_SM3 };

struct digest_part {
	const void *p;
	size_t n;
};

/* The digest of the parts one after the other. */
void digest_parts(
    enum digest_kind kind, const struct digest_part *parts, size_t count, uint8_t out[DIGEST_BYTES]);
/* HMAC-SHA-256 of the parts. */
void digest_hmac(
    const void *key, size_t key_n, const struct digest_part *parts, size_t count, uint8_t out[DIGEST_BYTES]);
/* SHA-1 and HMAC-SHA-1 (20 bytes): what some platforms sign with; for nothing else. */
#define DIGEST_SHA1_BYTES 20
void digest_sha1(const struct digest_part *parts, size_t count, uint8_t out[DIGEST_SHA1_BYTES]);
/* What a WebSocket server answers to a client's key (RFC 6455, 4.2.2), appended to out. */
void digest_websocket_accept(const char *key, struct buf *out);
void digest_hmac_sha1(const void *key, size_t key_n, const void *p, size_t n, uint8_t out[DIGEST_SHA1_BYTES]);
/* MD5 (16 bytes): a checksum some platforms ask for. */
void digest_md5(const void *p, size_t n, uint8_t out[16]);
/* AES-256-CBC without padding; n is a multiple of 16, out as long. */
bool cipher_cbc(
    bool encrypt, const uint8_t key[32], const uint8_t iv[16], const uint8_t *p, size_t n, uint8_t *out);
/* Ed25519: is `signature` (64 bytes) over the message by this public key (32 bytes)? */
bool digest_ed25519_verify(
    const uint8_t key[32], const uint8_t *message, size_t n, const uint8_t signature[64]);
/* scrypt of a password (RFC 7914; N = 32768, r = 8, p = 1: some 100 ms and 32 MiB, for a worker thread). */
void digest_scrypt(
    const char *password, size_t n, const uint8_t *salt, size_t salt_n, uint8_t out[DIGEST_BYTES]);
/* Gives back what this thread keeps for its digests; call it when a thread ends. */
void digest_thread_done(void);
/* Equal without telling where they differ. */
bool digest_equal(const void *a, const void *b, size_t n);
/* Are the texts the same, in a time that tells only their lengths? NULL is no text. */
bool digest_same_text(const char *a, const char *b);
/* Random bytes from the operating system; never inside a step, which would not be repeatable. */
void digest_random(void *out, size_t n);
void digest_hex(const uint8_t *p, size_t n, char *out /* 2n+1 */);
/* 2n hex digits, small or capital, and nothing behind; false if they are not. */
bool digest_unhex(const char *hex, uint8_t *out, size_t n);
void base64_add(struct buf *out, const void *p, size_t n);
/* Strict base64 (padding required, no blanks); bytes written to out (room for 3n/4), -1 if it is none. */
long base64_read(const char *p, size_t n, uint8_t *out);

#endif
