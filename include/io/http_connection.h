/* A connection of the HTTP server, as the files that work on it see it: http_server.c (reading,
 * who listens), http_write.c (answering), http_stream.c (what becomes a stream). For no one else. */
#ifndef IO_HTTP_CONNECTION_H
#define IO_HTTP_CONNECTION_H

#include <llhttp.h>
#include <time.h>
#include <uv.h>

#include "base/buf.h"
#include "io/http_checks.h"
#include "io/http_events.h"
#include "io/stream.h"

#define CONNECTIONS_MAX 1000
#define HEADER_MS 5000
#define IDLE_MS 60000
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
	size_t held; /* of memory, as counted in the server's sum */
	bool file;   /* the body is a picture and goes to the disk */
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
	size_t held; /* memory of all connections: they send before anybody knows who they are */
	bool draining, closing;
	int port;
	int handles; /* listener and timer still open */
	char read_bytes[READ_BYTES];
	llhttp_settings_t settings;
	char date[64];
	time_t date_at;
};

/* A write under way; its bytes are owned. */
struct writing {
	uv_write_t request;
	struct connection *c;
	char *bytes;
	bool close;
};

uint64_t connection_token(const struct connection *c);
/* The connection whose request waits for its answer; NULL if it has gone. */
struct connection *connection_handled(struct http_server *server, uint64_t token);
/* Works on what is in the buffer, one request after the other while they are answered at once. */
void connection_proceed(struct connection *c);
/* Closes; its memory goes in the loop. */
void connection_drop(struct connection *c);

/* Writes status line and headers of the answer. */
void connection_head(struct connection *c, const struct http_answer *answer, bool close, struct buf *out);
/* Answers; `close`: and ends the connection. */
void connection_respond(struct connection *c, const struct http_answer *answer, bool close);
/* A request that is not taken: one JSON line, and the connection closes. */
void connection_refuse(struct connection *c, int status, const char *error);

#endif
