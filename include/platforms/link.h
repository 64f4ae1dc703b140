/* The dialogue on a platform's standing connection: frames in, frames out, as pure
 * functions. Whoever holds the socket sends what they return and closes when told. */
#ifndef PLATFORMS_LINK_H
#define PLATFORMS_LINK_H

#include "platforms/arrived.h"
#include "platforms/platform.h"

struct link {
	const struct channel *channel;
	int64_t               next; /* number of our next request on this connection */
};

/* What one frame meant. */
struct link_in {
	struct arrived    arrived;    /* event ARRIVED_IGNORED when it was none */
	const char       *request_id; /* of the platform's request, for the answer to it; or of ours, answered */
	const char       *frame;      /* what must be sent back at once, or NULL */
	bool              answers;    /* it answers a request of ours: `class` says how */
	enum answer_class class;
	bool              reopen;     /* the platform closes soon: open another connection now */
};

struct link_kind {
	const char *platform;
	/* The first frame after the socket is open, or NULL. */
	const char *(*open)(struct link *link, struct arena *arena);
	/* False: no frame of this dialogue, to be ignored. */
	bool (*read)(struct link *link, const char *text, size_t n, int64_t now_ms, struct arena *arena, struct link_in *in);
	/* The answer with words to something that arrived here; NULL: nothing to be sent. */
	const char *(*answer)(struct link *link, const struct link_in *in, const char *words, struct arena *arena);
	/* A message of ours to a conversation. NULL: not over this connection. */
	const char *(*push)(struct link *link, const struct outgoing *outgoing, struct arena *arena);
	/* A sign of life; NULL: the platform asks itself. */
	const char *(*ping)(struct link *link, struct arena *arena);
};

extern const struct link_kind link_wecom, link_dingtalk, link_onebot;

/* A bridge dials us (OneBot's reverse WebSocket): 101 and the accept value, or what refuses
 * it. RFC 6455, 4.2. */
int onebot_upgrade(const struct channel *channel, const struct http_request *request, struct arena *arena, const char **accept, const char **error);
/* The upload of a file over WeCom's connection: the opening request's body, and one chunk
 * of the base64 of at most 512 KiB of the file. */
#define WECOM_CHUNK (512 * 1024)
void wecom_upload_open(const char *type, const char *filename, const void *p, size_t n, struct buf *body);
/* The bytes of chunk `index`; 0 beyond the end. */
size_t wecom_upload_chunk(size_t n, size_t index);

#endif
