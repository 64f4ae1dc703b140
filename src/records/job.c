/* Work that waits for the outside: two turns with this record between them. Field table; see records/job.h. */
#include "records/job.h"

#include "records/kinds.h"

static const char *const state_codes[] = {"open", "done", "failed", NULL};

#define RECORD job
static const struct field fields[] = {
    F(id, F_ID, .label = "编号"),
    F(kind, F_TEXT, .flags = REQUIRED, .label = "类别"),
    F(subject, F_INT, .label = "事项"),
    F(inputs, F_BYTES, .flags = SEALED, .label = "输入"),
    F(note, F_TEXT, .flags = PERSONAL | SEALED, .label = "说明"),
    F(at, F_TIME, .label = "时间"),
    F(tries, F_INT, .label = "次数"),
    F(state, F_ENUM, .label = "状态", .codes = state_codes),
};

static bool
closed(const void *record)
{
	const struct job *r = record;

	return r->state != JOB_open;
}

const struct kind kind_job = {
    .name = "jobs",
    .label = "作业",
    .number = KIND_job,
    .size = sizeof(struct job),
    FIELDS(fields),
    .closed = closed,
};
