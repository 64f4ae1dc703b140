/* Turns; see the header. Changes take effect in memory at once, old versions wait in
 * the turn so that an abort can put them back. */
#include "core/turn.h"

#include <stdlib.h>
#include <string.h>

#include "base/digest.h"
#include "base/require.h"
#include "base/text.h"
#include "core/names.h"
#include "core/outbox.h"
#include "core/schedule.h"
#include "core/undo.h"
#include "records/account.h"
#include "records/counter.h"
#include "records/kinds.h"
#include "records/mention_item.h"
#include "records/person_item.h"
#include "records/turn_row.h"
#include "records/wake.h"

#define PART_MARK_BYTES 16 /* room for the number of a part */
#define SHORT_BYTES 200    /* if that is too long for a platform, it is not the length */

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
			outbox_join(turn->world, record_data(change->before)); /* a withdrawal is undone too */
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

struct draft
turn_draft(struct turn *turn, const char *key, const struct with *with)
{
	struct draft draft = {0};

	buf_adds(&draft.text, turn_phrase(turn, key, with));
	return draft;
}

/* The sender id under which a channel knows somebody, or NULL. */
static const char *
sender_on(const struct world *world, int64_t person, const char *channel)
{
	EACH_BY (&world->store, account, person, store_key_int(person), account)
		if (channel == NULL || strcmp(account->channel, channel) == 0)
			return account->sender_id;
	if (world->everyone_on_console && (channel == NULL || strcmp(channel, "console") == 0)) {
		const struct person *found = store_find(&world->store, &kind_person, person);

		return found ? found->name : NULL;
	}
	return NULL;
}

void
draft_mention(struct turn *turn, struct draft *draft, int64_t person, const char *name)
{
	buf_addc(&draft->text, '@');
	buf_adds(&draft->text, name);
	if (draft->mention_count < sizeof draft->mentions / sizeof *draft->mentions)
		draft->mentions[draft->mention_count++] = (struct mention){
		    .person = person, .name = arena_text(&turn->arena, name, strlen(name))};
}

/* Mentions with the ids that this channel knows them by, kept in the arena. */
static const struct mention *
mentions_on(struct turn *turn, const struct draft *draft, const char *channel)
{
	struct mention *mentions = arena_alloc(&turn->arena, (draft->mention_count + 1) * sizeof *mentions);

	for (size_t i = 0; i < draft->mention_count; i++) {
		const char *sender = sender_on(turn->world, draft->mentions[i].person, channel);

		mentions[i] = draft->mentions[i];
		mentions[i].sender_id = sender ? arena_text(&turn->arena, sender, strlen(sender)) : "";
	}
	return mentions;
}

static const struct button *
buttons_kept(struct turn *turn, const struct draft *draft)
{
	struct button *buttons = arena_alloc(&turn->arena, (draft->button_count + 1) * sizeof *buttons);

	for (size_t i = 0; i < draft->button_count; i++)
		buttons[i] = (struct button){
		    arena_text(&turn->arena, draft->buttons[i].label, strlen(draft->buttons[i].label)),
		    arena_text(&turn->arena, draft->buttons[i].value, strlen(draft->buttons[i].value))};
	return buttons;
}

/* Where nobody can be mentioned, those whom a text in the group names are told privately what
 * it says of them; who speaks there knows. */
static void
tell_mentioned(struct turn *turn, const struct draft *draft, const char *channel, int64_t group)
{
	const struct channel_traits *traits = outbox_traits(turn->world, channel);

	for (size_t i = 0; traits->no_mentions && !traits->no_private && i < draft->mention_count; i++) {
		int64_t person = draft->mentions[i].person;
		const struct group *where = turn_find(turn, group, group);

		if (person == 0 || where == NULL || (turn->actor && turn->actor->id == person))
			continue;
		struct draft alone = turn_draft(turn, "mentioned",
		    WITH({"group", where->name},
		        {"text", word_excerpt(&turn->arena, buf_text(&draft->text), draft->mentions[i].name)}));
		memcpy(alone.buttons, draft->buttons, sizeof alone.buttons);
		alone.button_count = draft->button_count;
		alone.urgency = draft->urgency;
		alone.unasked = draft->unasked;
		alone.once = draft->once;
		alone.topic = draft->topic;
		alone.due_at = draft->due_at;
		alone.mentions[alone.mention_count++] = draft->mentions[i]; /* its @ goes, too */
		turn_post_person(turn, person, &alone);
	}
}

