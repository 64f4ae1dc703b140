/* Work that takes long, on libuv's pool of threads. */
#ifndef IO_COMPUTE_H
#define IO_COMPUTE_H

#include <uv.h>

#include "base/buf.h"

/* Gets the result in the loop; not called when the work was cancelled at the end of the program. */
typedef void compute_done(void *context, int64_t job, const void *result, size_t n);

/* Runs `work` on another thread; it sees its inputs, which are copied, and nothing else. They are
 * wiped behind it: they may have been a password. */
void compute_begin(uv_loop_t *loop, int64_t job,
    void (*work)(const void *inputs, size_t n, struct buf *result), const void *inputs, size_t n,
    compute_done *done, void *context);

#endif
