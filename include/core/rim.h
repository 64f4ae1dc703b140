/* The rim: everything outside the world, as a table of functions. The real program, the
 * conversation player and the simulator each bring their own; serve.c knows only this. */
#ifndef CORE_RIM_H
#define CORE_RIM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/world.h"

/* What the database says of its disk: nothing can be written; or what was kept for that case is used up,
 * so that what was accepted is written and nothing more is accepted. */
#define DISK_FULL "the disk is full"
#define DISK_NEARLY_FULL "the disk is full: its reserve is spent"

struct http_header {
	const char *name, *value;
};
struct http_request {
	const char *method, *path; /* path without the query */
	const char *query;         /* "" if none */
	const struct http_header *headers;
	size_t header_count;
	const char *body;
	size_t body_n;
	bool loopback;       /* the peer is this machine */
	const char *address; /* of the peer; NULL: not told */
	const char *file;    /* the body was a picture and is kept under this name */
};
struct http_answer {
	int status;
	const char *type; /* content type, NULL = application/json */
	const char *body;
	size_t n;
	int retry_after_s;  /* 0 = none */
	const char *accept; /* with 101: the connection becomes the one of channel `link` */
	size_t link;
	bool open;           /* the body goes on by push(), until the reader has gone */
	const char *cache;   /* Cache-Control, NULL = no-store */
	const char *headers; /* more header lines, each with its line end; NULL = none */
};
/* A request to a platform. Texts are borrowed during send(). */
struct client_request {
	const char *method; /* NULL: POST */
	const char *url;
	const struct http_header *headers;
	size_t header_count;
	const char *body;
	size_t n;
};
struct client_result {
	int status;        /* 0 = no answer */
	bool refused;      /* the connection was never made: surely not delivered */
	int retry_after_s; /* -1 = not told */
	const char *body;
	size_t n;
};

#define QUEUE_BYTES_MAX (64 << 20)     /* on their way to the disk; beyond it no turn starts */
#define QUEUE_BYTES_RESERVED (1 << 20) /* kept free for the results of what was sent */

struct rim {
	int64_t (*now)(struct rim *rim);       /* wall clock, ms UTC */
	int64_t (*monotonic)(struct rim *rim); /* ms, never jumps */
	/* Takes the batch to the disk; serve_durable or serve_failed follows, in order. */
	void (*commit)(struct rim *rim, struct batch *batch);
	/* Reads a turn's answer behind all commits before; serve_answer_read follows. */
	void (*read_answer)(struct rim *rim, int64_t turn, uint64_t token);
	void (*answer)(struct rim *rim, uint64_t token, const struct http_answer *answer);
	/* Sends a post; serve_sent follows. */
	void (*send)(struct rim *rim, const struct client_request *request, int64_t post);
	/* Runs a job's work off the loop; serve_computed follows. The inputs are copied. */
	void (*compute)(struct rim *rim, int64_t job,
	    void (*work)(const void *inputs, size_t n, struct buf *result), const void *inputs, size_t n);
	/* A console post or reply, as JSON, for whoever watches. */
	void (*show)(struct rim *rim, const char *json, size_t n);
	/* Call serve_tick at this time (ms UTC), or earlier. */
	void (*wake_at)(struct rim *rim, int64_t at);
	/* Poison: notes the event about to be handled; key 0 clears. Counted at boot. */
	void (*mark)(struct rim *rim, char kind, uint64_t key);
	bool (*poisoned)(struct rim *rim, char kind, uint64_t key);
	size_t (*queued_bytes)(struct rim *rim); /* on their way to the disk */
	/* Standing connections, by their channel's number; serve_link_opened, _frame and _closed tell
	 * what becomes of them. None is closed by a call of ours with an event following. */
	void (*link_open)(struct rim *rim, size_t channel, const char *url);
	void (*link_send)(struct rim *rim, size_t channel, bool binary, const void *p, size_t n);
	void (*link_close)(struct rim *rim, size_t channel);
	/* More of an answer that was begun with `open`; NULL: it ends. */
	void (*push)(struct rim *rim, uint64_t token, const char *p, size_t n);
	/* Moves the clock of the demo forward, through everything that falls due on the way, then
	 * answers 200 or, where there is no such clock or the time is past, 400. */
	void (*clock)(struct rim *rim, int64_t at, uint64_t token);
	/* Reads a picture that was taken in and answers with it, or with 404. */
	void (*read_file)(struct rim *rim, const char *name, uint64_t token);
	/* The process must end with this status: its memory and the disk no longer agree. */
	void (*stop)(struct rim *rim, int status, const char *why);
};

#endif
