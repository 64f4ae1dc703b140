/* The HTTP server; see the header.
 *
 * A connection reads until a whole header block is there, checks its bytes itself (bare
 * LF, folding, space before a colon: what parsers disagree on), lets llhttp parse it,
 * then feeds the body. One request at a time: what a client sends ahead waits in the
 * buffer until the answer has gone. A token names slot and generation, so an answer
 * that comes after its connection has gone finds nobody. */
#include "io/http_server.h"

#include <errno.h>
#include <llhttp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <time.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/memory.h"
#include "base/require.h"

#define LINE_BYTES_MAX (8 * 1024)
#define HEADER_BYTES_MAX (32 * 1024)
#define HEADER_FIELDS_MAX 64
#define BODY_BYTES_MAX (256 * 1024)
#define CONNECTIONS_MAX 1000
#define ADDRESS_CONNECTIONS_MAX 50
#define HEADER_MS 5000
#define BODY_MS 10000
#define FILE_MS 60000 /* a picture over a thin line */
#define IDLE_MS 60000
#define TICK_MS 500
#define READ_BYTES (64 * 1024)

enum phase {
	PHASE_IDLE,
	PHASE_HEADER,
	PHASE_BODY,
	PHASE_KEEPING,
	PHASE_HANDLING,
	PHASE_STREAM,
	PHASE_CLOSING
};

struct connection {
	uv_tcp_t tcp;
	struct http_server *server;
	uint32_t slot, generation;
	enum phase phase;
	uint64_t deadline; /* loop time, ms */
	struct buf in;     /* bytes not yet used */
	llhttp_t parser;
	struct buf text; /* names, values, url of the request, NUL-separated */
	struct {
		uint32_t name, value;
	} fields[HEADER_FIELDS_MAX];
	size_t field_count;
	bool in_value, keep_alive, head, answered, loopback, complete, writing;
	struct buf body;
	bool file; /* the body is a picture and goes to the disk */
	size_t file_n;
	size_t query; /* of the url, in text; 0: not looked for, or none */
	char address[INET6_ADDRSTRLEN];
	struct stream stream; /* after an upgrade */
	struct stream_events stream_events;
};

struct http_server {
	uv_tcp_t listener;
	uv_timer_t timer;
	uv_loop_t *loop;
	struct http_events events;
	struct connection *slots[CONNECTIONS_MAX];
	uint32_t generations[CONNECTIONS_MAX];
	size_t count;
	bool draining, closing;
	int port;
	int handles; /* listener and timer still open */
	char read_bytes[READ_BYTES];
	llhttp_settings_t settings;
	char date[64];
	time_t date_at;
};

static const char only_pictures[] = "only pictures: JPEG, PNG, GIF, WebP";

static void proceed(struct connection *c);

static void
on_closed(uv_handle_t *handle)
{
	struct connection *c = handle->data;
	struct http_server *server = c->server;

	server->slots[c->slot] = NULL;
	server->count--;
	buf_free(&c->in);
	buf_free(&c->text);
	buf_free(&c->body);
	free(c);
	if (server->closing && server->count == 0 && server->handles == 0)
		free(server);
}

static uint64_t
token_of(const struct connection *c)
{
	return ((uint64_t)c->generation << 16 | c->slot) + 1;
}

static void
drop(struct connection *c)
{
	bool stream = c->phase == PHASE_STREAM;

	if (c->phase == PHASE_CLOSING)
		return;
	if (c->file)
		c->server->events.file_end(c->server->events.context, token_of(c), false);
	c->file = false;
	c->phase = PHASE_CLOSING;
	c->server->generations[c->slot]++;
	uv_close((uv_handle_t *)&c->tcp, on_closed);
	if (stream)
		c->stream_events.gone(c->stream_events.context, "the connection broke");
}

static const char *
reason_of(int status)
{
	switch (status) {
	case 200: return "OK";
	case 204: return "No Content";
	case 304: return "Not Modified";
	case 400: return "Bad Request";
	case 401: return "Unauthorized";
	case 403: return "Forbidden";
	case 404: return "Not Found";
	case 405: return "Method Not Allowed";
	case 408: return "Request Timeout";
	case 409: return "Conflict";
	case 413: return "Content Too Large";
	case 415: return "Unsupported Media Type";
	case 417: return "Expectation Failed";
	case 429: return "Too Many Requests";
	case 431: return "Request Header Fields Too Large";
	default: return "Service Unavailable";
	}
}

