/* Feishu 飞书 / Lark (open.feishu.cn: event callbacks, card callbacks, im/v1, custom bots;
 * read 2026-05): encrypted and signed events in; custom bots and the message API out; the
 * frames of the long connection. */
#ifndef PLATFORMS_FEISHU_H
#define PLATFORMS_FEISHU_H

#include "platforms/arrived.h"
#include "platforms/platform.h"

/* Opens {"encrypt":…}; NULL and the text in the arena, or what is wrong. */
const char *feishu_open(const char *encrypt_key, const char *sealed, struct arena *arena, const char **plain);
/* A callback: signature over the raw body, then the cipher, then the token. */
bool feishu_receive(const struct channel *channel, const struct http_request *request, int64_t now_ms,
    struct arena *arena, struct arrived *arrived);
/* A plain v2 event that came by a connection that proved itself. */
bool feishu_event(
    const struct channel *channel, const char *body, size_t n, struct arena *arena, struct arrived *arrived);
/* To a custom bot's hook, to a conversation or a person, as an answer to a message (its id
 * is the outgoing reply_url); a tenant token; an address for the long connection. */
bool feishu_hook_send(const struct channel *channel, const struct outgoing *outgoing, struct arena *arena,
    struct client_request *request);
bool feishu_create(const struct channel *channel, const struct outgoing *outgoing, struct arena *arena,
    struct client_request *request);
bool feishu_answer(const struct channel *channel, const struct outgoing *outgoing, struct arena *arena,
    struct client_request *request);
bool feishu_token(const struct channel *channel, const struct outgoing *outgoing, struct arena *arena,
    struct client_request *request);
bool feishu_connection_open(const struct channel *channel, const struct outgoing *outgoing,
    struct arena *arena, struct client_request *request);
/* Where a picture of a message lies: ids as text and title. */
bool feishu_resource(const struct channel *channel, const struct outgoing *outgoing, struct arena *arena,
    struct client_request *request);
/* The answer to a card's button: a short word shown to the one who pressed. */
void feishu_card_reply(const char *type, const char *content, struct buf *body);
enum answer_class feishu_classify(int status, const char *body, size_t n, int64_t *wait_s);
enum answer_class feishu_classify_open(int status, const char *body, size_t n, int64_t *wait_s);

/* A frame of the long connection (a protobuf message of a few fields). */
#define FEISHU_HEADERS_MAX 24
struct feishu_frame {
	uint64_t seq_id, log_id;
	int32_t service, method; /* method 0 control, 1 data */
	struct {
		const char *key, *value;
	} headers[FEISHU_HEADERS_MAX];
	size_t header_count;
	const char *payload;
	size_t payload_n;
	bool has_payload;
};
/* False for anything that is no whole frame; texts in the arena. */
bool feishu_frame_read(const uint8_t *p, size_t n, struct arena *arena, struct feishu_frame *frame);
void feishu_frame_write(const struct feishu_frame *frame, struct buf *out);
/* Parts of one message, told by the headers message_id, sum and seq; whole when all are
 * there, forgotten after ten seconds. */
#define FEISHU_PARTS_MAX 64
struct feishu_parts {
	char *message_id;
	int64_t began_ms;
	int sum, have;
	struct {
		char *p;
		size_t n;
	} part[FEISHU_PARTS_MAX];
};
enum feishu_joined { FEISHU_BAD, FEISHU_MORE, FEISHU_WHOLE };
enum feishu_joined feishu_join(struct feishu_parts *parts, const struct feishu_frame *frame, int64_t now_ms,
    struct arena *arena, const char **whole);
void feishu_parts_free(struct feishu_parts *parts);
/* The payload that acknowledges a frame, with an answer for a card (JSON) or NULL. */
void feishu_answer_payload(const char *answer, struct buf *out);
/* What the server asks of the connection, seconds; members that are not told stay. */
struct feishu_intervals {
	int64_t ping_s, reconnect_s, reconnect_nonce_s, reconnect_count;
};
/* The answer to feishu_connection_open: where to connect and as whom. False if it is none. */
struct feishu_endpoint {
	const char *url, *device_id;
	int32_t service_id;
	struct feishu_intervals intervals;
};
bool feishu_read_endpoint(const char *json, size_t n, struct arena *arena, struct feishu_endpoint *endpoint);
void feishu_read_intervals(const char *json, size_t n, struct feishu_intervals *intervals);
const char *feishu_frame_header(const struct feishu_frame *frame, const char *key);

extern const struct platform platform_feishu;

#endif
