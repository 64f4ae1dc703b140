/* What leaves on a connection of the HTTP server: heads, answers, refusals; see http_connection.h. */
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "formats/http.h"
#include "io/http_connection.h"

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

static void
after_answer(struct connection *c, bool close)
{
	if (close) {
		connection_drop(c);
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
		connection_proceed(c);
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
		connection_drop(c);
	}
	return false;
}

/* Has the answer a body? (RFC 9110, 15.3.5 and 15.4.5) */
static bool
has_body(int status)
{
	return status != 204 && status != 304;
}

void
connection_head(struct connection *c, const struct http_answer *answer, bool close, struct buf *out)
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

void
connection_respond(struct connection *c, const struct http_answer *answer, bool close)
{
	struct buf out = {0};

	connection_head(c, answer, close, &out);
	if (!c->head && has_body(answer->status))
		buf_add(&out, answer->body, answer->n);
	c->answered = true;
	if (put(c, &out, close))
		after_answer(c, close);
}

/* A request that is not taken: one JSON line, and the connection closes. */
void
connection_refuse(struct connection *c, int status, const char *error)
{
	struct buf body = {0};

	http_error(error, &body);
	c->phase = PHASE_HANDLING;
	connection_respond(c,
	    &(struct http_answer){
	        .status = status, .body = body.p, .n = body.n, .retry_after_s = status == 503 ? 2 : 0},
	    true);
	buf_free(&body);
}
