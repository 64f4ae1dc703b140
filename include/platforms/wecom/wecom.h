/* WeCom 企业微信 (developer.work.weixin.qq.com: 90930, 90968, 99110, 101039, 100719; read
 * 2026-05): encrypted callbacks of AI bots (JSON) and self-built apps (XML), their encrypted
 * answers, group robots, response addresses, app messages. */
#ifndef PLATFORMS_WECOM_H
#define PLATFORMS_WECOM_H

#include "platforms/arrived.h"
#include "platforms/platform.h"

/* The address check (GET), a bot's or an app's callback. */
bool wecom_receive(const struct channel *channel, const struct http_request *request, int64_t now_ms,
    struct arena *arena, struct arrived *arrived);
/* A bot's message or event as plain JSON. */
bool wecom_event(
    const struct channel *channel, const char *body, size_t n, struct arena *arena, struct arrived *arrived);
/* Seals and signs an answer. */
struct wecom_sealed {
	const char *encrypt, *signature;
};
bool wecom_seal(const struct channel *channel, const char *plain, const uint8_t random16[16],
    int64_t timestamp_s, const char *nonce, struct arena *arena, struct wecom_sealed *sealed);
/* An encrypted answer as a bot gives it (JSON), as an app does (XML). */
void wecom_bot_answer(
    const struct wecom_sealed *sealed, int64_t timestamp_s, const char *nonce, struct buf *body);
void wecom_app_answer(
    const struct wecom_sealed *sealed, int64_t timestamp_s, const char *nonce, struct buf *body);
/* A file behind an address of a message: key 32 bytes; NULL or what is wrong. */
const char *wecom_file(
    const uint8_t key[32], const char *base64, struct arena *arena, uint8_t **plain, size_t *n);
bool wecom_webhook_send(const struct channel *channel, const struct outgoing *outgoing, struct arena *arena,
    struct client_request *request);
bool wecom_response_send(const struct channel *channel, const struct outgoing *outgoing, struct arena *arena,
    struct client_request *request);
bool wecom_appchat_send(const struct channel *channel, const struct outgoing *outgoing, struct arena *arena,
    struct client_request *request);
bool wecom_message_send(const struct channel *channel, const struct outgoing *outgoing, struct arena *arena,
    struct client_request *request);
bool wecom_token(const struct channel *channel, const struct outgoing *outgoing, struct arena *arena,
    struct client_request *request);
enum answer_class wecom_classify(int status, const char *body, size_t n, int64_t *wait_s);

extern const struct link_kind link_wecom;
/* The upload of a file over WeCom's connection: the opening request's body, and one chunk
 * of the base64 of at most 512 KiB of the file. */
#define WECOM_CHUNK (512 * 1024)
void wecom_upload_open(const char *type, const char *filename, const void *p, size_t n, struct buf *body);
/* The bytes of chunk `index`; 0 beyond the end. */
size_t wecom_upload_chunk(size_t n, size_t index);

#endif
