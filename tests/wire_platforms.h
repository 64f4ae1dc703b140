/* Plays one vector of the schema lianxin-platform-vectors/1 (tests/wire). */
#ifndef TESTS_WIRE_PLATFORMS_H
#define TESTS_WIRE_PLATFORMS_H

#include "base/buf.h"
#include "formats/json.h"

/* True if what comes out is what the vector expects; else `why` says what differs. */
bool wire_platform(const cJSON *vector, struct buf *why);

#endif
