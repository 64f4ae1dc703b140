/* Bytes both ways over a connection that somebody else made and looks after: an accepted
 * one of the HTTP server, a dialled one of the HTTP client. */
#ifndef IO_STREAM_H
#define IO_STREAM_H

#include <stddef.h>

struct stream_events {
	void *context;
	void (*opened)(void *context); /* dialled ones: it can be written to from now on */
	void (*bytes)(void *context, const char *p, size_t n);
	void (*gone)(void *context, const char *why); /* the last event; the stream is no more */
};
struct stream {
	void *owner;
	/* Copies the bytes; what cannot leave at once waits. */
	void (*write)(struct stream *stream, const void *p, size_t n);
	/* The stream is no more, and no event follows. */
	void (*close)(struct stream *stream);
};

#define STREAM_WAITING_MAX (4 << 20) /* bytes that wait to leave; beyond it the peer is taken for dead */

#endif