struct writing {
	uv_write_t request;
	struct connection *c;
	char *bytes;
	bool close;
};

static void
after_answer(struct connection *c, bool close)
{
	if (close) {
		drop(c);
		return;
	}
	c->phase = c->in.n ? PHASE_HEADER : PHASE_IDLE;
	c->deadline = uv_now(c->server->loop) + (c->in.n ? HEADER_MS : IDLE_MS);
}

static void
on_written(uv_write_t *request, int status)
{
	struct writing *writing = request->data;
	struct connection *c = writing->c;
	bool close = writing->close || status < 0;

	free(writing->bytes);
	free(writing);
	if (c->phase == PHASE_CLOSING)
		return;
	c->writing = false;
	after_answer(c, close);
	if (c->phase == PHASE_HEADER)
		proceed(c);
}

static const char *
date_now(struct http_server *server)
{
	time_t now = time(NULL);
	struct tm tm;

	if (now != server->date_at) {
		server->date_at = now;
		gmtime_r(&now, &tm);
		strftime(server->date, sizeof server->date, "%a, %d %b %Y %H:%M:%S GMT", &tm);
	}
	return server->date;
}

/* Sends the bytes; what the socket does not take at once follows in a write. True when
 * all has gone already. */
static bool
put(struct connection *c, struct buf *out, bool close)
{
	uv_buf_t bytes = uv_buf_init(out->p, (unsigned)out->n);
	int n = uv_try_write((uv_stream_t *)&c->tcp, &bytes, 1);

	if (n == (int)out->n) {
		buf_free(out);
		return true;
	}
	struct writing *writing = mem_new(sizeof *writing);
	size_t gone = n > 0 ? (size_t)n : 0;
	*writing = (struct writing){.c = c, .bytes = out->p, .close = close};
	writing->request.data = writing;
	bytes = uv_buf_init(out->p + gone, (unsigned)(out->n - gone));
	c->writing = true;
	if (uv_write(&writing->request, (uv_stream_t *)&c->tcp, &bytes, 1, on_written) < 0) {
		free(writing->bytes);
		free(writing);
		drop(c);
	}
	return false;
}

/* Has the answer a body? (RFC 9110, 15.3.5 and 15.4.5) */
static bool
has_body(int status)
{
	return status != 204 && status != 304;
}

static void
write_head(struct connection *c, const struct http_answer *answer, bool close, struct buf *out)
{
	const char *type = answer->type ? answer->type : "application/json";

	buf_addf(out, "HTTP/1.1 %d %s\r\nDate: %s\r\n", answer->status, reason_of(answer->status),
	    date_now(c->server));
	if (has_body(answer->status))
		buf_addf(out, "Content-Type: %s\r\n", type);
	if (has_body(answer->status) && !answer->open)
		buf_addf(out, "Content-Length: %zu\r\n", answer->n);
	if (strncmp(type, "text/html", 9) == 0)
		buf_adds(out,
		    "Content-Security-Policy: default-src 'self'; object-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'\r\nX-Frame-Options: DENY\r\n");
	if (answer->retry_after_s)
		buf_addf(out, "Retry-After: %d\r\n", answer->retry_after_s);
	buf_adds(out, answer->headers ? answer->headers : "");
	buf_addf(out,
	    "X-Content-Type-Options: nosniff\r\nReferrer-Policy: no-referrer\r\nCross-Origin-Resource-Policy: same-origin\r\nCache-Control: %s\r\nConnection: %s\r\n\r\n",
	    answer->cache ? answer->cache : "no-store", close ? "close" : "keep-alive");
}

static void
respond(struct connection *c, const struct http_answer *answer, bool close)
{
	struct buf out = {0};

	write_head(c, answer, close, &out);
	if (!c->head && has_body(answer->status))
		buf_add(&out, answer->body, answer->n);
	c->answered = true;
	if (put(c, &out, close))
		after_answer(c, close);
}

