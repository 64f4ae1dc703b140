/* The control socket DIR/control.sock (0600): how talk, import, export, invite, backup
 * and verify speak to the running bot. A request is one JSON line, {"do":…,"bytes":N},
 * and N bytes; the answer one JSON line {"status":S,"bytes":N} and N bytes. After
 * {"do":"watch"} every console post follows as a line. */
#ifndef IO_CONTROL_H
#define IO_CONTROL_H

#include <stdbool.h>
#include <uv.h>

#include "base/buf.h"

#define CONTROL_TOKEN (1ULL << 63) /* set in every token of the control socket */
#define CONTROL_BYTES_MAX (64 << 20)

struct control;
struct control *control_open(uv_loop_t *loop, const char *directory,
    void (*request)(void *context, const char *line, const char *body, size_t n, uint64_t token),
    void *context, char *why);
void control_answer(struct control *control, uint64_t token, int status, const void *body, size_t n);
/* From now on this connection gets what is shown. */
void control_watch(struct control *control, uint64_t token);
void control_show(struct control *control, const char *json, size_t n);
void control_close(struct control *control);

/* The other side, blocking. -1 if nobody listens there. */
int control_connect(const char *directory);
/* One request; the status, body appended to out; -1 if the connection broke. */
int control_call(int fd, const char *line, const void *body, size_t n, struct buf *out);

#endif
