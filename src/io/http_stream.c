/* A connection that is a stream of bytes from now on: a WebSocket, an answer that stays open. */
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

#include "base/memory.h"
#include "io/http_connection.h"
#include "io/http_server.h"

static void
on_stream_written(uv_write_t *request, int status)
{
	struct writing *writing = request->data;
	struct connection *c = writing->c;

	free(writing->bytes);
	free(writing);
	if (status < 0)
		connection_drop(c);
}

/* Never ends the connection from inside: the failed write does. */
static void
stream_write(struct stream *stream, const void *p, size_t n)
{
	struct connection *c = stream->owner;
	struct writing *writing = mem_new(sizeof *writing);

	*writing = (struct writing){.c = c, .bytes = mem_copy(p, n)};
	writing->request.data = writing;
	uv_buf_t bytes = uv_buf_init(writing->bytes, (unsigned)n);
	uv_os_fd_t fd;
	if (uv_write(&writing->request, (uv_stream_t *)&c->tcp, &bytes, 1, on_stream_written) < 0) {
		free(writing->bytes);
		free(writing);
	}
	if (uv_stream_get_write_queue_size((uv_stream_t *)&c->tcp) > STREAM_WAITING_MAX &&
	    uv_fileno((uv_handle_t *)&c->tcp, &fd) == 0)
		shutdown(fd, SHUT_RDWR); /* it does not read: its end is read, in a later turn of the loop */
}

static void
stream_close(struct stream *stream)
{
	struct connection *c = stream->owner;

	if (c->phase == PHASE_STREAM)
		c->phase = PHASE_HANDLING; /* nobody listens any more */
	connection_drop(c);
}

/* From now on the connection is a stream. */
static void
become_stream(struct connection *c, const struct stream_events *events)
{
	c->phase = PHASE_STREAM;
	c->stream_events = *events;
	c->stream = (struct stream){c, stream_write, stream_close};
}

struct stream *
http_server_begin(struct http_server *server, uint64_t token, const struct http_answer *answer,
    const struct stream_events *events)
{
	struct connection *c = connection_handled(server, token);
	struct buf out = {0};

	if (c == NULL)
		return NULL;
	connection_head(c, answer, true, &out);
	buf_add(&out, answer->body, answer->n);
	become_stream(c, events);
	stream_write(&c->stream, out.p, out.n);
	buf_free(&out);
	return &c->stream;
}

struct stream *
http_server_upgrade(
    struct http_server *server, uint64_t token, const char *accept, const struct stream_events *events)
{
	struct connection *c = connection_handled(server, token);
	struct buf out = {0};

	if (c == NULL)
		return NULL;
	if (!c->parser.upgrade || c->in.n) { /* a client speaks after 101 only (RFC 6455, 4.1) */
		connection_drop(c);
		return NULL;
	}
	become_stream(c, events);
	buf_addf(&out,
	    "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: %s\r\n\r\n",
	    accept);
	stream_write(&c->stream, out.p, out.n);
	buf_free(&out);
	return &c->stream;
}
