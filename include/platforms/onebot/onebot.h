/* OneBot v11 (github.com/botuniverse/onebot-11): bridges to QQ and others. Signed HTTP
 * events in, quick operations and the HTTP API out; CQ codes and segments. */
#ifndef PLATFORMS_ONEBOT_H
#define PLATFORMS_ONEBOT_H

#include "platforms/arrived.h"
#include "platforms/platform.h"

#define ONEBOT_PARAMETERS_MAX 12

/* One segment of a message: a type and named values. */
struct onebot_segment {
	const char *type;
	struct {
		const char *name, *value;
	} data[ONEBOT_PARAMETERS_MAX];
	size_t n;
};
/* Segments in an arena, as many as came: what bounds them is the size of the body. */
struct onebot_segments {
	struct onebot_segment *items;
	size_t n, room;
};
/* Adds the segments of a CQ string (texts in the arena). */
void onebot_cq_read(const char *cq, struct arena *arena, struct onebot_segments *out);
/* Segments as a CQ string. */
void onebot_cq_write(const struct onebot_segment *segments, size_t count, struct buf *out);

/* An event over HTTP: X-Signature over the raw body before anything is read. */
/* An event that came over a WebSocket, which proved itself when it was opened. */
bool onebot_event(
    const struct channel *channel, const char *body, size_t n, struct arena *arena, struct arrived *arrived);
/* send_group_msg or send_private_msg. */
void onebot_send(const struct channel *channel, const struct outgoing *outgoing, struct arena *arena,
    struct client_request *request);
enum answer_class onebot_classify(int status, const char *body, size_t n, int64_t *wait_s);

extern const struct link_kind link_onebot;

#endif
