/* Jobs; see the header. */
#include "core/jobs.h"

#include <string.h>

#include "base/require.h"
#include "records/kinds.h"

static void
close_job(struct turn *turn, const struct job *open, enum job_state state)
{
	struct job job = *open;

	job.state = (int32_t)state;
	turn_put(turn, &kind_job, &job);
}

void
jobs_put(struct turn *turn, const struct job_kind *kind, int64_t subject, const void *inputs, size_t n,
    const char *note)
{
	struct job job = {
	    .kind = kind->name, .subject = subject, .inputs = {inputs, n}, .note = note, .at = turn->now};

	EACH (&turn->world->store, job, old)
		if (old->state == JOB_open && old->subject == subject && strcmp(old->kind, kind->name) == 0)
			close_job(turn, old, JOB_failed);
	turn_put(turn, &kind_job, &job);
}

const struct job_kind *
jobs_find(const struct job_kind *const *kinds, const char *name)
{
	for (int i = 0; kinds[i]; i++)
		if (strcmp(kinds[i]->name, name) == 0)
			return kinds[i];
	return NULL;
}

void
jobs_finish(struct turn *turn, const struct job_kind *const *kinds, int64_t id, const void *result, size_t n)
{
	const struct job *job = turn_find(turn, job, id);
	const struct job_kind *kind = job ? jobs_find(kinds, job->kind) : NULL;

	if (job == NULL || job->state != JOB_open)
		return;
	close_job(turn, job, kind ? JOB_done : JOB_failed);
	if (kind)
		kind->done(turn, turn_find(turn, job, id), result, n);
}
