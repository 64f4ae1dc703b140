/* Records against the turns that wrote them; see the header. */
#include "core/witness.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/digest.h"
#include "base/memory.h"
#include "data/record.h"
#include "records/kinds.h"

#define FIRST_SLOTS 1024

struct witnessed {
	int64_t id, turn; /* id 0: a free slot */
	const struct kind *kind;
	bool gone, shown;
	uint8_t digest[DIGEST_BYTES];
};
struct witness {
	struct witnessed *slots;
	size_t count, room; /* room: a power of two */
	int64_t *holes;     /* turns without a body, in their order */
	size_t hole_count, hole_room;
};

struct witness *
witness_open(void)
{
	struct witness *witness = mem_new(sizeof *witness);

	witness->room = FIRST_SLOTS;
	witness->slots = mem_new(witness->room * sizeof *witness->slots);
	return witness;
}

void
witness_close(struct witness *witness)
{
	free(witness->slots);
	free(witness->holes);
	free(witness);
}

/* The record's slot, or the free one where it belongs. */
static struct witnessed *
slot_of(const struct witness *witness, const struct kind *kind, int64_t id)
{
	uint64_t key = ((uint64_t)id * KIND_COUNT + (uint64_t)kind->number) * UINT64_C(0x9e3779b97f4a7c15);
	size_t at = (size_t)(key >> 20) & (witness->room - 1);

	while (witness->slots[at].id && (witness->slots[at].id != id || witness->slots[at].kind != kind))
		at = (at + 1) & (witness->room - 1);
	return &witness->slots[at];
}

static void
grow(struct witness *witness)
{
	struct witnessed *old = witness->slots;
	size_t room = witness->room;

	witness->room *= 2;
	witness->slots = mem_new(witness->room * sizeof *witness->slots);
	for (size_t i = 0; i < room; i++)
		if (old[i].id)
			*slot_of(witness, old[i].kind, old[i].id) = old[i];
	free(old);
}

/* As this program would write it: what a later version has more is absent in both. */
static void
digest_of(const struct kind *kind, const void *data, uint8_t digest[DIGEST_BYTES])
{
	struct buf packed = {0};

	record_pack(kind, data, &packed);
	digest_parts(DIGEST_SHA256, &(struct digest_part){buf_text(&packed), packed.n}, 1, digest);
	buf_free(&packed);
}

static bool
note(struct witness *witness, const struct kind *kind, int64_t id, int64_t turn, const void *p, size_t n)
{
	struct arena arena = {0};
	void *data = arena_alloc(&arena, kind->size);
	bool good = n == 0 || record_unpack(kind, p, n, &arena, data);

	if (2 * (witness->count + 1) > witness->room)
		grow(witness);
	struct witnessed *entry = slot_of(witness, kind, id);
	witness->count += entry->id == 0;
	*entry = (struct witnessed){.id = id, .turn = turn, .kind = kind, .gone = n == 0};
	if (good && n)
		digest_of(kind, data, entry->digest);
	arena_clear(&arena);
	return good;
}

bool
witness_turn(struct witness *witness, int64_t turn, const void *body, size_t n)
{
	struct reader reader = {body, (const uint8_t *)body + n};
	uint64_t size, count, kind, id;

	if (body == NULL) {
		if (witness->hole_count == witness->hole_room) {
			witness->hole_room = witness->hole_room ? 2 * witness->hole_room : 64;
			witness->holes = mem_grow(witness->holes, witness->hole_room * sizeof *witness->holes);
		}
		witness->holes[witness->hole_count++] = turn;
		return true;
	}
	if (!read_varint(&reader, &size) || !read_bytes(&reader, size) || !read_varint(&reader, &count) ||
	    count > n)
		return false;
	for (uint64_t i = 0; i < count; i++) {
		const void *after = NULL;

		if (!read_varint(&reader, &kind) || !read_varint(&reader, &id))
			return false;
		for (int side = 0; side < 2; side++)
			if (!read_varint(&reader, &size) || (after = read_bytes(&reader, size)) == NULL)
				return false;
		if (kind < KIND_COUNT && id &&
		    !note(witness, kinds_all[kind], (int64_t)id, turn, after, (size_t)size))
			return false;
	}
	return true;
}

/* Is the turn one whose body is gone? */
static bool
is_hole(const struct witness *witness, int64_t turn)
{
	size_t low = 0, high = witness->hole_count;

	while (low < high) {
		size_t middle = (low + high) / 2;

		if (witness->holes[middle] < turn)
			low = middle + 1;
		else
			high = middle;
	}
	return low < witness->hole_count && witness->holes[low] == turn;
}

bool
witness_record(
    struct witness *witness, const struct kind *kind, const void *data, int64_t turn, int64_t *written)
{
	struct witnessed *entry = slot_of(witness, kind, *(const int64_t *)data);
	uint8_t digest[DIGEST_BYTES];

	entry->shown = entry->id != 0;
	*written = entry->turn;
	if (is_hole(witness, turn))
		return true;
	if (entry->id == 0 || entry->gone || entry->turn != turn)
		return false;
	digest_of(kind, data, digest);
	return memcmp(digest, entry->digest, DIGEST_BYTES) == 0;
}

bool
witness_missing(const struct witness *witness, const struct kind **kind, int64_t *id, int64_t *turn)
{
	int64_t last_hole = witness->hole_count ? witness->holes[witness->hole_count - 1] : 0;

	for (size_t i = 0; i < witness->room; i++) {
		const struct witnessed *entry = &witness->slots[i];

		if (entry->id == 0 || entry->gone || entry->shown || entry->turn < last_hole)
			continue;
		*kind = entry->kind;
		*id = entry->id;
		*turn = entry->turn;
		return true;
	}
	return false;
}
