/* Outgoing requests, and standing connections, on libcurl's multi interface inside the loop. https only (http to
 * this machine by setting), no redirects, bounded answers; the address is checked when
 * the socket is opened. */
#ifndef IO_WIRE_H
#define IO_WIRE_H

#include <uv.h>

#include "core/rim.h"
#include "io/stream.h"

struct wire;
/* `done` is called once for each wire_send. The proxy is an address, "" for none. */
struct wire *wire_open(uv_loop_t *loop, bool allow_loopback, const char *proxy,
    void (*done)(void *context, int64_t post, const struct wire_result *result), void *context);
void wire_send(struct wire *wire, const struct wire_request *request, int64_t post);
/* A connection to https://host:port/ (TLS done) or http://; its events begin in a later turn
 * of the loop. */
struct stream *wire_dial(struct wire *wire, const char *url, const struct stream_events *events);
size_t wire_flying(const struct wire *wire);
/* Gives up what is under way, without calling done or gone. */
void wire_close(struct wire *wire);

#endif
