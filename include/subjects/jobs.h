/* All job kinds, NULL-terminated. */
#ifndef SUBJECTS_JOBS_H
#define SUBJECTS_JOBS_H

#include "core/jobs.h"

extern const struct job_kind *const jobs_all[];

#endif
