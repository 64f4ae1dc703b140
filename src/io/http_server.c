/* The HTTP server; see the header.
 *
 * A connection reads until a whole header block is there, checks its bytes itself (bare
 * LF, folding, space before a colon: what parsers disagree on), lets llhttp parse it,
 * then feeds the body. One request at a time: what a client sends ahead waits in the
 * buffer until the answer has gone. A token names slot and generation, so an answer
 * that comes after its connection has gone finds nobody. */
#include "io/http_server.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/memory.h"
#include "base/require.h"
#include "io/http_checks.h"
#include "io/http_connection.h"

#define LINE_BYTES_MAX (8 * 1024)
#define HEADER_BYTES_MAX (32 * 1024)
#define ADDRESS_CONNECTIONS_MAX 50
#define BODY_MS 10000
#define FILE_MS 60000 /* a picture over a thin line */
#define TICK_MS 500
#define HELD_MAX (16 << 20) /* bytes of all requests that are not whole yet; small ones are always taken */
#define SMALL_BYTES 4096

static const char only_pictures[] = "only pictures: JPEG, PNG, GIF, WebP";

static void
on_closed(uv_handle_t *handle)
{
	struct connection *c = handle->data;
	struct http_server *server = c->server;

	server->slots[c->slot] = NULL;
	server->count--;
	server->held -= c->held;
	buf_free(&c->in);
	buf_free(&c->text);
	buf_free(&c->body);
	free(c);
	if (server->closing && server->count == 0 && server->handles == 0)
		free(server);
}

/* Counts what the connection holds into the server's sum; one that waits for its next request holds
 * nothing. Never inside a request: its texts lie here. */
static void
count_held(struct connection *c)
{
	if (c->phase == PHASE_IDLE && c->in.n == 0) {
		buf_free(&c->in);
		buf_free(&c->text);
		buf_free(&c->body);
	}
	size_t now = c->in.cap + c->text.cap + c->body.cap;

	c->server->held += now - c->held;
	c->held = now;
}

uint64_t
connection_token(const struct connection *c)
{
	return ((uint64_t)c->generation << 16 | c->slot) + 1;
}

void
connection_drop(struct connection *c)
{
	bool stream = c->phase == PHASE_STREAM;

	if (c->phase == PHASE_CLOSING)
		return;
	if (c->file)
		c->server->events.file_end(c->server->events.context, connection_token(c), false);
	c->file = false;
	c->phase = PHASE_CLOSING;
	c->server->generations[c->slot]++;
	uv_close((uv_handle_t *)&c->tcp, on_closed);
	if (stream)
		c->stream_events.gone(c->stream_events.context, "the connection broke");
}

static int
on_url(llhttp_t *parser, const char *at, size_t n)
{
	struct connection *c = parser->data;

	buf_add(&c->text, at, n);
	return 0;
}

static int
on_field(llhttp_t *parser, const char *at, size_t n)
{
	struct connection *c = parser->data;

	if (c->in_value || c->field_count == 0) {
		if (c->field_count == HEADER_FIELDS_MAX)
			return -1;
		buf_addc(&c->text, 0);
		c->fields[c->field_count++].name = (uint32_t)c->text.n;
		c->in_value = false;
	}
	buf_add(&c->text, at, n);
	return 0;
}

static int
on_value(llhttp_t *parser, const char *at, size_t n)
{
	struct connection *c = parser->data;

	if (!c->in_value) {
		buf_addc(&c->text, 0);
		c->fields[c->field_count - 1].value = (uint32_t)c->text.n;
		c->in_value = true;
	}
	buf_add(&c->text, at, n);
	return 0;
}

static int
on_value_complete(llhttp_t *parser)
{
	struct connection *c = parser->data;

	if (!c->in_value) { /* an empty value has no bytes */
		buf_addc(&c->text, 0);
		c->fields[c->field_count - 1].value = (uint32_t)c->text.n;
		c->in_value = true;
	}
	return 0;
}

static int
on_body(llhttp_t *parser, const char *at, size_t n)
{
	struct connection *c = parser->data;

	if (c->file) {
		c->file_n += n;
		return c->file_n <= FILE_BYTES_MAX &&
		        c->server->events.file_bytes(c->server->events.context, connection_token(c), at, n)
		    ? 0
		    : -1;
	}
	if (c->body.n + n > BODY_BYTES_MAX)
		return -1;
	buf_add(&c->body, at, n);
	return 0;
}

