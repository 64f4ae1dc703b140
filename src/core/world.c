/* The world's memory; see the header. */
#include "core/world.h"

#include <stdlib.h>
#include <string.h>

#include "base/digest.h"
#include "base/memory.h"
#include "base/require.h"
#include "language/learner.h"
#include "core/names.h"
#include "core/outbox.h"
#include "records/counter.h"
#include "records/kinds.h"
#include "records/post.h"

#define SEEN_MAX 2000000 /* events remembered; 96 h of a county at full load */

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

static void
undo_free(struct undo *undo)
{
	for (size_t i = 0; i < undo->count; i++)
		if (undo->changes[i].before)
			record_drop(undo->changes[i].before);
	free(undo->changes);
	free(undo->posts);
}

void
world_close(struct world *world)
{
	for (size_t i = 0; i < world->undo_count; i++)
		undo_free(&world->undos[i]);
	free(world->undos);
	outbox_free(world);
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
world_load_seen(struct world *world, uint64_t digest, int64_t turn, int64_t at)
{
	world_seen_add(world, digest, turn, at);
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
		outbox_join(world, post);
}

uint64_t
world_event_digest(const struct world *world, const char *channel, const char *event_id)
{
	struct digest_part parts[] = {{channel, strlen(channel) + 1}, {event_id, strlen(event_id)}};
	uint8_t mac[DIGEST_BYTES];
	uint64_t digest;

	digest_hmac(world->seen_key, sizeof world->seen_key, parts, 2, mac);
	memcpy(&digest, mac, sizeof digest);
	digest &= INT64_MAX; /* kept as an integer column */
	return digest ? digest : 1;
}

int64_t
world_seen(const struct world *world, uint64_t digest)
{
	struct sorted_pair pair;

	if (!sorted_seek(&world->seen, digest, 0, &pair) || pair.key != digest)
		return 0;
	return (int64_t)pair.value;
}

void
world_seen_add(struct world *world, uint64_t digest, int64_t turn, int64_t now)
{
	/* The ring is in order of time: what is too old or too much goes from its front. */
	while (world->seen_count &&
	    (world->seen_count >= SEEN_MAX ||
	        world->seen_ring[world->seen_first].at < now - world->policy.seen_hours * MS_HOUR)) {
		uint64_t old = world->seen_ring[world->seen_first].digest;
		int64_t old_turn = world_seen(world, old);

		sorted_remove(&world->seen, old, (uint64_t)old_turn);
		world->seen_first = (world->seen_first + 1) % world->seen_cap;
		world->seen_count--;
	}
	if (world->seen_count == world->seen_cap) {
		size_t cap = world->seen_cap ? world->seen_cap * 2 : 256;
		struct seen_entry *ring = mem_new(cap * sizeof *ring);

		for (size_t i = 0; i < world->seen_count; i++)
			ring[i] = world->seen_ring[(world->seen_first + i) % world->seen_cap];
		free(world->seen_ring);
		world->seen_ring = ring;
		world->seen_first = 0;
		world->seen_cap = cap;
	}
	world->seen_ring[(world->seen_first + world->seen_count++) % world->seen_cap] = (struct seen_entry){
	    digest, now};
	sorted_add(&world->seen, digest, (uint64_t)turn);
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
			outbox_join(world, record_data(after));
		}
		record_drop(after);
	}
	free(batch->changes);
	free(batch);
}
