/* The table of what hangs on an issue; see the header. */
#include "subjects/issue_parts.h"

#include "subjects/disputes/promises.h"
#include "subjects/slips/slips.h"

const struct issue_part *const issue_parts_all[] = {&slips_of_issue, &promises_of_issue, NULL};
