/* Lines said in the console's chats; see the header. */
#include "shell/talk.h"

#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "core/access.h"
#include "core/names.h"
#include "formats/json.h"
#include "formats/json_write.h"
#include "records/button_item.h"
#include "records/kinds.h"
#include "records/mention_item.h"

#define TOGETHER_MS 1000
#define PRUNE_EVERY 64 /* lines until it is looked whether a chat has too many */

bool
talk_known(const struct world *world, const char *event)
{
	EACH_BY (&world->store, talk, event, store_key_text(event), talk)
		if (text_equal(talk->event, event))
			return true;
	return false;
}

/* The oldest lines of this line's chat go. */
static void
prune(struct turn *turn, const struct talk *new)
{
	const struct store *store = &turn->world->store;
	size_t at = new->group ? offsetof(struct talk, group) : offsetof(struct talk, person), count = 0;
	uint64_t key = store_key_int(new->group ? new->group : new->person);
	int64_t first = 0;

	for (const struct talk *one = store_next(store, &kind_talk, at, key, 0); one;
	     one = store_next(store, &kind_talk, at, key, one->id))
		count++;
	for (; count > TALK_KEPT; count--) {
		first = ((const struct talk *)store_next(store, &kind_talk, at, key, first))->id;
		turn_remove(turn, &kind_talk, first);
	}
}

static void
keep(struct turn *turn, struct talk *talk)
{
	const struct talk *kept;

	if (talk->at == 0)
		talk->at = turn->now;
	kept = turn_put(turn, &kind_talk, talk);
	if ((kept->group || kept->person) && kept->id % PRUNE_EVERY == 0)
		prune(turn, kept);
}

static void
keep_speech(struct turn *turn, const struct speech *speech)
{
	struct mention_item *mentions = arena_alloc(&turn->arena, (speech->mention_count + 1) * sizeof *mentions);
	struct button_item *buttons = arena_alloc(&turn->arena, (speech->button_count + 1) * sizeof *buttons);

	for (size_t i = 0; i < speech->mention_count; i++)
		mentions[i] = (struct mention_item){
		    speech->mentions[i].person, speech->mentions[i].sender_id, speech->mentions[i].name};
	for (size_t i = 0; i < speech->button_count; i++)
		buttons[i] = (struct button_item){speech->buttons[i].label, speech->buttons[i].value};
	keep(turn,
	    &(struct talk){.sort = TALK_bot,
	        .group = turn->chat.group,
	        .person = turn->chat.person,
	        .text = speech->text,
	        .mentions = {mentions, speech->mention_count},
	        .buttons = {buttons, speech->button_count},
	        .post = speech->post_id});
}

void
talk_heard(struct turn *turn)
{
	const struct message *message = turn->message;

	if (turn->actor == NULL || (turn->chat.group == 0 && turn->chat.person == 0))
		return;
	keep(turn,
	    &(struct talk){.sort = TALK_said,
	        .group = turn->chat.group,
	        .person = turn->chat.person,
	        .by = turn->actor->id,
	        .text = message->text,
	        .event = message->event_id,
	        .quoted = message->quoted,
	        .media = message->media,
	        .pressed = message->button});
	for (size_t i = 0; i < turn->reply_count; i++)
		keep_speech(turn, &turn->replies[i]);
}

void
talk_posted(struct turn *turn, const struct post *post)
{
	/* Its time is when it was said, not when it could be delivered. */
	keep(turn,
	    &(struct talk){.sort = TALK_bot,
	        .at = post->due_at > post->created_at ? post->due_at : post->created_at,
	        .group = post->private ? 0 : post->group,
	        .person = post->private ? post->person : 0,
	        .text = post->text,
	        .mentions = post->mentions,
	        .buttons = post->buttons,
	        .post = arena_printf(&turn->arena, "%lld", (long long)post->id)});
}

void
talk_mark(struct turn *turn, enum talk_sort sort)
{
	keep(turn, &(struct talk){.sort = (int32_t)sort, .text = ""});
}

bool
talk_visible(const struct world *world, const struct talk *talk, int64_t person)
{
	if (person == 0 || talk->sort > TALK_bot)
		return false;
	return talk->group ? access_member(world, talk->group, person) : talk->person == person;
}

const char *
talk_chat(const struct talk *talk, struct arena *arena)
{
	return talk->group ? arena_printf(arena, "g%lld", (long long)talk->group) : "p";
}

