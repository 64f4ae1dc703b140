/* Posts that did not arrive; see the header. */
#include "subjects/notices/undelivered.h"

#include "records/post.h"

bool
undelivered_lost(const struct post *post)
{
	return post->state == POST_dead || post->state == POST_unknown;
}
