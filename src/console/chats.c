/* Chats of the group page: who I am, what was said, what I say; see the header. */
#include "console/chats.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "console/demo.h"
#include "console/completion.h"
#include "console/pictures.h"
#include "core/names.h"
#include "formats/http.h"
#include "formats/json_write.h"
#include "records/kinds.h"
#include "records/member.h"
#include "shell/talk.h"

#define TALK_SHOWN_MAX 200
#define TEXT_BYTES_MAX 16000

static const struct group *
group_of(const struct exchange *exchange, const char *chat)
{
	if (chat == NULL || chat[0] != 'g' || !isdigit((unsigned char)chat[1]) || strlen(chat) > 16)
		return NULL;
	const struct group *group = store_find(
	    &exchange->gate->setup.world->store, &kind_group, strtoll(chat + 1, NULL, 10));
	return group && text_equal(group->channel, "console") &&
	        access_member(exchange->gate->setup.world, group->id, exchange->person)
	    ? group
	    : NULL;
}

/* A chat's last line, if it has one. */
static void
add_last(const struct exchange *exchange, const struct talk *last, struct json_writer *json)
{
	if (last == NULL)
		return;
	json_put_name(json, "last");
	talk_json(exchange->gate->setup.world, last, exchange->person, json->out);
}

static void
add_group(
    const struct exchange *exchange, struct turn *turn, const struct group *group, struct json_writer *json)
{
	struct world *world = turn->world;
	const struct talk *last = NULL;
	int64_t members = 0;

	EACH_BY (&world->store, member, group, store_key_int(group->id), member)
		members++;
	EACH_BY (&world->store, talk, group, store_key_int(group->id), line)
		last = line;
	json_open(json, NULL, '{');
	json_put_format(json, "chat", "g%lld", (long long)group->id);
	json_put_int(json, "members", members);
	json_put_text(json, "place", group->place ? names_place_title(world, group->place, &turn->arena) : "");
	json_put_text(json, "name", group->name);
	json_put_text(json, "purpose", field_find(&kind_group, "purpose")->codes[group->purpose]);
	add_last(exchange, last, json);
	json_close(json);
}

static void
add_chats(const struct exchange *exchange, struct turn *turn, struct json_writer *json)
{
	struct world *world = turn->world;
	const struct talk *last = NULL;

	json_open(json, "chats", '[');
	EACH (&world->store, group, group)
		if (text_equal(group->channel, "console") && access_member(world, group->id, exchange->person))
			add_group(exchange, turn, group, json);
	EACH_BY (&world->store, talk, person, store_key_int(exchange->person), line)
		last = line;
	json_open(json, NULL, '{');
	json_put_text(json, "chat", "p");
	add_last(exchange, last, json);
	json_close(json);
	json_close(json);
}

/* GET /api/me: who I am, what chats there are, the clock. */
void
chats_me(struct exchange *exchange)
{
	const struct page_setup *setup = &exchange->gate->setup;
	struct buf out = {0};
	struct json_writer json = json_writer(&out);
	struct turn turn;

	exchange_look(exchange, &turn);
	json_open(&json, NULL, '{');
	json_put_text(&json, "mode", setup->demo ? "demo" : "real");
	json_put_text(&json, "version", LIANXIN_VERSION);
	json_put_int(&json, "now", turn.now);
	json_put_int(&json, "zone", turn.world->policy.zone_min);
	completion_person(&turn, exchange->person, &json, "me");
	if (exchange->session)
		json_put_text(&json, "csrf", exchange->session->csrf);
	if (setup->demo)
		demo_people(&turn, &json, "people");
	if (exchange->person)
		add_chats(exchange, &turn, &json);
	json_close(&json);
	turn_abort(&turn);
	exchange_give(exchange, &out);
}

/* GET /api/talk?chat=g1[&before=N|&after=N]: lines of a chat, the newest of them or those asked for. */
void
chats_talk(struct exchange *exchange)
{
	struct world *world = exchange->gate->setup.world;
	const char *chat = http_query(exchange->request->query, "chat", &exchange->arena);
	int64_t before = exchange_number(exchange, "before"), after = exchange_number(exchange, "after"),
	        ids[TALK_SHOWN_MAX];
	const struct group *group = group_of(exchange, chat);
	size_t count = 0, wanted = (size_t)exchange_number(exchange, "count");
	struct buf out = {0};

	if (group == NULL && (chat == NULL || strcmp(chat, "p") != 0)) {
		exchange_refuse(exchange, 404, "no such chat");
		return;
	}
	if (wanted == 0 || wanted > TALK_SHOWN_MAX)
		wanted = 50;
	size_t at = group ? offsetof(struct talk, group) : offsetof(struct talk, person), seen = 0;
	uint64_t key = store_key_int(group ? group->id : exchange->person);
	/* The last of those before `before`; behind `after`, the first. */
	for (const struct talk *line = store_next(&world->store, &kind_talk, at, key, after); line;
	     line = store_next(&world->store, &kind_talk, at, key, line->id)) {
		if ((before && line->id >= before) || (after && seen == wanted))
			break;
		ids[seen++ % wanted] = line->id;
	}
	count = seen < wanted ? seen : wanted;
	bool more = after ? store_next(&world->store, &kind_talk, at, key, count ? ids[count - 1] : after) != NULL
	                  : seen > wanted;
	struct json_writer json = json_writer(&out);
	json_open(&json, NULL, '{');
	json_put_bool(&json, "more", more);
	json_open(&json, "items", '[');
	for (size_t i = 0; i < count; i++) {
		json_put_name(&json, NULL);
		talk_json(world, store_find(&world->store, &kind_talk, ids[seen > wanted ? (seen + i) % wanted : i]),
		    exchange->person, &out);
	}
	json_close(&json);
	json_close(&json);
	exchange_give(exchange, &out);
}

