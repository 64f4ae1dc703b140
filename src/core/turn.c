/* Turns; see the header. Changes take effect in memory at once, old versions wait in
 * the turn so that an abort can put them back. */
#include "core/turn.h"

#include <stdlib.h>
#include <string.h>

#include "base/digest.h"
#include "base/require.h"
#include "core/lanes.h"
#include "core/names.h"
#include "core/undo_kept.h"
#include "records/counter.h"
#include "records/kinds.h"
#include "records/person_item.h"
#include "records/turn_row.h"
#include "records/wake.h"

void
turn_begin(struct turn *turn, struct world *world, const char *kind, int64_t now)
{
	*turn = (struct turn){.world = world, .kind = kind, .now = now, .number = world->last_turn + 1};
}

static void
turn_free(struct turn *turn)
{
	for (size_t i = 0; i < turn->stale_count; i++)
		record_drop(turn->stale[i]);
	free(turn->stale);
	free(turn->changes);
	free(turn->replies);
	free(turn->posts);
	arena_clear(&turn->arena);
	*turn = (struct turn){0};
}

void
turn_abort(struct turn *turn)
{
	struct store *store = &turn->world->store;

	for (size_t i = turn->change_count; i-- > 0;) {
		struct change *change = &turn->changes[i];
		struct record *now = store_swap(store, change->kind, change->id, change->before);

		if (now)
			record_drop(now);
		if (change->kind == &kind_post && change->before)
			lanes_join(turn->world, record_data(change->before)); /* a withdrawal is undone too */
	}
	if (turn->change_count)
		names_forget_turn(turn->world, turn->number);
	turn_free(turn);
}

int32_t
turn_today(const struct turn *turn)
{
	return zone_day(turn->now, (int)turn->world->policy.zone_min);
}

int
turn_minute(const struct turn *turn)
{
	return zone_minute(turn->now, (int)turn->world->policy.zone_min);
}

static struct change *
change_of(struct turn *turn, const struct kind *kind, int64_t id)
{
	for (size_t i = turn->change_count; i-- > 0;)
		if (turn->changes[i].kind == kind && turn->changes[i].id == id)
			return &turn->changes[i];
	return NULL;
}

static void
check_move(struct world *world, const struct kind *kind, const void *before, const void *after)
{
	for (size_t i = 0; kind->moves && before && after && i < kind->field_count; i++) {
		const struct field *field = &kind->fields[i];

		if (!(field->flags & STATE))
			continue;
		int from = *(const int32_t *)field_at(field, before), to = *(const int32_t *)field_at(field, after);
		require(kind_may_move(kind, from, to));
		for (size_t k = 0; from != to && k < kind->move_count; k++)
			if (kind->moves[k].from == from && kind->moves[k].to == to)
				world->moved[kind->number] |= UINT64_C(1) << k;
	}
}

/* Puts the block in (NULL: takes out) and notes the change. */
static void
apply(struct turn *turn, const struct kind *kind, int64_t id, struct record *record)
{
	struct record *old = store_swap(&turn->world->store, kind, id, record);
	/* Only a version of this very turn (or one it took out) has a change already: a turn
	 * that puts a hundred thousand records must not look through them for each. */
	bool again = old ? old->turn == turn->number : turn->removed;
	struct change *change = again ? change_of(turn, kind, id) : NULL;

	require(!(kind->append_only && old));
	if (change == NULL) {
		if (turn->change_count == turn->change_cap) {
			turn->change_cap = turn->change_cap ? turn->change_cap * 2 : 8;
			turn->changes = mem_grow(turn->changes, turn->change_cap * sizeof *turn->changes);
		}
		change = &turn->changes[turn->change_count++];
		*change = (struct change){.kind = kind, .id = id, .before = old};
	} else if (old) {
		/* A version of this very turn: handlers may still hold it, so it lives on until
		 * the turn ends, as the others do. */
		turn->stale = mem_grow(turn->stale, (turn->stale_count + 1) * sizeof *turn->stale);
		turn->stale[turn->stale_count++] = old;
	}
	change->after = record;
}

const void *
turn_put(struct turn *turn, const struct kind *kind, const void *source)
{
	int64_t id = *(const int64_t *)source;
	struct record *record = record_make(kind, source, turn->number);

	if (id == 0) {
		id = turn->world->store.tables[kind->number].next_id;
		*(int64_t *)(void *)(record + 1) = id;
	}
	const void *before = store_find(&turn->world->store, kind, id);
	if (!turn->restoring)
		check_move(turn->world, kind, before, record_data(record));
	apply(turn, kind, id, record);
	names_add(turn->world, kind, record_data(record));
	return record_data(record);
}

