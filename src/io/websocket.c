/* WebSocket over a stream; see the header. */
#include "io/websocket.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <wslay/wslay.h>

#include "base/buf.h"
#include "base/digest.h"
#include "base/require.h"

#define MESSAGE_BYTES_MAX (1 << 20)
#define HEAD_BYTES_MAX (16 * 1024)
#define OPEN_MS 15000
#define PING_MS 30000
#define SILENCE_MS (3 * PING_MS)

struct websocket {
	uv_timer_t timer;
	uv_loop_t *loop;
	struct websocket_events events;
	struct stream *stream; /* NULL: gone */
	wslay_event_context_ptr frames;
	bool open;   /* the handshake is done */
	bool inside; /* wslay is on the stack */
	bool dead;
	char *request; /* a client's handshake */
	char accept[32];
	struct buf head;
	const char *in; /* bytes that wslay may read now */
	size_t in_n;
	struct buf out;
	uint64_t heard_at;
};

static void
free_socket(uv_handle_t *handle)
{
	struct websocket *socket = handle->data;

	if (socket->frames)
		wslay_event_context_free(socket->frames);
	free(socket->request);
	buf_free(&socket->head);
	buf_free(&socket->out);
	free(socket);
}

/* The end, once: the stream goes, the owner hears why (NULL: it knows). */
static void
bury(struct websocket *socket, const char *why)
{
	if (socket->dead)
		return;
	socket->dead = true;
	if (socket->stream)
		socket->stream->close(socket->stream);
	socket->stream = NULL;
	uv_close((uv_handle_t *)&socket->timer, free_socket);
	if (why)
		socket->events.closed(socket->events.context, why);
}

static ssize_t
give_bytes(wslay_event_context_ptr frames, uint8_t *p, size_t n, int flags, void *user)
{
	struct websocket *socket = user;

	(void)flags;
	if (socket->in_n == 0 || socket->dead) {
		wslay_event_set_error(frames, WSLAY_ERR_WOULDBLOCK);
		return -1;
	}
	n = n < socket->in_n ? n : socket->in_n;
	memcpy(p, socket->in, n);
	socket->in += n;
	socket->in_n -= n;
	return (ssize_t)n;
}

static ssize_t
take_bytes(wslay_event_context_ptr frames, const uint8_t *p, size_t n, int flags, void *user)
{
	struct websocket *socket = user;

	(void)frames;
	(void)flags;
	buf_add(&socket->out, p, n);
	return (ssize_t)n;
}

static int
mask(wslay_event_context_ptr frames, uint8_t *p, size_t n, void *user)
{
	(void)frames;
	(void)user;
	digest_random(p, n);
	return 0;
}

static void
take_message(wslay_event_context_ptr frames, const struct wslay_event_on_msg_recv_arg *message, void *user)
{
	struct websocket *socket = user;

	(void)frames;
	if (!socket->dead && (message->opcode == WSLAY_TEXT_FRAME || message->opcode == WSLAY_BINARY_FRAME))
		socket->events.message(socket->events.context, message->opcode == WSLAY_BINARY_FRAME,
		    (const char *)message->msg, message->msg_length);
}

/* What wslay wants to say leaves. */
static void
flush(struct websocket *socket)
{
	while (!socket->dead && wslay_event_want_write(socket->frames))
		if (wslay_event_send(socket->frames) != 0)
			break;
	if (!socket->dead && socket->out.n)
		socket->stream->write(socket->stream, socket->out.p, socket->out.n);
	buf_clear(&socket->out);
}

static void
read_frames(struct websocket *socket, const char *p, size_t n)
{
	socket->in = p;
	socket->in_n = n;
	socket->inside = true;
	while (!socket->dead && socket->in_n && wslay_event_want_read(socket->frames))
		if (wslay_event_recv(socket->frames) != 0)
			break;
	socket->inside = false;
	flush(socket);
	if (!socket->dead && !wslay_event_want_read(socket->frames) && !wslay_event_want_write(socket->frames))
		bury(socket,
		    wslay_event_get_close_received(socket->frames) ? "the other side closed the connection"
		                                                   : "no WebSocket frames");
}

long
websocket_answered(const char *p, size_t n, const char *accept)
{
	static const char status[] = "HTTP/1.1 101 ", name[] = "\r\nsec-websocket-accept:";
	const char *end = memmem(p, n, "\r\n\r\n", 4);

	if (n >= sizeof status - 1 && memcmp(p, status, sizeof status - 1) != 0)
		return -1;
	if (end == NULL)
		return n > HEAD_BYTES_MAX ? -1 : 0;
	for (const char *at = p; at < end; at++) {
		if (*at != '\r' || (size_t)(end - at) < sizeof name - 1 ||
		    strncasecmp(at, name, sizeof name - 1) != 0)
			continue;
		at += sizeof name - 1;
		while (at < end && *at == ' ')
			at++;
		size_t wanted = strlen(accept);
		return (size_t)(end - at) >= wanted && memcmp(at, accept, wanted) == 0 &&
		        (at[wanted] == '\r' || at[wanted] == ' ')
		    ? end + 4 - p
		    : -1;
	}
	return -1;
}

