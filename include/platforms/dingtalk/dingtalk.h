/* DingTalk 钉钉 (open.dingtalk.com: robot messages, custom robots, throttling; read 2026-05):
 * signed callbacks, replies by sessionWebhook, signed custom robots, the robot API. */
#ifndef PLATFORMS_DINGTALK_H
#define PLATFORMS_DINGTALK_H

#include "platforms/arrived.h"
#include "platforms/platform.h"

/* sign = base64(HMAC-SHA256(secret, timestamp "\n" secret)), in the arena. */
const char *dingtalk_sign(struct arena *arena, const char *secret, int64_t timestamp_ms);
/* A robot message: timestamp and sign of the headers within an hour. The body is not signed. */
/* The same body, come by a stream that proved itself. */
bool dingtalk_event(
    const struct channel *channel, const char *body, size_t n, struct arena *arena, struct arrived *arrived);
/* A card's button. */
bool dingtalk_card_receive(const struct channel *channel, const struct http_request *request, int64_t now_ms,
    struct arena *arena, struct arrived *arrived);
/* The answer that changes the card shown: {"name":"value"} of its parameters, as JSON. */
/* To a custom robot's webhook (base, access_token, app_secret = SEC… or NULL), to the
 * sessionWebhook given with a message, to a group or a person by the robot API. */
/* A fresh API token; a ticket for the stream; where a picture can be fetched (its code is
 * the outgoing text). */
bool dingtalk_stream_open(const struct channel *channel, const struct outgoing *outgoing, struct arena *arena,
    struct client_request *request);
enum answer_class dingtalk_classify(int status, const char *body, size_t n, int64_t *wait_s);

extern const struct link_kind link_dingtalk;

#endif