void
turn_remove(struct turn *turn, const struct kind *kind, int64_t id)
{
	if (store_find(&turn->world->store, kind, id) == NULL)
		return;
	turn->removed = true;
	apply(turn, kind, id, NULL);
	/* A number once given is not given again, also after a restart. */
	struct counter counter = {
	    .id = kind->number + 1, .next = turn->world->store.tables[kind->number].next_id};
	turn_put(turn, &kind_counter, &counter);
}

void
turn_skip_numbers(struct turn *turn, int64_t count)
{
	for (int i = 0; i < KIND_COUNT; i++) {
		struct counter counter = {.id = i + 1, .next = turn->world->store.tables[i].next_id + count};

		if (kinds_all[i] != &kind_counter && kinds_all[i] != &kind_turn_row)
			turn_put(turn, &kind_counter, &counter);
	}
}

int64_t
turn_topic(const struct kind *kind, int64_t id)
{
	return ((int64_t)kind->number + 1) << 40 | id;
}

const char *
turn_number(struct turn *turn, int64_t number)
{
	return arena_printf(&turn->arena, "%lld", (long long)number);
}

const char *
turn_day(struct turn *turn, int32_t day)
{
	static const char *const months[] = {
	    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
	static const char *const near_zh[] = {"前天", "昨天", "今天", "明天", "后天"},
	                         *const near_en[] = {NULL, "yesterday", "today", "tomorrow", NULL};
	int32_t ahead = day - turn_today(turn);
	struct civil civil = civil_of(day);

	if (ahead >= -2 && ahead <= 2) {
		const char *near = turn->language == EN ? near_en[ahead + 2] : near_zh[ahead + 2];

		if (near)
			return near;
	}
	const char *year = civil.year == civil_of(turn_today(turn)).year
	    ? ""
	    : arena_printf(&turn->arena, turn->language == EN ? " %d" : "%d年", civil.year);
	if (turn->language == EN)
		return arena_printf(&turn->arena, "%d %s%s", civil.day, months[civil.month - 1], year);
	return arena_printf(&turn->arena, "%s%d月%d日", year, civil.month, civil.day);
}

const char *
turn_time(struct turn *turn, int64_t at)
{
	int zone = (int)turn->world->policy.zone_min, minute = zone_minute(at, zone);

	return arena_printf(
	    &turn->arena, "%s %02d:%02d", turn_day(turn, zone_day(at, zone)), minute / 60, minute % 60);
}

const char *
turn_people(struct turn *turn, const struct list *people)
{
	const struct person_item *items = people->items;
	const char *out = "";

	for (size_t i = 0; i < people->n; i++)
		out = arena_printf(&turn->arena, "%s%s%s", out, i ? (turn->language == EN ? ", " : "、") : "",
		    names_of(turn->world, &kind_person, items[i].person));
	return out;
}

const char *
turn_phrase(struct turn *turn, const char *key, const struct with *with)
{
	return phrase(&turn->arena, turn->language, key, with);
}

const char *
turn_chat_key(struct turn *turn, const struct chat *chat)
{
	if (chat->private_chat && chat->person)
		return arena_printf(&turn->arena, "p%lld", (long long)chat->person);
	if (chat->group)
		return arena_printf(&turn->arena, "g%lld", (long long)chat->group);
	return arena_printf(
	    &turn->arena, "x%s/%s/%s", chat->channel, chat->chat_id ? chat->chat_id : "", chat->sender_id);
}

/* The audit body: command, changes before and after, posts made. */
static void
write_body(struct turn *turn, struct buf *out)
{
	size_t audited = 0;

	for (size_t i = 0; i < turn->change_count; i++)
		audited += !turn->changes[i].kind->unseen;
	buf_varint(out, turn->understood ? strlen(turn->understood) : 0);
	buf_adds(out, turn->understood ? turn->understood : "");
	buf_varint(out, audited);
	for (size_t i = 0; i < turn->change_count; i++) {
		const struct change *change = &turn->changes[i];
		const struct record *sides[] = {change->before, change->after};

		if (change->kind->unseen)
			continue;
		buf_varint(out, (uint64_t)change->kind->number);
		buf_varint(out, (uint64_t)change->id);
		for (int side = 0; side < 2; side++) {
			struct buf packed = {0};

			if (sides[side] && !(turn->forgets && side == 0)) /* what was before is kept nowhere */
				record_pack(change->kind, record_data(sides[side]), &packed);
			buf_varint(out, packed.n);
			buf_add(out, packed.p, packed.n);
			buf_free(&packed);
		}
	}
	buf_varint(out, turn->post_count);
	for (size_t i = 0; i < turn->post_count; i++) {
		const struct post *post = turn_find(turn, post, turn->posts[i]);

		buf_varint(out, (uint64_t)turn->posts[i]);
		buf_varint(out, post ? (uint64_t)post->group : 0);
		buf_varint(out, post ? (uint64_t)post->person : 0);
	}
}

/* The turn row: chain = H(previous ‖ header ‖ leaf), leaf = H(salt ‖ body). */
static void
put_row(struct turn *turn, int status, const void *answer, size_t n)
{
	struct world *world = turn->world;
	enum digest_kind kind = world->policy.chain_sm3 ? DIGEST_SM3 : DIGEST_SHA256;
	uint8_t salt[16], leaf[DIGEST_BYTES];
	struct buf body = {0};
	struct turn_row row = {.id = turn->number,
	    .at = turn->now,
	    .kind = turn->kind,
	    .seen = (int64_t)turn->digest,
	    .person = turn->actor ? turn->actor->id : 0,
	    .status = status};

	write_body(turn, &body);
	rng_bytes(&world->rng, salt, sizeof salt);
	digest_parts(kind, (struct digest_part[]){{salt, sizeof salt}, {body.p, body.n}}, 2, leaf);
	char *header = arena_printf(&turn->arena, "%lld %lld %s %lld", (long long)row.id, (long long)row.at,
	    row.kind, (long long)row.person);
	digest_parts(kind,
	    (struct digest_part[]){{world->chain, DIGEST_BYTES}, {header, strlen(header)}, {leaf, sizeof leaf}},
	    3, world->chain);
	row.event = turn->message
	    ? arena_printf(&turn->arena, "%s %s", turn->message->channel, turn->message->event_id)
	    : NULL;
	row.body = (struct bytes){body.p, body.n};
	row.answer = (struct bytes){answer, n};
	row.salt = (struct bytes){salt, sizeof salt};
	row.leaf = (struct bytes){leaf, sizeof leaf};
	row.chain = (struct bytes){world->chain, DIGEST_BYTES};
	turn_put(turn, &kind_turn_row, &row);
	buf_free(&body);
}

/* Keeps what the turn has changed, for 撤销. */
static void
keep_undo(struct turn *turn)
{
	struct undo last = {.person = turn->actor->id,
	    .turn = turn->number,
	    .at = turn->now,
	    .changes = turn->changes,
	    .count = turn->change_count,
	    .posts = arena_alloc(&turn->arena, (turn->post_count + 1) * sizeof *last.posts)};

	for (size_t i = 0; i < turn->post_count; i++) {
		const struct post *post = turn_find(turn, post, turn->posts[i]);

		if (post)
			last.posts[last.post_count++] = (struct undo_post){post->id, post->group, post->person};
	}
	undo_keep(turn->world, &last);
}

struct batch *
turn_close(struct turn *turn, int status, const void *answer, size_t n)
{
	struct world *world = turn->world;
	bool audited = false;
	struct batch *batch = NULL;

	for (size_t i = 0; i < turn->change_count; i++)
		audited |= !turn->changes[i].kind->unseen;
	if (turn->digest || audited) {
		if (audited && !turn->forgets && turn->actor && strcmp(turn->kind, "message") == 0)
			keep_undo(turn);
		put_row(turn, status, answer, n);
		if (turn->digest)
			world_seen_add(world, turn->digest, turn->number, turn->now);
	}
	if (turn->change_count) {
		batch = mem_new(sizeof *batch);
		batch->number = turn->number;
		batch->changes = turn->changes;
		batch->count = turn->change_count;
		turn->changes = NULL;
		for (size_t i = 0; i < batch->count; i++) {
			struct change *change = &batch->changes[i];

			if (change->before)
				record_drop(change->before);
			change->before = NULL;
			if (change->after) {
				record_ref(change->after); /* the batch's; the store has its own */
				batch->bytes += change->after->size;
			}
		}
		world->last_turn = turn->number;
		if (turn->now > world->last_at)
			world->last_at = turn->now;
	}
	turn_free(turn);
	return batch;
}