void
turn_say_draft(struct turn *turn, struct draft *draft)
{
	turn->answered = true;
	if (turn->message == NULL) { /* nobody asked: a wake speaks in its chat */
		if (turn->chat.private_chat)
			turn_post_person(turn, turn->chat.person, draft);
		else
			turn_post_group(turn, turn->chat.group, draft);
		return;
	}
	if (!turn->chat.private_chat)
		tell_mentioned(turn, draft, turn->chat.channel, turn->chat.group);
	word_draft(turn, draft, outbox_traits(turn->world, turn->chat.channel), turn->chat.private_chat, true);
	if (turn->reply_count == turn->reply_cap) {
		turn->reply_cap = turn->reply_cap ? turn->reply_cap * 2 : 2;
		turn->replies = mem_grow(turn->replies, turn->reply_cap * sizeof *turn->replies);
	}
	turn->replies[turn->reply_count] = (struct speech){
	    .post_id = arena_printf(&turn->arena, "t%lld-%zu", (long long)turn->number, turn->reply_count + 1),
	    .private_chat = turn->chat.private_chat,
	    .chat_id = turn->chat.private_chat ? NULL : turn->chat.chat_id,
	    .to = turn->chat.private_chat ? turn->chat.sender_id : NULL,
	    .text = arena_text(&turn->arena, buf_text(&draft->text), draft->text.n),
	    .mentions = mentions_on(turn, draft, turn->chat.channel),
	    .mention_count = draft->mention_count,
	    .buttons = buttons_kept(turn, draft),
	    .button_count = draft->button_count,
	};
	turn->reply_count++;
	buf_free(&draft->text);
}

void
turn_say(struct turn *turn, const char *key, const struct with *with)
{
	struct draft draft = turn_draft(turn, key, with);

	turn_say_draft(turn, &draft);
}

static void
post_keep(struct turn *turn, const struct post *post)
{
	const struct post *kept = turn_put(turn, &kind_post, post);

	if (turn->post_count == turn->post_cap) {
		turn->post_cap = turn->post_cap ? turn->post_cap * 2 : 8;
		turn->posts = mem_grow(turn->posts, turn->post_cap * sizeof *turn->posts);
	}
	turn->posts[turn->post_count++] = kept->id;
}

/* A text longer than its channel takes leaves as several posts, numbered; each mentions whom
 * it names, the last has the buttons. */
static void
post_keep_parts(struct turn *turn, const struct post *whole, size_t room)
{
	const struct mention_item *mentions = whole->mentions.items;
	size_t parts = 0, n;

	room -= PART_MARK_BYTES;
	for (const char *rest = whole->text; *rest; rest += n, parts++)
		n = text_part(rest, room);
	const char *rest = whole->text;
	for (size_t number = 1; number <= parts; number++, rest += n) {
		struct post part = *whole;
		struct mention_item *named = arena_alloc(&turn->arena, (whole->mentions.n + 1) * sizeof *named);
		size_t count = 0;

		n = text_part(rest, room);
		const char *text = arena_text(&turn->arena, rest, n);
		for (size_t i = 0; i < whole->mentions.n; i++)
			if (strstr(text, arena_printf(&turn->arena, "@%s", mentions[i].name)))
				named[count++] = mentions[i];
		part.text = arena_printf(
		    &turn->arena, "%s%s(%zu/%zu)", text, rest[n - 1] == '\n' ? "" : "\n", number, parts);
		part.mentions = (struct list){named, count};
		if (number < parts)
			part.buttons = (struct list){0};
		post_keep(turn, &part);
	}
}

bool
turn_post_shorter(struct turn *turn, const struct post *post)
{
	size_t n = strlen(post->text);
	struct post part = *post;

	if (n < SHORT_BYTES)
		return false;
	part.id = 0;
	part.state = POST_queued;
	part.attempt = 0;
	part.due_at = 0;
	part.note = NULL;
	post_keep_parts(turn, &part, n / 2 + 2 * PART_MARK_BYTES);
	return true;
}

/* Writes the post record; the draft is used up. */
static void
post_put(struct turn *turn, struct draft *draft, struct post *post)
{
	const struct channel_traits *traits = outbox_traits(turn->world, post->channel);

	word_draft(turn, draft, traits, post->private, false);
	const struct mention *mentions = mentions_on(turn, draft, post->channel);
	struct mention *items = arena_alloc(&turn->arena, (draft->mention_count + 1) * sizeof *items);

	memcpy(items, mentions, draft->mention_count * sizeof *items);
	post->text = buf_text(&draft->text);
	post->mentions = (struct list){items, draft->mention_count};
	post->buttons = (struct list){buttons_kept(turn, draft), draft->button_count};
	post->urgency = (int32_t)draft->urgency;
	post->once = draft->once;
	post->topic = draft->topic;
	post->created_at = turn->now;
	post->due_at = draft->due_at;
	post->unasked = draft->unasked;
	if (draft->unasked && draft->urgency == POST_URGENCY_plain) {
		int64_t key = post->private ? -post->person : post->group;
		int64_t due = schedule_speak_at(turn->world, turn->now);

		if (!schedule_spend(turn->world, key, due,
		        post->private ? turn->world->policy.budget_person : turn->world->policy.budget_group))
			due = schedule_next_morning(turn->world, turn->now);
		if (due > turn->now && due > post->due_at)
			post->due_at = due;
	}
	size_t room = traits->bytes;
	if (room && draft->text.n > room)
		post_keep_parts(turn, post, room);
	else
		post_keep(turn, post);
	buf_free(&draft->text);
}