void
talk_json(const struct world *world, const struct talk *talk, int64_t person, struct buf *out)
{
	const struct mention_item *mentions = talk->mentions.items;
	struct json_writer json = json_writer(out);
	struct arena arena = {0};

	json_open(&json, NULL, '{');
	json_put_int(&json, "id", talk->id);
	json_put_text(&json, "chat", talk_chat(talk, &arena));
	json_put_int(&json, "at", talk->at);
	json_put_int(&json, "by", talk->by);
	json_put_text(&json, "name", talk->by ? names_of(world, &kind_person, talk->by) : NULL);
	json_put_text(&json, "text", talk->text ? talk->text : "");
	if (talk->mentions.n) {
		json_open(&json, "mentions", '[');
		for (size_t i = 0; i < talk->mentions.n; i++) {
			json_open(&json, NULL, '{');
			json_put_bool(&json, "me", mentions[i].person == person);
			json_put_text(&json, "name", mentions[i].name);
			json_close(&json);
		}
		json_close(&json);
	}
	if (talk->buttons.n) {
		json_put_name(&json, "buttons");
		json_list_add(field_find(&kind_talk, "buttons"), &talk->buttons, out);
	}
	if (talk->post)
		json_put_text(&json, "post", talk->post);
	if (talk->event && talk->by == person)
		json_put_text(&json, "event", talk->event);
	if (talk->quoted)
		json_put_text(&json, "quoted", talk->quoted);
	if (!text_empty(talk->media))
		json_put_text(&json, "media", talk->media);
	if (talk->pressed)
		json_put_bool(&json, "pressed", true);
	json_close(&json);
	arena_clear(&arena);
}

/* One line of a conversation file stays one line. */
static void
add_line(struct buf *out, const char *text)
{
	for (const char *p = text ? text : ""; *p; p++)
		if (*p == '\n')
			buf_adds(out, " ⏎ ");
		else if (*p != '\r')
			buf_addc(out, *p);
	buf_addc(out, '\n');
}

static void
add_time(struct buf *out, const char *what, int64_t at, int zone)
{
	struct arena arena = {0};
	int ms = (int)(at % MS_MINUTE);

	buf_addf(out, "%s %s", what, zone_text(&arena, at, zone));
	if (ms)
		buf_addf(out, ":%02d.%03d", ms / 1000, ms % 1000);
	buf_addc(out, '\n');
	arena_clear(&arena);
}

/* Which of the chat's posts, from 1, has this id; 0 if none is kept. */
static long
post_number(const struct world *world, const struct talk *of, const char *post)
{
	long number = 0;

	EACH (&world->store, talk, talk) {
		if (talk->sort != TALK_bot || talk->group != of->group || talk->person != of->person)
			continue;
		number++;
		if (text_equal(talk->post, post))
			return number;
	}
	return 0;
}

static void
add_said(const struct world *world, const struct talk *talk, struct buf *out)
{
	buf_addf(out, "%s | %s | ", talk->group ? names_of(world, &kind_group, talk->group) : "私聊",
	    names_of(world, &kind_person, talk->by));
	if (talk->pressed) {
		const char *label = talk->text ? talk->text : ""; /* a button may say nothing */

		buf_adds(out, "[按钮 ");
		buf_add(out, label, strcspn(label, "\r\n"));
		buf_adds(out, "]\n");
		return;
	}
	long quoted = talk->quoted ? post_number(world, talk, talk->quoted) : 0;
	if (quoted)
		buf_addf(out, "[回复 %ld] ", quoted);
	else if (!text_empty(talk->media))
		buf_addf(out, "[图片 %s] ", talk->media);
	add_line(out, talk->text);
}

/* What the clock brought together is said behind one move of the clock: its last time. */
static int64_t
brought_until(const struct world *world, const struct talk *first)
{
	int64_t at = first->at;

	for (const struct talk *next = store_after(&world->store, &kind_talk, first->id);
	     next && next->sort == TALK_bot && next->at <= at + TOGETHER_MS;
	     next = store_after(&world->store, &kind_talk, next->id))
		at = next->at > at ? next->at : at;
	return at;
}

bool
talk_story(const struct world *world, const char *folder, struct buf *out)
{
	int zone = (int)world->policy.zone_min;
	int64_t clock = 0;
	bool whole = false;

	buf_adds(out, "# A conversation on the group page. Replay it: lianxin chat FILE\n");
	EACH (&world->store, talk, talk) {
		int64_t at = talk->sort == TALK_bot && talk->at > clock ? brought_until(world, talk) : talk->at;

		if (!whole && talk->sort != TALK_start)
			return false;
		if (talk->sort == TALK_restart)
			add_time(out, "restart", at, zone);
		else if (at > clock)
			add_time(out, "at", at, zone);
		clock = at > clock ? at : clock;
		if (talk->sort == TALK_start)
			buf_addf(out, "world %s\n", folder);
		else if (talk->sort == TALK_said)
			add_said(world, talk, out);
		else if (talk->sort == TALK_bot) {
			buf_addf(out, "< %s%s | ", talk->group ? "" : "私聊 ",
			    talk->group ? names_of(world, &kind_group, talk->group)
			                : names_of(world, &kind_person, talk->person));
			add_line(out, talk->text);
		}
		whole = true;
	}
	/* Nothing may be missing in between: lines are numbered one after the other. */
	return whole &&
	    world->store.tables[KIND_talk].next_id - 1 == (int64_t)store_count(&world->store, &kind_talk);
}
