/* Undo; see the header. */
#include "core/undo.h"

#include <stdlib.h>
#include <string.h>

#include "core/names.h"
#include "core/outbox.h"
#include "records/dialog.h"
#include "records/entry.h"
#include "records/issue.h"
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
undo_keep(struct turn *turn)
{
	struct undo *undo = slot(turn->world, turn->actor->id, turn->now);

	undo->turn = turn->number;
	undo->at = turn->now;
	undo->changes = mem_new((turn->change_count + 1) * sizeof *undo->changes);
	for (size_t i = 0; i < turn->change_count; i++) {
		struct change *change = &turn->changes[i];

		if (change->kind->unseen)
			continue;
		if (change->before)
			record_ref(change->before);
		undo->changes[undo->count++] = (struct change){
		    .kind = change->kind, .id = change->id, .before = change->before};
	}
	undo->posts = mem_new((turn->post_count + 1) * sizeof *undo->posts);
	for (size_t i = 0; i < turn->post_count; i++) {
		const struct post *post = turn_find(turn, post, turn->posts[i]);

		if (post)
			undo->posts[undo->post_count++] = (struct undo_post){post->id, post->group, post->person};
	}
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

			if (!record_unpack(kinds_all[kind], sides[0], sizes[0], &arena, data))
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

const void *
undo_blocked(const struct turn *turn, const struct undo *undo, const struct kind **kind)
{
	for (size_t i = 0; i < undo->count; i++) {
		const void *now = store_find(&turn->world->store, undo->changes[i].kind, undo->changes[i].id);

		*kind = undo->changes[i].kind;
		if (now && record_of(now)->turn != undo->turn)
			return now;
	}
	return NULL;
}

void
undo_apply(struct turn *turn, const struct undo *undo, size_t *told)
{
	*told = 0;
	for (size_t i = undo->count; i-- > 0;) {
		const struct change *change = &undo->changes[i];

		if (change->kind->append_only) { /* what is written stays; a counter-entry takes it back */
			const struct entry *written = change->kind == &kind_entry ? turn_find(turn, entry, change->id)
			                                                          : NULL;
			struct entry back;

			if (written == NULL)
				continue;
			back = (struct entry){.operator= written->operator,
			    .points = - written->points,
			    .arrival = written->arrival,
			    .cause = ENTRY_correction,
			    .author = turn->actor ? turn->actor->id : 0,
			    .at = turn->now,
			    .reason = "撤销"};
			turn_put(turn, &kind_entry, &back);
			continue;
		}
		if (change->before) {
			turn->restoring = true;
			turn_put(turn, change->kind, record_data(change->before));
			turn->restoring = false;
		} else if (change->kind == &kind_issue) {
			const struct issue *now = turn_find(turn, issue, change->id);
			struct issue withdrawn = *now;

			withdrawn.state = ISSUE_withdrawn;
			turn_put(turn, &kind_issue, &withdrawn);
		} else {
			turn_remove(turn, change->kind, change->id);
		}
	}
	for (size_t i = 0; i < undo->post_count; i++)
		if (!outbox_withdraw(turn, undo->posts[i].post, "undone"))
			(*told)++;
	EACH (&turn->world->store, dialog, dialog)
		if (record_of(dialog)->turn == undo->turn && dialog->open) {
			struct dialog closed = *dialog;

			closed.open = 0;
			turn_put(turn, &kind_dialog, &closed);
		}
}

void
undo_forget(struct world *world, int64_t person)
{
	for (size_t i = 0; i < world->undo_count; i++)
		if (world->undos[i].person == person)
			clear(&world->undos[i]);
}
