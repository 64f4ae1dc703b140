/* Open answers (server-sent events): whoever has the page open is told what is said, as soon as
 * it is on the disk. */
#ifndef CONSOLE_LIVE_H
#define CONSOLE_LIVE_H

#include "console/gate.h"

#define READERS_MAX 300

struct live {
	struct gate *gate;
	struct reader_of {
		uint64_t token;
		int64_t person;
		uint8_t session[32];
	} readers[READERS_MAX];
	size_t reader_count;
	int64_t told; /* the last line that readers have been told of */
};

/* Lines that are kept already are not told. */
void live_begin(struct live *live, struct gate *gate);
/* GET /api/live. */
void live_open(struct exchange *exchange);
/* Tells each reader the new lines he may see. */
void live_said(struct live *live);
/* Tells everybody the time, so that the connections stay open. */
void live_beat(struct live *live);
/* Ends the answers of those who are signed out: they hear nothing more. */
void live_sweep(struct live *live);
/* The reader of this token has gone. */
void live_gone(struct live *live, uint64_t token);

#endif
