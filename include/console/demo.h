/* What only a demo has: everybody one may speak as, a clock that can be sent ahead, and the
 * conversation as a file. */
#ifndef CONSOLE_DEMO_H
#define CONSOLE_DEMO_H

#include "console/gate.h"
#include "formats/json_write.h"

/* POST /api/clock, GET /api/story. */
void demo_clock(struct exchange *exchange);
void demo_story(struct exchange *exchange);
/* Everybody who is in a group or has an office, as a list of that name. */
void demo_people(struct turn *turn, struct json_writer *json, const char *name);

#endif
