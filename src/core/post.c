/* What a turn says, and to whom; see the header. */
#include "core/post.h"

#include <string.h>

#include "base/text.h"
#include "core/lanes.h"
#include "core/schedule.h"
#include "core/wording.h"
#include "records/account.h"
#include "records/kinds.h"
#include "records/mention_item.h"

#define PART_MARK_BYTES 16 /* room for the number of a part */
#define SHORT_BYTES 200    /* if that is too long for a platform, it is not the length */

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
	const struct channel_traits *traits = lanes_traits(turn->world, channel);

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
	word_draft(turn, draft, lanes_traits(turn->world, turn->chat.channel), turn->chat.private_chat, true);
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
	part.note = NOTE_none;
	post_keep_parts(turn, &part, n / 2 + 2 * PART_MARK_BYTES);
	return true;
}

/* Writes the post record; the draft is used up. */
static void
post_put(struct turn *turn, struct draft *draft, struct post *post)
{
	const struct channel_traits *traits = lanes_traits(turn->world, post->channel);

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
	        !lanes_traits(turn->world, turn->chat.channel)->mention_only);
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
