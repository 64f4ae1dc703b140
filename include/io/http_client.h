/* Outgoing requests, and standing connections, on libcurl's multi interface inside the loop. https only (http to
 * this machine by setting), no redirects, bounded answers; the address is checked when
 * the socket is opened. */
#ifndef IO_HTTP_CLIENT_H
#define IO_HTTP_CLIENT_H

#include <uv.h>

#include "core/rim.h"
#include "io/stream.h"

struct http_client;
/* `done` is called once for each http_client_send. The proxy is an address, "" for none. */
struct http_client *http_client_open(uv_loop_t *loop, bool allow_loopback, const char *proxy,
    void (*done)(void *context, int64_t post, const struct client_result *result), void *context);
void http_client_send(struct http_client *client, const struct client_request *request, int64_t post);
/* A connection to https://host:port/ (TLS done) or http://; its events begin in a later turn
 * of the loop. */
struct stream *http_client_dial(
    struct http_client *client, const char *url, const struct stream_events *events);
size_t http_client_flying(const struct http_client *client);
/* Gives up what is under way, without calling done or gone. */
void http_client_close(struct http_client *client);

#endif
