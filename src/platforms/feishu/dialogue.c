/* Feishu's long connection; see the header. */
#include "platforms/feishu/feishu.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "formats/json.h"
#include "platforms/feishu/frame.h"
#include "platforms/link.h"

/* What a connection knows from its address and its unfinished frames. */
struct dialogue {
	int32_t service;           /* told with the address */
	struct feishu_parts parts; /* of a message that comes in several frames */
};

static struct dialogue *
dialogue_of(struct link *link)
{
	if (link->state == NULL)
		link->state = mem_new(sizeof(struct dialogue));
	return link->state;
}

static void
feishu_end(struct link *link)
{
	struct dialogue *dialogue = link->state;

	if (dialogue)
		feishu_parts_free(&dialogue->parts);
	free(dialogue);
}

static const char *
feishu_address(struct link *link, const char *body, size_t n, struct arena *arena)
{
	struct feishu_endpoint endpoint;

	if (!feishu_read_endpoint(body, n, arena, &endpoint))
		return NULL;
	dialogue_of(link)->service = endpoint.service_id;
	link->asked = endpoint.asked;
	return endpoint.url;
}

static struct frame
feishu_framed(const struct feishu_frame *frame, struct arena *arena)
{
	struct buf out = {0};

	feishu_frame_write(frame, &out);
	return link_frame(&out, arena);
}

/* The frame as it came, with {"code":200} for its payload; a message in parts is answered
 * with its last one. */
static bool
feishu_read(
    struct link *link, const char *p, size_t n, int64_t now_ms, struct arena *arena, struct link_in *in)
{
	struct feishu_frame frame;
	const char *type, *whole;
	struct buf answer = {0};

	*in = (struct link_in){.arrived.event = ARRIVED_IGNORED};
	if (!feishu_frame_read((const uint8_t *)p, n, arena, &frame) ||
	    (type = feishu_frame_header(&frame, "type")) == NULL)
		return false;
	if (frame.method == 0) {
		if (strcmp(type, "pong") == 0 && frame.payload_n)
			feishu_read_asked(frame.payload, frame.payload_n, &link->asked);
		return true;
	}
	if (frame.method != 1)
		return false;
	switch (feishu_join(&dialogue_of(link)->parts, &frame, now_ms, arena, &whole)) {
	case FEISHU_BAD: return false;
	case FEISHU_MORE: return true;
	case FEISHU_WHOLE: break;
	}
	feishu_event(link->channel, whole, strlen(whole), arena, &in->arrived);
	feishu_answer_payload(NULL, &answer);
	frame.has_payload = true;
	frame.payload_n = answer.n;
	frame.payload = buf_keep(&answer, arena);
	in->frame = feishu_framed(&frame, arena);
	return true;
}

/* The acknowledgement with a toast inside. */
static struct frame
feishu_toast(struct link *link, const struct link_in *in, const char *toast, struct arena *arena)
{
	struct feishu_frame frame;
	struct buf payload = {0};

	(void)link;
	if (in->arrived.event != ARRIVED_CARD_ACTION || in->frame.p == NULL ||
	    !feishu_frame_read((const uint8_t *)in->frame.p, in->frame.n, arena, &frame))
		return (struct frame){0};
	feishu_answer_payload(toast, &payload);
	frame.payload_n = payload.n;
	frame.payload = buf_keep(&payload, arena);
	return feishu_framed(&frame, arena);
}

static struct frame
feishu_ping(struct link *link, struct arena *arena)
{
	return feishu_framed(
	    &(struct feishu_frame){
	        .service = dialogue_of(link)->service, .headers = {{"type", "ping"}}, .header_count = 1},
	    arena);
}

const struct link_kind link_feishu = {
    .needs = "app_id and app_secret_file",
    .ready = link_app_ready,
    .binary = true,
    .ping_s = 120,
    .ticket = feishu_connection_open,
    .ticket_class = feishu_classify_open,
    .address = feishu_address,
    .read = feishu_read,
    .answer = feishu_toast,
    .ping = feishu_ping,
    .end = feishu_end,
};
