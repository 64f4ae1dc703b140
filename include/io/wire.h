/* Outgoing requests on libcurl's multi interface inside the loop. https only (http to
 * this machine by setting), no redirects, bounded answers; the address is checked when
 * the socket is opened. */
#ifndef IO_WIRE_H
#define IO_WIRE_H

#include <uv.h>

#include "core/rim.h"

struct wire;
/* `done` is called once for each wire_send. */
struct wire *wire_open(uv_loop_t *loop, bool allow_loopback, void (*done)(void *context, int64_t post, const struct wire_result *result), void *context);
void wire_send(struct wire *wire, const struct wire_request *request, int64_t post);
size_t wire_flying(const struct wire *wire);
/* Gives up what is under way, without calling done. */
void wire_close(struct wire *wire);

#endif
