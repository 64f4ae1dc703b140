/* Before-images of last turns; see the header. */
#include "core/undo_kept.h"

#include <stdlib.h>

#include "records/kinds.h"

static void
clear(struct undo *undo)
{
	for (size_t i = 0; i < undo->count; i++)
		if (undo->changes[i].before)
			record_drop(undo->changes[i].before);
	free(undo->changes);
	free(undo->posts);
	*undo = (struct undo){0};
}

/* The person's slot, emptied; slots whose window has passed are used again. */
static struct undo *
slot(struct world *world, int64_t person, int64_t now)
{
	struct undo *mine = NULL;

	for (size_t i = 0; i < world->undo_count; i++)
		if (world->undos[i].person == person)
			mine = &world->undos[i];
	for (size_t i = 0; mine == NULL && i < world->undo_count; i++)
		if (world->undos[i].at < now - world->policy.undo_min * MS_MINUTE)
			mine = &world->undos[i];
	if (mine == NULL) {
		world->undos = mem_grow(world->undos, (world->undo_count + 1) * sizeof *world->undos);
		mine = &world->undos[world->undo_count++];
		*mine = (struct undo){0};
	}
	clear(mine);
	mine->person = person;
	return mine;
}

void
undo_keep(struct world *world, const struct undo *last)
{
	struct undo *undo = slot(world, last->person, last->at);

	undo->turn = last->turn;
	undo->at = last->at;
	undo->changes = mem_new((last->count + 1) * sizeof *undo->changes);
	for (size_t i = 0; i < last->count; i++) {
		const struct change *change = &last->changes[i];

		if (change->kind->unseen)
			continue;
		if (change->before)
			record_ref(change->before);
		undo->changes[undo->count++] = (struct change){
		    .kind = change->kind, .id = change->id, .before = change->before};
	}
	undo->posts = mem_new((last->post_count + 1) * sizeof *undo->posts);
	for (size_t i = 0; i < last->post_count; i++)
		undo->posts[undo->post_count++] = last->posts[i];
}

bool
undo_load(struct world *world, int64_t person, int64_t number, int64_t at, const void *body, size_t n)
{
	struct reader reader = {body, (const uint8_t *)body + n};
	struct arena arena = {0};
	uint64_t size, count, kind, id, group, who;
	bool good = false;

	if (!read_varint(&reader, &size) || !read_bytes(&reader, size) || !read_varint(&reader, &count) ||
	    count > n)
		return false;
	if (count == 0)
		return true; /* a refusal or a question: nothing to undo */
	struct undo *undo = slot(world, person, at);
	undo->turn = number;
	undo->at = at;
	undo->changes = mem_new((size_t)(count + 1) * sizeof *undo->changes);
	for (uint64_t i = 0; i < count; i++) {
		const void *sides[2];
		uint64_t sizes[2];

		if (!read_varint(&reader, &kind) || kind >= KIND_COUNT || !read_varint(&reader, &id))
			goto done;
		for (int side = 0; side < 2; side++)
			if (!read_varint(&reader, &sizes[side]) ||
			    (sides[side] = read_bytes(&reader, sizes[side])) == NULL)
				goto done;
		struct change *change = &undo->changes[undo->count];
		*change = (struct change){.kind = kinds_all[kind], .id = (int64_t)id};
		if (sizes[0]) {
			void *data = arena_alloc(&arena, kinds_all[kind]->size);

			if (!record_unpack(kinds_all[kind], sides[0], (size_t)sizes[0], &arena, data))
				goto done;
			change->before = record_make(kinds_all[kind], data, 0);
		}
		undo->count++;
	}
	if (!read_varint(&reader, &count) || count > n)
		goto done;
	undo->posts = mem_new((size_t)(count + 1) * sizeof *undo->posts);
	for (uint64_t i = 0; i < count; i++) {
		if (!read_varint(&reader, &id) || !read_varint(&reader, &group) || !read_varint(&reader, &who))
			goto done;
		undo->posts[undo->post_count++] = (struct undo_post){(int64_t)id, (int64_t)group, (int64_t)who};
	}
	good = true;
done:
	arena_clear(&arena);
	return good;
}

const struct undo *
undo_last(const struct world *world, int64_t person, int64_t now)
{
	for (size_t i = 0; i < world->undo_count; i++)
		if (world->undos[i].person == person && world->undos[i].turn &&
		    world->undos[i].at >= now - world->policy.undo_min * MS_MINUTE)
			return &world->undos[i];
	return NULL;
}

void
undo_free(struct world *world)
{
	for (size_t i = 0; i < world->undo_count; i++)
		clear(&world->undos[i]);
	free(world->undos);
}
