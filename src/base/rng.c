/* The deterministic generator; see the header. */
#include "base/rng.h"

#include <string.h>

#include "base/digest.h"
#include "base/require.h"

void
rng_seed(struct rng *rng, const void *seed, size_t n)
{
	struct digest_part part = {seed, n};

	*rng = (struct rng){0};
	digest_parts(DIGEST_SHA256, &part, 1, rng->seed);
	rng->used = sizeof rng->block;
}

void
rng_bytes(struct rng *rng, void *out, size_t n)
{
	uint8_t *w = out;

	while (n--) {
		if (rng->used == sizeof rng->block) {
			struct digest_part parts[] = {
			    {rng->seed, sizeof rng->seed}, {&rng->counter, sizeof rng->counter}};

			digest_parts(DIGEST_SHA256, parts, 2, rng->block);
			rng->counter++;
			rng->used = 0;
		}
		*w++ = rng->block[rng->used++];
	}
}

uint64_t
rng_below(struct rng *rng, uint64_t bound)
{
	require(bound > 0);
	uint64_t limit = UINT64_MAX - UINT64_MAX % bound, draw;

	do
		rng_bytes(rng, &draw, sizeof draw);
	while (draw >= limit);
	return draw % bound;
}