static int
on_complete(llhttp_t *parser)
{
	struct connection *c = parser->data;

	c->complete = true;
	return HPE_PAUSED;
}

static void
begin_request(struct connection *c)
{
	llhttp_init(&c->parser, HTTP_REQUEST, &c->server->settings);
	c->parser.data = c;
	buf_clear(&c->text);
	buf_clear(&c->body);
	c->field_count = 0;
	c->in_value = c->complete = c->answered = c->head = c->file = false;
	c->file_n = c->query = 0;
}

/* The headers that the parser has found; borrowed until the next request. */
static void
headers_of(const struct connection *c, struct http_header headers[HEADER_FIELDS_MAX])
{
	for (size_t i = 0; i < c->field_count; i++)
		headers[i] = (struct http_header){c->text.p + c->fields[i].name, c->text.p + c->fields[i].value};
}

/* Is it a picture that is being sent? */
static bool
sends_file(const struct connection *c)
{
	return c->server->events.file_begin && c->parser.method == HTTP_POST &&
	    http_place_is(c->server->events.places, c->text.p, PLACE_FILE);
}

/* After the header block: our own checks. 0 = go on, else the status to refuse with. */
static int
check_head(struct connection *c, const char **error)
{
	static char go_on[] = "HTTP/1.1 100 Continue\r\n\r\n";
	const struct http_events *events = &c->server->events;
	struct http_header headers[HEADER_FIELDS_MAX];
	bool waits;

	headers_of(c, headers);
	int status = http_check_head(
	    &(struct http_head){
	        .major = c->parser.http_major,
	        .minor = c->parser.http_minor,
	        .get = c->parser.method == HTTP_GET,
	        .post = c->parser.method == HTTP_POST,
	        .upgrade = c->parser.upgrade,
	        .url = c->text.p,
	        .headers = headers,
	        .header_count = c->field_count,
	    },
	    events->places, events->busy(events->context), &waits, error);
	if (waits) {
		uv_buf_t bytes = uv_buf_init(go_on, sizeof go_on - 1);

		uv_try_write((uv_stream_t *)&c->tcp, &bytes, 1);
	}
	return status;
}

/* The request as it is given on; its texts live until the next. */
static struct http_request
request_of(struct connection *c, struct http_header headers[HEADER_FIELDS_MAX])
{
	buf_addc(&c->text, 0);
	char *mark = strchr(c->text.p, '?');

	headers_of(c, headers);
	if (mark) {
		c->query = (size_t)(mark - c->text.p) + 1;
		c->text.p[c->query - 1] = 0;
	}
	return (struct http_request){
	    .method = llhttp_method_name((llhttp_method_t)c->parser.method),
	    .path = c->text.p,
	    .query = c->query ? c->text.p + c->query : "",
	    .headers = headers,
	    .header_count = c->field_count,
	    .body = buf_text(&c->body),
	    .body_n = c->body.n,
	    .loopback = c->loopback,
	    .address = c->address,
	};
}

static void
hand_over(struct connection *c, const char *file)
{
	struct http_header headers[HEADER_FIELDS_MAX];
	struct http_request request = request_of(c, headers);

	request.file = file;
	c->keep_alive = llhttp_should_keep_alive(&c->parser) && !c->server->draining && !c->parser.upgrade;
	c->head = c->parser.method == HTTP_HEAD;
	c->phase = PHASE_HANDLING;
	c->server->events.request(c->server->events.context, &request, connection_token(c));
}

/* The body will be a picture: is it taken? 0, or the status to refuse it with. */
static int
begin_file(struct connection *c)
{
	struct http_header headers[HEADER_FIELDS_MAX];
	struct http_request request;

	if (!sends_file(c))
		return 0;
	request = request_of(c, headers);
	int status = c->server->events.file_begin(c->server->events.context, &request, connection_token(c));
	c->file = status == 0;
	c->deadline = uv_now(c->server->loop) + FILE_MS;
	return status;
}

static void
use(struct connection *c, size_t n)
{
	memmove(c->in.p, c->in.p + n, c->in.n - n);
	c->in.n -= n;
}

