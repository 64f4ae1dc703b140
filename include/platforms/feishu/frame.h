/* Frames of Feishu's long connection, and where it is to be had; for the dialogue alone. */
#ifndef PLATFORMS_FEISHU_FRAME_H
#define PLATFORMS_FEISHU_FRAME_H

#include "base/buf.h"
#include "base/memory.h"
#include "platforms/link.h"

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
/* The answer to feishu_connection_open: where to connect and as whom. False if it is none. */
struct feishu_endpoint {
	const char *url, *device_id;
	int32_t service_id;
	struct link_asked asked;
};
bool feishu_read_endpoint(const char *json, size_t n, struct arena *arena, struct feishu_endpoint *endpoint);
/* What a server asks of the connection; members that are not told stay. */
void feishu_read_asked(const char *json, size_t n, struct link_asked *asked);
const char *feishu_frame_header(const struct feishu_frame *frame, const char *key);

#endif
