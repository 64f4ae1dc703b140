/* Posts that did not arrive, or may not have. */
#ifndef NOTICES_UNDELIVERED_H
#define NOTICES_UNDELIVERED_H

#include "records/post.h"

#define UNDELIVERED_LISTED_MAX 10
/* Is it dead, or is its outcome unknown? */
bool undelivered_lost(const struct post *post);

#endif