/* A post to a conversation where somebody waits for it. */
static struct post
post_to(const struct chat *chat, struct draft *draft)
{
	draft->urgency = POST_URGENCY_guests;
	return (struct post){.channel = chat->channel,
	    .chat = chat->private_chat ? chat->sender_id : chat->chat_id,
	    .private = chat->private_chat,
	    .group = chat->group,
	    .person = chat->person};
}

void
turn_post_chat(struct turn *turn, const struct chat *chat, struct draft *draft)
{
	struct post post = post_to(chat, draft);

	post_put(turn, draft, &post);
}

void
turn_replies_by_post(struct turn *turn)
{
	for (size_t i = 0; i < turn->reply_count; i++) {
		const struct speech *reply = &turn->replies[i];
		struct draft draft = {0};

		buf_adds(&draft.text, reply->text);
		for (size_t k = 0; k < reply->mention_count; k++)
			draft.mentions[draft.mention_count++] = reply->mentions[k];
		for (size_t k = 0; k < reply->button_count; k++)
			draft.buttons[draft.button_count++] = reply->buttons[k];
		struct post post = post_to(&turn->chat, &draft);
		post.reply_url = turn->message->reply_url;
		post.reply_until = turn->message->reply_until;
		post_put(turn, &draft, &post);
	}
	turn->reply_count = 0;
}

bool
turn_post_group(struct turn *turn, int64_t id, struct draft *draft)
{
	const struct group *group = turn_find(turn, group, id);

	if (turn->message && !turn->chat.private_chat && turn->chat.group == id && draft->due_at == 0 &&
	    !draft->unasked) {
		turn_say_draft(turn, draft);
		return true;
	}
	bool console = turn->world->everyone_on_console;
	if (group == NULL || (!console && (text_empty(group->channel) || text_empty(group->chat_id)))) {
		buf_free(&draft->text);
		return false;
	}
	struct post post = {
	    .channel = console ? "console" : group->channel,
	    .chat = console ? group->name : group->chat_id,
	    .group = id,
	};
	tell_mentioned(turn, draft, post.channel, id);
	post_put(turn, draft, &post);
	return true;
}

bool
turn_wants_word(const struct turn *turn)
{
	return turn->addressed &&
	    (turn->chat.private_chat || turn->message == NULL || turn->message->button ||
	        !outbox_traits(turn->world, turn->chat.channel)->mention_only);
}

bool
turn_reachable(const struct turn *turn, int64_t person)
{
	return person && sender_on(turn->world, person, NULL) != NULL;
}

bool
turn_post_person(struct turn *turn, int64_t id, struct draft *draft)
{
	const char *channel = turn->world->everyone_on_console ? "console" : NULL, *sender = NULL;

	if (turn->message && turn->chat.private_chat && turn->chat.person == id && id && draft->due_at == 0 &&
	    !draft->unasked) {
		turn_say_draft(turn, draft);
		return true;
	}
	if (channel) {
		sender = sender_on(turn->world, id, channel);
	} else {
		/* The newest account is the phone in use; the group page is looked at by who has none. */
		EACH_BY (&turn->world->store, account, person, store_key_int(id), account) {
			if (channel && strcmp(account->channel, "console") == 0)
				continue;
			channel = account->channel;
			sender = account->sender_id;
		}
	}
	if (sender == NULL || id == 0) {
		buf_free(&draft->text);
		return false;
	}
	struct post post = {.channel = channel, .chat = sender, .private = 1, .person = id};
	post_put(turn, draft, &post);
	return true;
}

void
turn_wake(struct turn *turn, const char *kind, int64_t subject, int rung, int64_t due_at)
{
	struct wake wake = {.kind = kind, .subject = subject, .rung = rung, .due_at = due_at};

	EACH_BY (&turn->world->store, wake, subject, store_key_int(subject), open)
		if (strcmp(open->kind, kind) == 0 && open->rung == rung && open->state == WAKE_scheduled)
			wake.id = open->id;
	turn_put(turn, &kind_wake, &wake);
}

void
turn_unwake(struct turn *turn, const char *kind, int64_t subject)
{
	EACH_BY (&turn->world->store, wake, subject, store_key_int(subject), open)
		if (strcmp(open->kind, kind) == 0 && open->state == WAKE_scheduled) {
			struct wake cleared = *open;

			cleared.state = WAKE_cleared;
			turn_put(turn, &kind_wake, &cleared);
		}
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

			if (sides[side])
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

struct batch *
turn_close(struct turn *turn, int status, const void *answer, size_t n)
{
	struct world *world = turn->world;
	bool audited = false;
	struct batch *batch = NULL;

	for (size_t i = 0; i < turn->change_count; i++)
		audited |= !turn->changes[i].kind->unseen;
	if (turn->digest || audited) {
		if (audited && turn->actor && strcmp(turn->kind, "message") == 0)
			undo_keep(turn);
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