/* Feeds n bytes; false when the connection was refused. */
static bool
feed(struct connection *c, size_t n)
{
	enum llhttp_errno code = llhttp_execute(&c->parser, c->in.p, n);

	if (code == HPE_PAUSED) {
		const char *at = llhttp_get_error_pos(&c->parser);

		use(c, at ? (size_t)(at - c->in.p) : n);
		return true;
	}
	if (code == HPE_OK) {
		use(c, n);
		return true;
	}
	bool large = c->file ? c->file_n > FILE_BYTES_MAX : c->body.n + n > BODY_BYTES_MAX;
	connection_refuse(c,
	    large                                     ? 413
	        : c->field_count == HEADER_FIELDS_MAX ? 431
	                                              : 400,
	    large ? "the body is too large" : "bad request");
	return false;
}

/* Takes a header block out of the buffer if one is whole; false = nothing to do now. */
static bool
read_header(struct connection *c)
{
	const char *error, *line_end;
	int status;

	if (c->in.n >= 2 && c->in.p[0] == '\r' && c->in.p[1] == '\n')
		use(c, 2); /* one empty line before a request is allowed (RFC 9112 2.2) */
	char *end = c->in.n ? memmem(c->in.p, c->in.n, "\r\n\r\n", 4) : NULL;
	size_t n = end ? (size_t)(end - c->in.p) + 4 : c->in.n;
	line_end = n ? memchr(c->in.p, '\n', n) : NULL;
	if ((line_end ? (size_t)(line_end - c->in.p) : n) > LINE_BYTES_MAX) {
		connection_refuse(c, 431, "the request line is too long");
		return false;
	}
	if (n > HEADER_BYTES_MAX + LINE_BYTES_MAX) {
		connection_refuse(c, 431, "the header is too large");
		return false;
	}
	if (end == NULL) {
		if (c->in.n >= 2 && memmem(c->in.p, c->in.n, "\n\n", 2)) /* bare LFs: no CRLF will come */
			connection_refuse(c, 400, "bad request");
		return false;
	}
	if (!http_clean_block(c->in.p, n)) {
		connection_refuse(c, 400, "bad request");
		return false;
	}
	begin_request(c);
	c->phase = PHASE_BODY;
	c->deadline = uv_now(c->server->loop) + BODY_MS;
	if (!feed(c, n))
		return false;
	if ((status = check_head(c, &error)) != 0) {
		connection_refuse(c, status, error);
		return false;
	}
	if ((status = begin_file(c)) != 0) {
		connection_refuse(c, status,
		    status == 503       ? "too many pictures at once; please send again"
		        : status == 415 ? only_pictures
		                        : "not accepted");
		return false;
	}
	return true;
}

/* Works on what is in the buffer, one request after the other while they are answered
 * at once. */
void
connection_proceed(struct connection *c)
{
	for (;;) {
		if (c->phase == PHASE_IDLE && c->in.n) {
			c->phase = PHASE_HEADER;
			c->deadline = uv_now(c->server->loop) + HEADER_MS;
		}
		if (c->phase == PHASE_HEADER) {
			if (!read_header(c))
				return;
		} else if (c->phase == PHASE_BODY && !c->complete) {
			if (c->in.n == 0 || !feed(c, c->in.n))
				return;
		} else {
			return;
		}
		if (c->phase != PHASE_BODY)
			return;
		if (!c->complete) {
			if (c->in.n == 0)
				return;
			continue;
		}
		if (c->file) {
			c->file = false;
			c->phase = PHASE_KEEPING;
			c->server->events.file_end(c->server->events.context, connection_token(c), true);
			return;
		}
		hand_over(c, NULL);
		if (c->phase == PHASE_HANDLING || c->phase == PHASE_CLOSING)
			return;
	}
}

static void
on_buffer(uv_handle_t *handle, size_t suggested, uv_buf_t *buf)
{
	struct connection *c = handle->data;

	(void)suggested;
	*buf = uv_buf_init(c->server->read_bytes, READ_BYTES);
}

