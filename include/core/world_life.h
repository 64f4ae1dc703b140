/* A world from its opening to its end: loading what the disk has, letting go of what is durable. */
#ifndef CORE_WORLD_LIFE_H
#define CORE_WORLD_LIFE_H

#include "core/world.h"

/* An empty world with default policy. `seed` seeds chance and the seen key follows `key`. */
void world_open(struct world *world, const void *seed, size_t seed_n, const struct seal_key *key);
void world_close(struct world *world);
/* While loading: takes the record's reference. */
void world_load(struct world *world, struct record *record);
/* After loading: names, lanes, counters. */
void world_loaded(struct world *world);

/* Take back references after the batch is durable: cold and closed records leave. */
void world_batch_done(struct world *world, struct batch *batch);

#endif
