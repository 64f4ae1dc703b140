/* Everything that hangs on an issue, NULL-terminated. */
#ifndef SUBJECTS_ISSUE_PARTS_H
#define SUBJECTS_ISSUE_PARTS_H

#include "subjects/issue_part.h"

extern const struct issue_part *const issue_parts_all[];

#endif