static void
on_read(uv_stream_t *stream, ssize_t n, const uv_buf_t *bytes)
{
	struct connection *c = stream->data;

	if (n < 0) {
		connection_drop(c);
		return;
	}
	if (n == 0 || c->phase == PHASE_CLOSING)
		return;
	if (c->phase == PHASE_STREAM) {
		c->stream_events.bytes(c->stream_events.context, bytes->base, (size_t)n);
		return;
	}
	if (c->in.n + (size_t)n > HEADER_BYTES_MAX + LINE_BYTES_MAX + BODY_BYTES_MAX + READ_BYTES) {
		connection_drop(c); /* sends ahead far more than one request while the last is handled */
		return;
	}
	if (c->in.n + c->text.n + c->body.n + (size_t)n > SMALL_BYTES && c->server->held + (size_t)n > HELD_MAX) {
		if (c->phase == PHASE_HEADER || c->phase == PHASE_BODY)
			connection_refuse(c, 503, "busy; please send again");
		else
			connection_drop(c);
		return;
	}
	buf_add(&c->in, bytes->base, (size_t)n);
	connection_proceed(c);
	count_held(c);
}

static size_t
from_address(const struct http_server *server, const char *address)
{
	size_t count = 0;

	for (size_t i = 0; i < CONNECTIONS_MAX; i++)
		count += server->slots[i] && strcmp(server->slots[i]->address, address) == 0;
	return count;
}

static void
know_peer(struct connection *c)
{
	struct sockaddr_storage peer;
	int n = sizeof peer;

	if (uv_tcp_getpeername(&c->tcp, (struct sockaddr *)&peer, &n) != 0)
		return;
	if (peer.ss_family == AF_INET)
		uv_ip4_name((struct sockaddr_in *)&peer, c->address, sizeof c->address);
	else
		uv_ip6_name((struct sockaddr_in6 *)&peer, c->address, sizeof c->address);
	c->loopback = strncmp(c->address, "127.", 4) == 0 || strcmp(c->address, "::1") == 0;
}

static void
on_connection(uv_stream_t *listener, int status)
{
	struct http_server *server = listener->data;
	uint32_t slot = 0;

	if (status < 0)
		return;
	while (slot < CONNECTIONS_MAX && server->slots[slot])
		slot++;
	struct connection *c = mem_new(sizeof *c);
	require(uv_tcp_init(server->loop, &c->tcp) == 0);
	c->tcp.data = c;
	c->server = server;
	if (slot == CONNECTIONS_MAX || uv_accept(listener, (uv_stream_t *)&c->tcp) != 0) {
		/* Full: say so and hang up, without a slot. */
		static char full[] =
		    "HTTP/1.1 503 Service Unavailable\r\nRetry-After: 2\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
		uv_buf_t bytes = uv_buf_init(full, sizeof full - 1);

		if (slot == CONNECTIONS_MAX && uv_accept(listener, (uv_stream_t *)&c->tcp) == 0)
			uv_try_write((uv_stream_t *)&c->tcp, &bytes, 1);
		uv_close((uv_handle_t *)&c->tcp, (uv_close_cb)free); /* tcp is the first member */
		return;
	}
	c->slot = slot;
	c->generation = server->generations[slot];
	server->slots[slot] = c;
	server->count++;
	know_peer(c);
	uv_tcp_nodelay(&c->tcp, 1);
	c->phase = PHASE_HEADER;
	c->deadline = uv_now(server->loop) + HEADER_MS;
	if (!c->loopback && from_address(server, c->address) > ADDRESS_CONNECTIONS_MAX) {
		connection_refuse(c, 429, "too many connections from this address");
		return;
	}
	uv_read_start((uv_stream_t *)&c->tcp, on_buffer, on_read);
}

static void
on_timer(uv_timer_t *timer)
{
	struct http_server *server = timer->data;
	uint64_t now = uv_now(server->loop);

	for (size_t i = 0; i < CONNECTIONS_MAX; i++) {
		struct connection *c = server->slots[i];

		if (c && c->phase == PHASE_IDLE)
			count_held(c);
		if (c == NULL || c->phase == PHASE_CLOSING || c->phase == PHASE_KEEPING ||
		    c->phase == PHASE_HANDLING || c->phase == PHASE_STREAM || now < c->deadline)
			continue;
		if (c->phase == PHASE_BODY || (c->phase == PHASE_HEADER && c->in.n))
			connection_refuse(c, 408, "too slow");
		else
			connection_drop(c);
	}
}

