/* Deterministic chance: SHA-256 in counter mode over a seed. A world's generator
 * is seeded by the rim (from the operating system, or from the simulation's seed),
 * so a step stays a pure function. */
#ifndef BASE_RNG_H
#define BASE_RNG_H

#include <stddef.h>
#include <stdint.h>

struct rng {
	uint8_t seed[32];
	uint64_t counter;
	uint8_t block[32];
	unsigned used; /* bytes of block given out; 0 = none made yet */
};

void rng_seed(struct rng *rng, const void *seed, size_t n);
void rng_bytes(struct rng *rng, void *out, size_t n);
/* Uniform in 0 … bound-1 by rejection; bound > 0. */
uint64_t rng_below(struct rng *rng, uint64_t bound);

#endif
