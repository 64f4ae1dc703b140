/* How the program is: the pages /healthz (JSON) and /metrics (Prometheus text). Pure: what they
 * show is put together by serve.c. */
#ifndef SHELL_STATUS_H
#define SHELL_STATUS_H

#include "platforms/platform.h"
#include "shell/links.h"

/* What is counted since the start. */
struct counts {
	int64_t messages, silent, repeats, refused, posts, posts_failed, wakes, overload, poison;
};
/* A view; everything borrowed. */
struct status {
	struct counts counts;
	int64_t turn, durable;
	int64_t waiting, queue_bytes; /* posts in the outbox; bytes on their way to the disk */
	bool held, draining;          /* the clock is not trusted; the program ends */
	const char *trouble;          /* of the database; "" = none */
	const struct channel *channels;
	size_t channel_count;
	const struct links *links;
};

/* Appends /healthz; false: not well, to be answered with 503. */
bool status_health(const struct status *status, struct buf *body);
/* Appends /metrics, of this content type. */
#define STATUS_METRICS_TYPE "text/plain; version=0.0.4; charset=utf-8"
void status_metrics(const struct status *status, struct buf *body);

#endif