struct http_server *
http_server_open(uv_loop_t *loop, const char *address, int port, const struct http_events *events, char *why)
{
	struct http_server *server = mem_new(sizeof *server);
	struct sockaddr_storage at;
	int n = sizeof at, code;
	const char *inherited = getenv("LISTEN_FDS"), *for_pid = getenv("LISTEN_PID");

	server->loop = loop;
	server->events = *events;
	llhttp_settings_init(&server->settings);
	server->settings.on_url = on_url;
	server->settings.on_header_field = on_field;
	server->settings.on_header_value = on_value;
	server->settings.on_header_value_complete = on_value_complete;
	server->settings.on_body = on_body;
	server->settings.on_message_complete = on_complete;
	require(uv_tcp_init(loop, &server->listener) == 0 && uv_timer_init(loop, &server->timer) == 0);
	server->listener.data = server->timer.data = server;
	server->handles = 2;
	if (inherited && strcmp(inherited, "1") == 0 && for_pid && atoi(for_pid) == getpid()) {
		code = uv_tcp_open(&server->listener, 3); /* sd_listen_fds(3): the first is 3 */
	} else {
		if (strchr(address, ':'))
			code = uv_ip6_addr(address, port, (struct sockaddr_in6 *)&at);
		else
			code = uv_ip4_addr(address, port, (struct sockaddr_in *)&at);
		if (code == 0)
			code = uv_tcp_bind(&server->listener, (struct sockaddr *)&at, 0);
	}
	if (code == 0)
		code = uv_listen((uv_stream_t *)&server->listener, 512, on_connection);
	if (code != 0) {
		snprintf(why, 256, "%s:%d: %s", address, port, uv_strerror(code));
		http_server_close(server);
		return NULL;
	}
	uv_tcp_getsockname(&server->listener, (struct sockaddr *)&at, &n);
	server->port = ntohs(at.ss_family == AF_INET ? ((struct sockaddr_in *)&at)->sin_port
	                                             : ((struct sockaddr_in6 *)&at)->sin6_port);
	uv_timer_start(&server->timer, on_timer, TICK_MS, TICK_MS);
	return server;
}

int
http_server_port(const struct http_server *server)
{
	return server->port;
}

static struct connection *
of_token(struct http_server *server, uint64_t token)
{
	uint32_t slot = (uint32_t)((token - 1) & 0xffff), generation = (uint32_t)((token - 1) >> 16);
	struct connection *c = slot < CONNECTIONS_MAX ? server->slots[slot] : NULL;

	return c && c->generation == generation ? c : NULL;
}

struct connection *
connection_handled(struct http_server *server, uint64_t token)
{
	struct connection *c = of_token(server, token);

	return c && c->phase == PHASE_HANDLING && !c->answered ? c : NULL;
}

bool
http_server_file_kept(struct http_server *server, uint64_t token, const char *name)
{
	struct connection *c = of_token(server, token);

	if (c == NULL || c->phase != PHASE_KEEPING)
		return false;
	if (name && *name)
		hand_over(c, name);
	else
		connection_refuse(c, name ? 415 : 503, name ? only_pictures : "the picture could not be kept");
	return true;
}

void
http_server_answer(struct http_server *server, uint64_t token, const struct http_answer *answer)
{
	struct connection *c = connection_handled(server, token);

	if (c == NULL)
		return;
	connection_respond(c, answer, !c->keep_alive || server->draining);
	if (c->phase == PHASE_HEADER && !c->writing)
		connection_proceed(c);
}

static void
on_handle_closed(uv_handle_t *handle)
{
	struct http_server *server = handle->data;

	if (--server->handles == 0 && server->count == 0)
		free(server);
}

void
http_server_drain(struct http_server *server)
{
	server->draining = true;
	if (!uv_is_closing((uv_handle_t *)&server->listener))
		uv_close((uv_handle_t *)&server->listener, on_handle_closed);
	for (size_t i = 0; i < CONNECTIONS_MAX; i++)
		if (server->slots[i] &&
		    (server->slots[i]->phase == PHASE_IDLE ||
		        (server->slots[i]->phase == PHASE_HEADER && server->slots[i]->in.n == 0)))
			connection_drop(server->slots[i]);
}

size_t
http_server_connections(const struct http_server *server)
{
	return server->count;
}

void
http_server_close(struct http_server *server)
{
	server->closing = true;
	for (size_t i = 0; i < CONNECTIONS_MAX; i++)
		if (server->slots[i])
			connection_drop(server->slots[i]);
	if (!uv_is_closing((uv_handle_t *)&server->listener))
		uv_close((uv_handle_t *)&server->listener, on_handle_closed);
	uv_close((uv_handle_t *)&server->timer, on_handle_closed);
}