/* A request that is not taken: one JSON line, and the connection closes. */
static void
refuse(struct connection *c, int status, const char *error)
{
	struct buf body = {0};

	buf_addf(&body, "{\"error\":\"%s\"}", error);
	c->phase = PHASE_HANDLING;
	respond(c,
	    &(struct http_answer){
	        .status = status, .body = body.p, .n = body.n, .retry_after_s = status == 503 ? 2 : 0},
	    true);
	buf_free(&body);
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
		        c->server->events.file_bytes(c->server->events.context, token_of(c), at, n)
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

/* The bytes of a header block that proxies and parsers read differently: refused. */
static bool
clean_block(const char *p, size_t n)
{
	bool line_start = false;

	for (size_t i = 0; i < n; i++) {
		if (p[i] == '\n' && (i == 0 || p[i - 1] != '\r'))
			return false;
		if (p[i] == '\r' && (i + 1 == n || p[i + 1] != '\n'))
			return false;
		if (p[i] == 0)
			return false;
		if (line_start && (p[i] == ' ' || p[i] == '\t'))
			return false; /* obs-fold, RFC 9112 5.2 */
		if (line_start && p[i] != '\r') {
			const char *end = memchr(p + i, '\r', n - i),
			           *colon = memchr(p + i, ':', end ? (size_t)(end - p - (ptrdiff_t)i) : n - i);

			if (colon == NULL || colon == p + i || colon[-1] == ' ' || colon[-1] == '\t')
				return false;
		}
		line_start = p[i] == '\n';
	}
	return true;
}

static const char *
field_of(const struct connection *c, const char *name, int *count)
{
	const char *value = NULL;

	*count = 0;
	for (size_t i = 0; i < c->field_count; i++)
		if (strcasecmp(c->text.p + c->fields[i].name, name) == 0) {
			(*count)++;
			value = c->text.p + c->fields[i].value;
		}
	return value;
}

/* Is it a picture that is being sent? */
static bool
sends_file(const struct connection *c)
{
	size_t n = strlen(FILE_PATH);

	return c->server->events.file_begin && c->parser.method == HTTP_POST &&
	    strncmp(c->text.p, FILE_PATH, n) == 0 && (c->text.p[n] == 0 || c->text.p[n] == '?');
}

/* After the header block: our own checks. 0 = go on, else the status to refuse with. */
static int
check_fields(struct connection *c, const char **error)
{
	int count, encodings;
	const char *value;

	*error = "bad request";
	field_of(c, "Host", &count);
	if (count != 1 && !(count == 0 && c->parser.http_major == 1 && c->parser.http_minor == 0))
		return 400;
	if (c->parser.http_major != 1 || c->parser.http_minor > 1)
		return 400;
	field_of(c, "Transfer-Encoding", &encodings);
	value = field_of(c, "Content-Length", &count);
	if (count > 1 || (count && encodings) || encodings > 1)
		return 400;
	if (value && (*value == 0 || strspn(value, "0123456789") != strlen(value) || strlen(value) > 12))
		return 400;
	if (value && strtoll(value, NULL, 10) > (sends_file(c) ? FILE_BYTES_MAX : BODY_BYTES_MAX)) {
		*error = "the body is too large";
		return 413;
	}
	/* Of upgrades, only a WebSocket's to a channel is looked at. */
	value = field_of(c, "Upgrade", &count);
	if (c->parser.upgrade &&
	    (count != 1 || strcasecmp(value, "websocket") != 0 || c->parser.method != HTTP_GET ||
	        strncmp(c->text.p, "/hook/", 6) != 0))
		return 400;
	value = field_of(c, "Expect", &count);
	if (value && strcasecmp(value, "100-continue") != 0) {
		*error = "unknown expectation";
		return 417;
	}
	if (c->server->events.busy(c->server->events.context)) {
		const char *url = c->text.p;

		/* Health, metrics and page assets never wait and are never refused. */
		if (strncmp(url, "/hook/", 6) == 0 || strncmp(url, "/api/", 5) == 0) {
			*error = "busy; please send again";
			return 503;
		}
	}
	if (value) {
		struct buf go_on = {0};

		buf_adds(&go_on, "HTTP/1.1 100 Continue\r\n\r\n");
		uv_buf_t bytes = uv_buf_init(go_on.p, (unsigned)go_on.n);
		uv_try_write((uv_stream_t *)&c->tcp, &bytes, 1);
		buf_free(&go_on);
	}
	return 0;
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

/* The request as it is given on; its texts live until the next. */
static struct http_request
request_of(struct connection *c, struct http_header headers[HEADER_FIELDS_MAX])
{
	buf_addc(&c->text, 0);
	char *mark = strchr(c->text.p, '?');

	for (size_t i = 0; i < c->field_count; i++)
		headers[i] = (struct http_header){c->text.p + c->fields[i].name, c->text.p + c->fields[i].value};
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
	c->server->events.request(c->server->events.context, &request, token_of(c));
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
	int status = c->server->events.file_begin(c->server->events.context, &request, token_of(c));
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
	refuse(c,
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
		refuse(c, 431, "the request line is too long");
		return false;
	}
	if (n > HEADER_BYTES_MAX + LINE_BYTES_MAX) {
		refuse(c, 431, "the header is too large");
		return false;
	}
	if (end == NULL) {
		if (c->in.n >= 2 && memmem(c->in.p, c->in.n, "\n\n", 2)) /* bare LFs: no CRLF will come */
			refuse(c, 400, "bad request");
		return false;
	}
	if (!clean_block(c->in.p, n)) {
		refuse(c, 400, "bad request");
		return false;
	}
	begin_request(c);
	c->phase = PHASE_BODY;
	c->deadline = uv_now(c->server->loop) + BODY_MS;
	if (!feed(c, n))
		return false;
	if ((status = check_fields(c, &error)) != 0) {
		refuse(c, status, error);
		return false;
	}
	if ((status = begin_file(c)) != 0) {
		refuse(c, status,
		    status == 503       ? "too many pictures at once; please send again"
		        : status == 415 ? only_pictures
		                        : "not accepted");
		return false;
	}
	return true;
}

/* Works on what is in the buffer, one request after the other while they are answered
 * at once. */
static void
proceed(struct connection *c)
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
			c->server->events.file_end(c->server->events.context, token_of(c), true);
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
		drop(c);
		return;
	}
	if (n == 0 || c->phase == PHASE_CLOSING)
		return;
	if (c->phase == PHASE_STREAM) {
		c->stream_events.bytes(c->stream_events.context, bytes->base, (size_t)n);
		return;
	}
	if (c->in.n + (size_t)n > HEADER_BYTES_MAX + LINE_BYTES_MAX + BODY_BYTES_MAX + READ_BYTES) {
		drop(c); /* sends ahead far more than one request while the last is handled */
		return;
	}
	buf_add(&c->in, bytes->base, (size_t)n);
	proceed(c);
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
		refuse(c, 429, "too many connections from this address");
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

		if (c == NULL || c->phase == PHASE_CLOSING || c->phase == PHASE_KEEPING ||
		    c->phase == PHASE_HANDLING || c->phase == PHASE_STREAM || now < c->deadline)
			continue;
		if (c->phase == PHASE_BODY || (c->phase == PHASE_HEADER && c->in.n))
			refuse(c, 408, "too slow");
		else
			drop(c);
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

static void
on_stream_written(uv_write_t *request, int status)
{
	struct writing *writing = request->data;
	struct connection *c = writing->c;

	free(writing->bytes);
	free(writing);
	if (status < 0)
		drop(c);
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
	drop(c);
}

static struct connection *
of_token(struct http_server *server, uint64_t token)
{
	uint32_t slot = (uint32_t)((token - 1) & 0xffff), generation = (uint32_t)((token - 1) >> 16);
	struct connection *c = slot < CONNECTIONS_MAX ? server->slots[slot] : NULL;

	return c && c->generation == generation ? c : NULL;
}

static struct connection *
handled(struct http_server *server, uint64_t token)
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
		refuse(c, name ? 415 : 503, name ? only_pictures : "the picture could not be kept");
	return true;
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
	struct connection *c = handled(server, token);
	struct buf out = {0};

	if (c == NULL)
		return NULL;
	write_head(c, answer, true, &out);
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
	struct connection *c = handled(server, token);
	struct buf out = {0};

	if (c == NULL)
		return NULL;
	if (!c->parser.upgrade || c->in.n) { /* a client speaks after 101 only (RFC 6455, 4.1) */
		drop(c);
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

void
http_server_answer(struct http_server *server, uint64_t token, const struct http_answer *answer)
{
	struct connection *c = handled(server, token);

	if (c == NULL)
		return;
	respond(c, answer, !c->keep_alive || server->draining);
	if (c->phase == PHASE_HEADER && !c->writing)
		proceed(c);
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
			drop(server->slots[i]);
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
			drop(server->slots[i]);
	if (!uv_is_closing((uv_handle_t *)&server->listener))
		uv_close((uv_handle_t *)&server->listener, on_handle_closed);
	uv_close((uv_handle_t *)&server->timer, on_handle_closed);
}