static void
on_bytes(void *context, const char *p, size_t n)
{
	struct websocket *socket = context;

	socket->heard_at = uv_now(socket->loop);
	if (socket->open) {
		read_frames(socket, p, n);
		return;
	}
	buf_add(&socket->head, p, n);
	long head = websocket_answered(socket->head.p, socket->head.n, socket->accept);
	if (head < 0) {
		bury(socket,
		    socket->head.n > 12 && memcmp(socket->head.p, "HTTP/1.1 ", 9) == 0
		        ? "the other side refused the WebSocket"
		        : "the other side is no WebSocket server");
	} else if (head > 0) {
		struct buf rest = socket->head;

		socket->head = (struct buf){0};
		socket->open = true;
		socket->events.opened(socket->events.context);
		if (!socket->dead && rest.n > (size_t)head)
			read_frames(socket, rest.p + head, rest.n - (size_t)head);
		buf_free(&rest);
	}
}

static void
on_opened(void *context)
{
	struct websocket *socket = context;

	socket->stream->write(socket->stream, socket->request, strlen(socket->request));
}

static void
on_gone(void *context, const char *why)
{
	struct websocket *socket = context;

	socket->stream = NULL;
	bury(socket, why);
}

static void
on_timer(uv_timer_t *timer)
{
	struct websocket *socket = timer->data;

	if (!socket->open) {
		bury(socket, "the connection was not made in time");
	} else if (uv_now(socket->loop) > socket->heard_at + SILENCE_MS) {
		bury(socket, "the other side has gone silent");
	} else {
		wslay_event_queue_msg(socket->frames, &(struct wslay_event_msg){WSLAY_PING, NULL, 0});
		flush(socket);
	}
}

static struct websocket *
make(uv_loop_t *loop, bool server, const struct websocket_events *events)
{
	static const struct wslay_event_callbacks callbacks = {
	    give_bytes, take_bytes, mask, NULL, NULL, NULL, take_message};
	struct websocket *socket = mem_new(sizeof *socket);

	socket->loop = loop;
	socket->events = *events;
	require((server ? wslay_event_context_server_init : wslay_event_context_client_init)(
	            &socket->frames, &callbacks, socket) == 0);
	wslay_event_config_set_max_recv_msg_length(socket->frames, MESSAGE_BYTES_MAX);
	require(uv_timer_init(loop, &socket->timer) == 0);
	socket->timer.data = socket;
	socket->heard_at = uv_now(loop);
	uv_timer_start(&socket->timer, on_timer, server ? PING_MS : OPEN_MS, PING_MS);
	return socket;
}

struct websocket *
websocket_dial(
    uv_loop_t *loop, struct http_client *client, const char *url, const struct websocket_events *events)
{
	struct websocket *socket = make(loop, false, events);
	bool tls = strncmp(url, "wss://", 6) == 0;
	const char *host = strstr(url, "://") ? strstr(url, "://") + 3 : url;
	size_t host_n = strcspn(host, "/?");
	struct buf key = {0}, out = {0}, accept = {0};
	uint8_t random[16];

	digest_random(random, sizeof random);
	base64_add(&key, random, sizeof random);
	digest_websocket_accept(key.p, &accept);
	require(accept.n < sizeof socket->accept);
	memcpy(socket->accept, accept.p, accept.n);
	buf_addf(&out,
	    "GET %s%s HTTP/1.1\r\nHost: %.*s\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: %s\r\nSec-WebSocket-Version: 13\r\n\r\n",
	    host[host_n] == '/' ? "" : "/", host + host_n, (int)host_n, host, key.p);
	socket->request = out.p;
	struct buf address = {0};
	buf_addf(&address, "%s://%.*s/", tls ? "https" : "http", (int)host_n, host);
	socket->stream = http_client_dial(
	    client, address.p, &(struct stream_events){socket, on_opened, on_bytes, on_gone});
	buf_free(&address);
	buf_free(&key);
	buf_free(&accept);
	return socket;
}

struct websocket *
websocket_serve(uv_loop_t *loop, struct http_server *server, uint64_t token, const char *accept,
    const struct websocket_events *events)
{
	struct websocket *socket = make(loop, true, events);

	socket->open = true;
	socket->stream = http_server_upgrade(
	    server, token, accept, &(struct stream_events){socket, NULL, on_bytes, on_gone});
	if (socket->stream == NULL) {
		bury(socket, NULL);
		return NULL;
	}
	return socket;
}

void
websocket_send(struct websocket *socket, bool binary, const void *p, size_t n)
{
	if (socket->dead || !socket->open)
		return;
	wslay_event_queue_msg(
	    socket->frames, &(struct wslay_event_msg){binary ? WSLAY_BINARY_FRAME : WSLAY_TEXT_FRAME, p, n});
	if (!socket->inside) /* else it leaves when what was read has been dealt with */
		flush(socket);
}

void
websocket_close(struct websocket *socket)
{
	if (socket->dead)
		return;
	if (socket->open && !socket->inside) {
		wslay_event_queue_close(socket->frames, WSLAY_CODE_GOING_AWAY, NULL, 0);
		flush(socket);
	}
	bury(socket, NULL);
}
