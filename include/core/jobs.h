/* Jobs: what must wait for long computing or the outside is two turns with a record
 * between them. The first turn puts the job with a copy of its inputs; once that is on
 * the disk the rim runs the work on another thread; the second turn gets the result. A
 * job that was open when the program ended is run again at the next start. */
#ifndef CORE_JOBS_H
#define CORE_JOBS_H

#include "core/turn.h"
#include "records/job.h"

struct job_kind {
	const char *name;
	/* Pure, on another thread: sees nothing but the inputs. The result is appended. */
	void (*work)(const void *inputs, size_t n, struct buf *result);
	/* The second turn. */
	void (*done)(struct turn *turn, const struct job *job, const void *result, size_t n);
};

/* Puts a job; `note` is a text the second turn needs, or NULL. An open job of this kind
 * on the subject is dropped: the newer one knows better. */
void jobs_put(struct turn *turn, const struct job_kind *kind, int64_t subject, const void *inputs, size_t n,
    const char *note);
const struct job_kind *jobs_find(const struct job_kind *const *kinds, const char *name);
/* The second turn: closes the job and hands it its result. Nothing if it is not open. */
void jobs_finish(
    struct turn *turn, const struct job_kind *const *kinds, int64_t job, const void *result, size_t n);

#endif
