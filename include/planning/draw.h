/* The public draw (allocation.md): committed to before, fed by the members, revealed
 * after, and repeatable by anyone with sha256sum. Pure. */
#ifndef PLANNING_DRAW_H
#define PLANNING_DRAW_H

#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"

#define DRAW_BYTES 32

struct draw_entry {
	const char *name;
	int64_t weight; /* ≥ 1 */
};
struct draw {
	int64_t number; /* of the event */
	const struct draw_entry *roll;
	size_t count;
	size_t picks;       /* how many are drawn */
	const char *secret; /* 64 hex digits */
};

/* The canonical roll, as it is hashed: number, picks, one line an entry, then the
 * secret; every line ends in \n. */
void draw_canonical(const struct draw *draw, struct buf *out);
/* SHA-256 of the canonical roll: posted before anything else is known. */
void draw_commit(const struct draw *draw, uint8_t commit[DRAW_BYTES]);
/* SHA-256 of the secret's line and each contribution's line, in the order they came. */
void draw_seed(
    const struct draw *draw, const char *const *contributions, size_t count, uint8_t seed[DRAW_BYTES]);
/* Draws `picks` entries without replacement: block i of the stream is HMAC-SHA-256(seed,
 * i as eight bytes), read as 64-bit numbers, rejected above the last multiple of the
 * weights left. `out` has room for min(picks, count); returns how many were drawn. */
size_t draw_run(const struct draw *draw, const uint8_t seed[DRAW_BYTES], size_t *out);
/* Order among equals: HMAC-SHA-256(draw, id), lowest first, as 63 bits. */
int64_t draw_tie(const uint8_t draw[DRAW_BYTES], const char *id);

#endif
