/* Whom the HTTP server tells of requests. */
#ifndef IO_HTTP_EVENTS_H
#define IO_HTTP_EVENTS_H

#include "core/rim.h"
#include "io/http_checks.h"

struct http_events {
	void *context;
	const struct http_place *places; /* borrowed; ends with a path of NULL; NULL: none */
	/* Borrowed until it returns; answered with the token, now or later. */
	void (*request)(void *context, const struct http_request *request, uint64_t token);
	/* True when requests should hear 503 before their body is read. */
	bool (*busy)(void *context);
	/* A picture is being sent: 0 and it is taken in bit by bit, else the status to refuse it with.
	 * NULL: none are. */
	int (*file_begin)(void *context, const struct http_request *request, uint64_t token);
	bool (*file_bytes)(void *context, uint64_t token, const char *p, size_t n);
	/* All is there (then the request is given, with its name, once it is safe on the disk: call
	 * http_server_file_kept), or its sender has gone. */
	void (*file_end)(void *context, uint64_t token, bool whole);
};

#endif
