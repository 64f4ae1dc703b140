/* Callbacks that were refused, in the log: the first of a channel at once, those of the next minute as a
 * number, so that whoever tries keys fills no disk. What was sent stands nowhere. */
#ifndef SHELL_REFUSALS_H
#define SHELL_REFUSALS_H

#include <stddef.h>
#include <stdint.h>

struct refusals;

/* Of that many channels. */
struct refusals *refusals_open(size_t channels);
void refusals_close(struct refusals *refusals);
/* One more of this channel, and why: bad_signature, stale_timestamp, … (NULL: not told). */
void refusals_note(
    struct refusals *refusals, size_t channel, const char *name, const char *why, int64_t now_ms);

#endif
