/* What every dialogue needs; see the header. */
#include "platforms/link.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"

const char *
link_number(struct link *link, struct arena *arena)
{
	return arena_printf(arena, "lx-%lld", (long long)++link->next);
}

int64_t
link_request(const char *request_id)
{
	return request_id && text_starts(request_id, "lx-") ? strtoll(request_id + 3, NULL, 10) : 0;
}

struct frame
link_frame(struct buf *out, struct arena *arena)
{
	size_t n = out->n;

	return (struct frame){buf_keep(out, arena), n};
}

bool
link_app_ready(const struct channel *channel)
{
	return channel->app_id && channel->app_secret;
}

void
link_end(const struct link_kind *kind, struct link *link)
{
	if (kind && kind->end)
		kind->end(link);
	link->state = NULL;
}
