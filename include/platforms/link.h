/* The dialogue on a platform's standing connection: frames in, frames out, as pure
 * functions. Whoever holds the socket sends what they return and closes when told. */
#ifndef PLATFORMS_LINK_H
#define PLATFORMS_LINK_H

#include "platforms/arrived.h"
#include "platforms/platform.h"

/* Bytes of one message of the connection; p NULL: none. */
struct frame {
	const char *p;
	size_t n;
};
/* What the platform asks of the connection, seconds; 0: not told. */
struct link_asked {
	int64_t ping_s, reconnect_s, reconnect_nonce_s, reconnect_count;
};
struct link {
	const struct channel *channel;
	int64_t next; /* number of our next request on this connection */
	struct link_asked asked;
	void *state; /* the dialogue's own; nobody else looks inside */
};

/* What one frame meant. */
struct link_in {
	struct arrived arrived; /* event ARRIVED_IGNORED when it was none */
	const char *request_id; /* of the platform's request, for the answer to it; or of ours, answered */
	struct frame frame;     /* acknowledges it: sent back when what arrived is kept, at once if nothing is */
	bool answers;           /* it answers a request of ours: `class` says how */
	enum answer_class class;
	int64_t wait_s; /* with ANSWER_slow_down */
	bool reopen;    /* the platform closes soon: open another connection now */
};

struct link_kind {
	const char *needs; /* of the configuration, for `check` */
	bool (*ready)(const struct channel *channel);
	bool binary;
	bool peer_dials;   /* a bridge of ours: it comes to us */
	bool words_inside; /* words answer a message on the connection itself; else they leave as posts */
	int ping_s;        /* between pings, where the platform does not say */
	/* The request for an address, where it is not known beforehand; NULL: it is. */
	bool (*ticket)(const struct channel *channel, const struct outgoing *outgoing, struct arena *arena,
	    struct client_request *request);
	enum answer_class (*ticket_class)(int status, const char *body, size_t n, int64_t *wait_s);
	/* Where to dial, from the ticket's answer (or none of it); NULL: refused. */
	const char *(*address)(struct link *link, const char *body, size_t n, struct arena *arena);
	/* The first frame after the socket is open; its answer says whether we are in. NULL: we are. */
	struct frame (*open)(struct link *link, struct arena *arena);
	/* False: no frame of this dialogue, to be ignored. */
	bool (*read)(
	    struct link *link, const char *p, size_t n, int64_t now_ms, struct arena *arena, struct link_in *in);
	/* The answer to something that arrived here, with words or with what the platform's toast
	 * made; it stands for the acknowledgement. NULL: nothing but that. */
	struct frame (*answer)(
	    struct link *link, const struct link_in *in, const char *words, struct arena *arena);
	/* A message of ours to a conversation. NULL: not over this connection. */
	struct frame (*push)(struct link *link, const struct outgoing *outgoing, struct arena *arena);
	/* A sign of life; NULL: the platform asks itself. */
	struct frame (*ping)(struct link *link, struct arena *arena);
	/* With peer_dials: the bridge's request for its connection. 101 and the accept value (RFC 6455, 4.2), or
	 * the status that refuses it and why. */
	int (*accept)(const struct channel *channel, const struct http_request *request, struct arena *arena,
	    const char **accept, const char **error);
	/* Frees the state; NULL: it has none. */
	void (*end)(struct link *link);
};

/* Forgets what the dialogue keeps: the connection has ended. */
void link_end(const struct link_kind *kind, struct link *link);

/* The number of our request that this frame answers, 0 if it is none of ours. */
int64_t link_request(const char *request_id);

/* For dialogues. The id of a new request of ours. */
const char *link_number(struct link *link, struct arena *arena);
/* The bytes as a frame in the arena; the buffer is used up. */
struct frame link_frame(struct buf *out, struct arena *arena);
/* Is the channel an app with its secret, which gets a ticket? */
bool link_app_ready(const struct channel *channel);

#endif
