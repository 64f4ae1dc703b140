/* Frames of Feishu's long connection: proto2 `Frame` (SeqID 1, LogID 2, service 3, method 4,
 * headers 5 {key 1, value 2}, payload 8), as the official client writes it. */
#include "platforms/feishu/frame.h"

#include <stdlib.h>
#include <string.h>

#include "base/digest.h"
#include "formats/http.h"
#include "formats/json.h"
#include "formats/json_write.h"

#define PARTS_MS 10000

/* The bytes of a field with its length before it. */
static bool
span(struct reader *in, struct reader *out)
{
	uint64_t n;

	if (!read_varint(in, &n) || n > (uint64_t)(in->end - in->p))
		return false;
	*out = (struct reader){in->p, in->p + n};
	in->p += n;
	return true;
}

/* A field nobody here knows. */
static bool
skip(struct reader *in, unsigned wire)
{
	struct reader ignored;
	uint64_t number;
	size_t fixed = wire == 1 ? 8 : wire == 5 ? 4 : 0;

	if (wire == 0)
		return read_varint(in, &number);
	if (wire == 2)
		return span(in, &ignored);
	if (fixed == 0 || (size_t)(in->end - in->p) < fixed)
		return false;
	in->p += fixed;
	return true;
}

static bool
header(struct reader in, struct arena *arena, struct feishu_frame *frame)
{
	const char *key = NULL, *value = NULL;
	struct reader part;
	uint64_t tag;

	while (in.p < in.end) {
		if (!read_varint(&in, &tag))
			return false;
		if ((tag == (1 << 3 | 2) || tag == (2 << 3 | 2))) {
			if (!span(&in, &part))
				return false;
			*(tag >> 3 == 1 ? &key : &value) = arena_text(
			    arena, (const char *)part.p, (size_t)(part.end - part.p));
		} else if (!skip(&in, tag & 7)) {
			return false;
		}
	}
	if (key == NULL || value == NULL)
		return false;
	if (frame->header_count < FEISHU_HEADERS_MAX) {
		frame->headers[frame->header_count].key = key;
		frame->headers[frame->header_count++].value = value;
	}
	return true;
}

bool
feishu_frame_read(const uint8_t *p, size_t n, struct arena *arena, struct feishu_frame *frame)
{
	struct reader in = {p, p + n}, part;
	unsigned seen = 0;
	uint64_t tag, number;

	*frame = (struct feishu_frame){0};
	while (in.p < in.end) {
		if (!read_varint(&in, &tag) || tag >> 3 == 0)
			return false;
		unsigned field = (unsigned)(tag >> 3), wire = (unsigned)tag & 7;
		if (field >= 1 && field <= 4 && wire == 0) {
			if (!read_varint(&in, &number))
				return false;
			seen |= 1u << field;
			switch (field) {
			case 1: frame->seq_id = number; break;
			case 2: frame->log_id = number; break;
			case 3: frame->service = (int32_t)number; break;
			default: frame->method = (int32_t)number; break;
			}
		} else if (field == 5 && wire == 2) {
			if (!span(&in, &part) || !header(part, arena, frame))
				return false;
		} else if (field == 8 && wire == 2) {
			if (!span(&in, &part))
				return false;
			frame->payload_n = (size_t)(part.end - part.p);
			frame->payload = arena_text(arena, (const char *)part.p, frame->payload_n);
			frame->has_payload = true;
		} else if (!skip(&in, wire)) {
			return false;
		}
	}
	return seen == (1u << 1 | 1u << 2 | 1u << 3 | 1u << 4);
}

static void
put_number(struct buf *out, int field, uint64_t value)
{
	buf_varint(out, (uint64_t)field << 3);
	buf_varint(out, value);
}

static void
put_bytes(struct buf *out, int field, const void *p, size_t n)
{
	buf_varint(out, (uint64_t)field << 3 | 2);
	buf_varint(out, n);
	buf_add(out, p, n);
}

void
feishu_frame_write(const struct feishu_frame *frame, struct buf *out)
{
	put_number(out, 1, frame->seq_id);
	put_number(out, 2, frame->log_id);
	put_number(out, 3, (uint64_t)(int64_t)frame->service);
	put_number(out, 4, (uint64_t)(int64_t)frame->method);
	for (size_t i = 0; i < frame->header_count; i++) {
		struct buf one = {0};

		put_bytes(&one, 1, frame->headers[i].key, strlen(frame->headers[i].key));
		put_bytes(&one, 2, frame->headers[i].value, strlen(frame->headers[i].value));
		put_bytes(out, 5, one.p, one.n);
		buf_free(&one);
	}
	if (frame->has_payload)
		put_bytes(out, 8, frame->payload, frame->payload_n);
}

