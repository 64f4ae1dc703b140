/* WebSocket (RFC 6455) over a stream: the client's handshake here, frames by wslay. Says
 * something every half minute and takes a peer that says nothing for three of them for
 * dead. A message of more than 1 MiB closes the connection (1009), bytes that are no UTF-8
 * in a text do, too (1007). */
#ifndef IO_WEBSOCKET_H
#define IO_WEBSOCKET_H

#include <stdbool.h>
#include <uv.h>

#include "io/http_server.h"
#include "io/http_client.h"

struct websocket;
struct websocket_events {
	void *context;
	void (*opened)(void *context); /* dialled ones */
	void (*message)(void *context, bool binary, const char *p, size_t n);
	void (*closed)(void *context, const char *why); /* the last event */
};

/* Dials ws://… or wss://…; events begin in a later turn of the loop. */
struct websocket *websocket_dial(
    uv_loop_t *loop, struct http_client *client, const char *url, const struct websocket_events *events);
/* Answers the request of the token with 101 and speaks on; NULL if its connection has gone. */
struct websocket *websocket_serve(uv_loop_t *loop, struct http_server *server, uint64_t token,
    const char *accept, const struct websocket_events *events);
void websocket_send(struct websocket *socket, bool binary, const void *p, size_t n);
/* Says goodbye and hangs up; no event follows. */
void websocket_close(struct websocket *socket);

/* The answer to a client's handshake: its bytes when it is whole and right, 0 while more is
 * needed, -1 if it is none for this key. */
long websocket_answered(const char *p, size_t n, const char *accept);

#endif
