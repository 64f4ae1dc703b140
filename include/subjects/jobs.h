/* All job kinds, NULL-terminated. */
#ifndef WORK_JOBS_H
#define WORK_JOBS_H

#include "core/jobs.h"

extern const struct job_kind *const jobs_all[];

#endif
