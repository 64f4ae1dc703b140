/* What hangs on an issue in another subject: its slips. Issues know only the table of them, issue_parts.h. */
#ifndef SUBJECTS_ISSUE_PART_H
#define SUBJECTS_ISSUE_PART_H

#include "core/turn.h"
#include "records/issue.h"

struct issue_part {
	/* The issue is finished: what still waited for it goes. */
	void (*finished)(struct turn *turn, const struct issue *issue);
	/* Its lines for who may read the issue, each behind a line break. */
	void (*show)(struct turn *turn, const struct issue *issue, struct buf *out);
};

#endif