const char *
feishu_frame_header(const struct feishu_frame *frame, const char *key)
{
	for (size_t i = 0; i < frame->header_count; i++)
		if (strcmp(frame->headers[i].key, key) == 0)
			return frame->headers[i].value;
	return NULL;
}

void
feishu_parts_free(struct feishu_parts *parts)
{
	for (int i = 0; i < FEISHU_PARTS_MAX; i++)
		free(parts->part[i].p);
	free(parts->message_id);
	*parts = (struct feishu_parts){0};
}

enum feishu_joined
feishu_join(struct feishu_parts *parts, const struct feishu_frame *frame, int64_t now_ms, struct arena *arena,
    const char **whole)
{
	const char *id = feishu_frame_header(frame, "message_id"), *sum_text = feishu_frame_header(frame, "sum"),
	           *seq_text = feishu_frame_header(frame, "seq");
	long sum = sum_text ? strtol(sum_text, NULL, 10) : 1, seq = seq_text ? strtol(seq_text, NULL, 10) : 0;
	struct buf all = {0};

	if (sum < 1 || sum > FEISHU_PARTS_MAX || seq < 0 || seq >= sum)
		return FEISHU_BAD;
	if (sum == 1) {
		*whole = arena_text(arena, frame->payload ? frame->payload : "", frame->payload_n);
		return FEISHU_WHOLE;
	}
	if (id == NULL)
		return FEISHU_BAD;
	if (parts->message_id == NULL || strcmp(parts->message_id, id) != 0 || parts->sum != sum ||
	    now_ms > parts->began_ms + PARTS_MS) {
		feishu_parts_free(parts);
		parts->message_id = mem_copy(id, strlen(id));
		parts->sum = (int)sum;
		parts->began_ms = now_ms;
	}
	if (parts->part[seq].p == NULL) {
		parts->part[seq].p = mem_copy(frame->payload ? frame->payload : "", frame->payload_n);
		parts->part[seq].n = frame->payload_n;
		parts->have++;
	}
	if (parts->have < parts->sum)
		return FEISHU_MORE;
	for (int i = 0; i < parts->sum; i++)
		buf_add(&all, parts->part[i].p, parts->part[i].n);
	*whole = buf_keep(&all, arena);
	feishu_parts_free(parts);
	return FEISHU_WHOLE;
}

void
feishu_answer_payload(const char *answer, struct buf *out)
{
	struct json_writer json = json_writer(out);

	json_open(&json, NULL, '{');
	json_put_int(&json, "code", 200);
	if (answer) {
		struct buf data = {0};

		base64_add(&data, answer, strlen(answer));
		json_put_text(&json, "data", buf_text(&data));
		buf_free(&data);
	}
	json_close(&json);
}

void
feishu_read_asked(const char *json, size_t n, struct link_asked *asked)
{
	cJSON *root = n ? json_parse(json, n) : NULL;

	if (cJSON_GetObjectItemCaseSensitive(root, "PingInterval"))
		asked->ping_s = json_whole(root, "PingInterval");
	if (cJSON_GetObjectItemCaseSensitive(root, "ReconnectCount"))
		asked->reconnect_count = json_whole(root, "ReconnectCount");
	if (cJSON_GetObjectItemCaseSensitive(root, "ReconnectInterval"))
		asked->reconnect_s = json_whole(root, "ReconnectInterval");
	if (cJSON_GetObjectItemCaseSensitive(root, "ReconnectNonce"))
		asked->reconnect_nonce_s = json_whole(root, "ReconnectNonce");
	cJSON_Delete(root);
}

bool
feishu_read_endpoint(const char *json, size_t n, struct arena *arena, struct feishu_endpoint *endpoint)
{
	cJSON *root = n ? json_parse(json, n) : NULL;
	const cJSON *data = cJSON_GetObjectItemCaseSensitive(root, "data"),
	            *config = cJSON_GetObjectItemCaseSensitive(data, "ClientConfig");
	const char *url = json_id(data, "URL", arena), *query = url ? strchr(url, '?') : NULL,
	           *service = http_query(query ? query + 1 : NULL, "service_id", arena);

	*endpoint = (struct feishu_endpoint){.url = url,
	    .device_id = http_query(query ? query + 1 : NULL, "device_id", arena),
	    .service_id = service ? (int32_t)strtol(service, NULL, 10) : 0};
	const char *intervals = json_printed(config, arena);
	if (intervals)
		feishu_read_asked(intervals, strlen(intervals), &endpoint->asked);
	cJSON_Delete(root);
	return url != NULL && service != NULL;
}
