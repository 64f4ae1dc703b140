/* HTTP/1.1 on libuv and llhttp, with every limit of trust.md: request line 8 KiB,
 * headers 32 KiB in 64 fields, body 256 KiB, header time 5 s, body 10 s, idle 60 s,
 * 1,000 connections, 50 an address (loopback excepted). Odd requests get 400 and the
 * connection closes. */
#ifndef IO_HTTP_SERVER_H
#define IO_HTTP_SERVER_H

#include <uv.h>

#include "io/http_events.h"
#include "io/stream.h"

struct http_server;
/* Listens on address:port, or on the socket inherited from systemd. NULL with a
 * sentence in `why` (256 bytes). */
struct http_server *http_server_open(
    uv_loop_t *loop, const char *address, int port, const struct http_events *events, char *why);
int http_server_port(const struct http_server *server);
/* Answers the request; one that has gone meanwhile is passed over. */
void http_server_answer(struct http_server *server, uint64_t token, const struct http_answer *answer);
/* Answers 101 with the accept value, if the request asked for a WebSocket; its connection is
 * a stream from now on. NULL if it has gone meanwhile. */
struct stream *http_server_upgrade(
    struct http_server *server, uint64_t token, const char *accept, const struct stream_events *events);
/* Answers 200 and keeps the connection: what is written to the stream is the body. NULL if it
 * has gone meanwhile. */
struct stream *http_server_begin(struct http_server *server, uint64_t token, const struct http_answer *answer,
    const struct stream_events *events);
/* The picture of this request is kept under the name; "": it is none, NULL: it could not be. False if its sender
 * has gone: nobody will ever ask for it. */
bool http_server_file_kept(struct http_server *server, uint64_t token, const char *name);
/* Stops listening; connections close after their answer. */
void http_server_drain(struct http_server *server);
size_t http_server_connections(const struct http_server *server);
/* Closes everything; handles free themselves in the loop. */
void http_server_close(struct http_server *server);

#endif
