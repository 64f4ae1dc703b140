/* WeCom 企业微信 (developer.work.weixin.qq.com: 90930, 90968, 99110, 101039, 100719; read
 * 2026-05): encrypted callbacks of AI bots (JSON) and self-built apps (XML), their encrypted
 * answers, group robots, response addresses, app messages. */
#ifndef PLATFORMS_WECOM_H
#define PLATFORMS_WECOM_H

#include "platforms/arrived.h"
#include "platforms/platform.h"

/* The address check (GET), a bot's or an app's callback. */
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
enum answer_class wecom_classify(int status, const char *body, size_t n, int64_t *wait_s);

extern const struct link_kind link_wecom;

#endif
