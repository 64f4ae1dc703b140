/* What the audit chain says of every record: its last version is in the body of the turn that wrote
 * it. First all turns are heard in their order, then all records are shown. */
#ifndef CORE_WITNESS_H
#define CORE_WITNESS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct kind;
struct witness;

struct witness *witness_open(void);
void witness_close(struct witness *witness);
/* A turn's body; NULL: it is gone, and nothing is known of what this turn wrote. False: damaged. */
bool witness_turn(struct witness *witness, int64_t turn, const void *body, size_t n);
/* A record as it is kept and the turn that stands beside it. False with the turn that its last version
 * is of (0: no turn wrote it) when it is another one than that turn wrote. */
bool witness_record(
    struct witness *witness, const struct kind *kind, const void *data, int64_t turn, int64_t *written);
/* After all records: one that was written and is not there; false if there is none. */
bool witness_missing(const struct witness *witness, const struct kind **kind, int64_t *id, int64_t *turn);

#endif
