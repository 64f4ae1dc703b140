/* Posts on their way out: by a request, by a connection, to the console; and what becomes of them.
 * Part of serve.c's inside. */
#ifndef SHELL_SENDING_H
#define SHELL_SENDING_H

#include "core/outbox.h"
#include "core/rim.h"
#include "platforms/platform.h"
#include "shell/answers.h"
#include "shell/links.h"
#include "shell/tokens.h"

/* All pointers borrowed. */
struct sending {
	struct world *world;
	struct rim *rim;
	const struct channel *channels;
	size_t channel_count;
	bool keep_talk; /* the console's chats are kept: the kept line is the delivery */
	struct answers *answers;
	struct tokens *tokens;
	struct links *links;
	int64_t posts, posts_failed; /* counted since the start */
};

/* The channel of that name, NULL if there is none. */
const struct channel *sending_channel(const struct sending *sending, const char *name);
/* Is there room for another turn on the way to the disk, and `reserve` bytes besides? */
bool sending_room(const struct sending *sending, size_t reserve);
/* Sends what may leave; when to ask again (ms UTC, INT64_MAX = never). */
int64_t sending_pump(struct sending *sending);
/* The outcome of a sending, in a turn of its own. */
void sending_settle(struct sending *sending, const struct sent_result *result);
/* Ends a turn that nobody waits for. */
void turn_commit(struct rim *rim, struct turn *turn);

#endif
