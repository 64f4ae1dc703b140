/* One job on another thread; see the header. */
#include "io/compute.h"

#include <stdlib.h>

#include "base/digest.h"
#include "base/memory.h"

struct compute {
	uv_work_t request; /* first member */
	int64_t job;
	void (*work)(const void *inputs, size_t n, struct buf *result);
	char *inputs;
	size_t n;
	struct buf result;
	compute_done *done;
	void *context;
};

static void
on_compute(uv_work_t *request)
{
	struct compute *compute = (struct compute *)request;

	compute->work(compute->inputs, compute->n, &compute->result);
	arena_thread_done();
	digest_thread_done();
}

static void
on_computed(uv_work_t *request, int status)
{
	struct compute *compute = (struct compute *)request;

	if (status == 0)
		compute->done(compute->context, compute->job, compute->result.p, compute->result.n);
	buf_free(&compute->result);
	memory_wipe(compute->inputs, compute->n);
	free(compute->inputs);
	free(compute);
}

void
compute_begin(uv_loop_t *loop, int64_t job, void (*work)(const void *inputs, size_t n, struct buf *result),
    const void *inputs, size_t n, compute_done *done, void *context)
{
	struct compute *compute = mem_new(sizeof *compute);

	*compute = (struct compute){
	    .job = job, .work = work, .inputs = mem_copy(inputs, n), .n = n, .done = done, .context = context};
	uv_queue_work(loop, &compute->request, on_compute, on_computed);
}
