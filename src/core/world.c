/* Events that a world has seen; see the header. */
#include "core/world.h"

#include <stdlib.h>
#include <string.h>

#include "base/digest.h"
#include "base/memory.h"

#define SEEN_MAX 2000000 /* events remembered; 96 h of a county at full load */

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
