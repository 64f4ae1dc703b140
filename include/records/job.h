/* Work that waits for the outside: two turns with this record between them. */
#ifndef RECORDS_JOB_H
#define RECORDS_JOB_H

#include "data/field.h"

enum job_state { JOB_open, JOB_done, JOB_failed };

struct job {
	int64_t id;
	const char *kind;
	int64_t subject;
	struct bytes inputs; /* copies and the turns they were read at */
	const char *note;    /* what the second turn says or needs */
	int64_t at;
	int64_t tries;
	int32_t state;
};

extern const struct kind kind_job;

#endif
