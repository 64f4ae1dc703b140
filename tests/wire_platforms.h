/* Plays one vector of the schema lianxin-platform-vectors/1 (tests/wire). */
#ifndef TESTS_WIRE_PLATFORMS_H
#define TESTS_WIRE_PLATFORMS_H

#include <stdint.h>

#include "base/buf.h"
#include "formats/json.h"

/* True if what comes out is what the vector expects; else `why` says what differs. */
bool wire_platform(const cJSON *vector, struct buf *why);

/* For scripts/bench: how often each accepted message is verified and decoded again, and what
 * that took. */
struct wire_repeats {
	long times;
	int64_t ns, messages, bytes;
};
extern struct wire_repeats wire_repeats;

#endif
