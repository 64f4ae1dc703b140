/* A world from its opening to its end; see the header. */
#include "core/world_life.h"

#include <stdlib.h>
#include <string.h>

#include "base/digest.h"
#include "base/require.h"
#include "core/lanes.h"
#include "core/names.h"
#include "core/undo_kept.h"
#include "language/learner.h"
#include "records/counter.h"
#include "records/kinds.h"

void
world_open(struct world *world, const void *seed, size_t seed_n, const struct seal_key *key)
{
	static const char about[] = "lianxin seen key";
	struct digest_part part = {about, sizeof about};

	*world = (struct world){.policy = policy_defaults};
	store_open(&world->store, kinds_all, KIND_COUNT);
	rng_seed(&world->rng, seed, seed_n);
	digest_hmac(key->bytes, sizeof key->bytes, &part, 1, world->seen_key);
}

void
world_close(struct world *world)
{
	undo_free(world);
	lanes_free(world);
	learner_free(world->learner);
	names_free(world);
	sorted_free(&world->seen);
	free(world->seen_ring);
	free(world->spent);
	calendar_free(&world->calendar);
	store_close(&world->store);
	*world = (struct world){0};
}

void
world_load(struct world *world, struct record *record)
{
	const struct kind *kind = record->kind;
	const void *data = record_data(record);
	int64_t id = record_id(record);

	if (kind->closed && kind->closed(data)) { /* cold: only its number counts */
		struct store_table *table = &world->store.tables[kind->number];

		if (id >= table->next_id)
			table->next_id = id + 1;
		record_drop(record);
		return;
	}
	struct record *old = store_swap(&world->store, kind, id, record);
	require(old == NULL);
	names_add(world, kind, data);
}

void
world_loaded(struct world *world)
{
	EACH (&world->store, counter, counter) {
		if (counter->id > KIND_COUNT)
			continue; /* of a kind this program does not have */
		struct store_table *table = &world->store.tables[counter->id - 1];

		if (counter->next > table->next_id)
			table->next_id = counter->next;
	}
	EACH (&world->store, post, post)
		lanes_join(world, post);
}

void
world_batch_done(struct world *world, struct batch *batch)
{
	for (size_t i = 0; i < batch->count; i++) {
		struct change *change = &batch->changes[i];
		struct record *after = change->after;

		if (after == NULL)
			continue;
		if (change->kind->closed && change->kind->closed(record_data(after)) &&
		    store_find(&world->store, change->kind, change->id) == record_data(after)) {
			struct record *old = store_swap(&world->store, change->kind, change->id, NULL);

			record_drop(old);
		} else if (change->kind == &kind_post &&
		    store_find(&world->store, change->kind, change->id) == record_data(after)) {
			lanes_join(world, record_data(after));
		}
		record_drop(after);
	}
	free(batch->changes);
	free(batch);
}