/* Who speaks: whoever is signed in, in the demo whom "as" names. NULL after refusing. */
static const struct person *
speaker(const struct exchange *exchange)
{
	const struct gate *gate = exchange->gate;
	const char *as = json_text(exchange->body, "as");
	bool named = gate->setup.demo && as;
	const struct person *who = named ? access_person(gate->setup.world, "console", as)
	                                 : store_find(&gate->setup.world->store, &kind_person, exchange->person);

	if (who == NULL && named)
		exchange_refuse(exchange, 400, "\"as\": nobody of that name here");
	else if (who == NULL)
		exchange_refuse(exchange, 401, "nobody is signed in");
	return who;
}

/* In which chat: *group, NULL for one's own with the bot. False after refusing. */
static bool
chat_meant(const struct exchange *exchange, const struct group **group)
{
	const struct gate *gate = exchange->gate;
	const char *name = json_text(exchange->body, "group"), *chat = json_text(exchange->body, "chat");

	*group = NULL;
	if (chat ? strcmp(chat, "p") == 0 : text_empty(name) || strcmp(name, "私聊") == 0)
		return true;
	if (chat)
		*group = group_of(exchange, chat);
	else if (gate->setup.demo)
		*group = access_group(gate->setup.world, "console", name);
	if (*group == NULL)
		exchange_refuse(
		    exchange, 400, chat ? "\"chat\": no such chat here" : "\"group\": no group of that name here");
	return *group != NULL;
}

/* A sending is its sender's: the same id by somebody else is another. */
static const char *
event_of(struct exchange *exchange, const char *id, const struct person *who)
{
	if (id == NULL)
		return gate_random_id(&exchange->arena);
	return exchange->session ? arena_printf(&exchange->arena, "%lld-%s", (long long)who->id, id) : id;
}

static bool
body_true(const struct exchange *exchange, const char *name)
{
	return cJSON_IsTrue(cJSON_GetObjectItemCaseSensitive(exchange->body, name));
}

/* POST /api/say: {"chat","text"} of whoever is signed in, {"group","as","text"} in the demo;
 * with "event_id", "button", "quoted", "media"; "unkept" for what only the page wants to know. */
void
chats_say(struct exchange *exchange)
{
	const char *text = json_text(exchange->body, "text"), *id = json_text(exchange->body, "event_id"),
	           *quoted = json_text(exchange->body, "quoted"), *media = json_text(exchange->body, "media");
	const struct person *who;
	const struct group *group;

	if (text == NULL || strlen(text) > TEXT_BYTES_MAX || (id && (*id == 0 || strlen(id) > 64)) ||
	    (media && !pictures_good(media))) {
		exchange_refuse(
		    exchange, 400, "expected {\"chat\",\"text\"}, in the demo {\"group\",\"as\",\"text\"}");
		return;
	}
	if ((who = speaker(exchange)) == NULL || !chat_meant(exchange, &group))
		return;
	const char *sender = gate_sender(exchange->gate, who->id);
	if (sender == NULL) {
		exchange_refuse(exchange, 401, "nobody is signed in");
		return;
	}
	serve_say(exchange->gate->setup.serve,
	    &(struct message){
	        .channel = "console",
	        .event_id = event_of(exchange, id, who),
	        .private_chat = group == NULL,
	        .chat_id = group == NULL         ? ""
	            : text_empty(group->chat_id) ? group->name
	                                         : group->chat_id,
	        .sender_id = sender,
	        .sender_name = who->name,
	        .text = text,
	        .quoted = quoted,
	        .media = text_empty(media) ? NULL : media,
	        .button = body_true(exchange, "button"),
	        /* In a group everybody sees who made the bot say what. */
	        .unkept = group == NULL && body_true(exchange, "unkept"),
	    },
	    exchange->token);
}

/* GET /api/completion: what may be picked while typing. */
void
chats_completion(struct exchange *exchange)
{
	struct buf out = {0};
	struct turn turn;

	exchange_look(exchange, &turn);
	completion_json(&turn, exchange->gate->setup.tables.commands, exchange->person, &out);
	turn_abort(&turn);
	exchange_give(exchange, &out);
}
