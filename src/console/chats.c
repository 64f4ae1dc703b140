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
group_of(const struct asking *asking, const char *chat)
{
	if (chat == NULL || chat[0] != 'g' || !isdigit((unsigned char)chat[1]) || strlen(chat) > 16)
		return NULL;
	const struct group *group = store_find(
	    &asking->gate->setup.world->store, &kind_group, strtoll(chat + 1, NULL, 10));
	return group && text_equal(group->channel, "console") &&
	        access_member(asking->gate->setup.world, group->id, asking->person)
	    ? group
	    : NULL;
}

/* A chat's last line, if it has one. */
static void
add_last(const struct asking *asking, const struct talk *last, struct json_writer *json)
{
	if (last == NULL)
		return;
	json_put_name(json, "last");
	talk_json(asking->gate->setup.world, last, asking->person, json->out);
}

static void
add_group(const struct asking *asking, struct turn *turn, const struct group *group, struct json_writer *json)
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
	add_last(asking, last, json);
	json_close(json);
}

static void
add_chats(const struct asking *asking, struct turn *turn, struct json_writer *json)
{
	struct world *world = turn->world;
	const struct talk *last = NULL;

	json_open(json, "chats", '[');
	EACH (&world->store, group, group)
		if (text_equal(group->channel, "console") && access_member(world, group->id, asking->person))
			add_group(asking, turn, group, json);
	EACH_BY (&world->store, talk, person, store_key_int(asking->person), line)
		last = line;
	json_open(json, NULL, '{');
	json_put_text(json, "chat", "p");
	add_last(asking, last, json);
	json_close(json);
	json_close(json);
}

/* GET /api/me: who I am, what chats there are, the clock. */
void
chats_me(struct asking *asking)
{
	const struct page_setup *setup = &asking->gate->setup;
	struct buf out = {0};
	struct json_writer json = json_writer(&out);
	struct turn turn;

	asking_look(asking, &turn);
	json_open(&json, NULL, '{');
	json_put_text(&json, "mode", setup->demo ? "demo" : "real");
	json_put_text(&json, "version", LIANXIN_VERSION);
	json_put_int(&json, "now", turn.now);
	json_put_int(&json, "zone", turn.world->policy.zone_min);
	completion_person(&turn, asking->person, &json, "me");
	if (asking->session)
		json_put_text(&json, "csrf", asking->session->csrf);
	if (setup->demo)
		demo_people(&turn, &json, "people");
	if (asking->person)
		add_chats(asking, &turn, &json);
	json_close(&json);
	turn_abort(&turn);
	asking_give(asking, &out);
}

/* GET /api/talk?chat=g1[&before=N|&after=N]: lines of a chat, the newest of them or those asked for. */
void
chats_talk(struct asking *asking)
{
	struct world *world = asking->gate->setup.world;
	const char *chat = http_query(asking->request->query, "chat", &asking->arena);
	int64_t before = asking_number(asking, "before"), after = asking_number(asking, "after"),
	        ids[TALK_SHOWN_MAX];
	const struct group *group = group_of(asking, chat);
	size_t count = 0, wanted = (size_t)asking_number(asking, "count");
	struct buf out = {0};

	if (group == NULL && (chat == NULL || strcmp(chat, "p") != 0)) {
		asking_refuse(asking, 404, "no such chat");
		return;
	}
	if (wanted == 0 || wanted > TALK_SHOWN_MAX)
		wanted = 50;
	size_t at = group ? offsetof(struct talk, group) : offsetof(struct talk, person), seen = 0;
	uint64_t key = store_key_int(group ? group->id : asking->person);
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
		    asking->person, &out);
	}
	json_close(&json);
	json_close(&json);
	asking_give(asking, &out);
}

/* Who speaks: whoever is signed in, in the demo whom "as" names. NULL after refusing. */
static const struct person *
speaker(const struct asking *asking)
{
	const struct gate *gate = asking->gate;
	const char *as = json_text(asking->body, "as");
	bool named = gate->setup.demo && as;
	const struct person *who = named ? access_person(gate->setup.world, "console", as)
	                                 : store_find(&gate->setup.world->store, &kind_person, asking->person);

	if (who == NULL && named)
		asking_refuse(asking, 400, "\"as\": nobody of that name here");
	else if (who == NULL)
		asking_refuse(asking, 401, "nobody is signed in");
	return who;
}

/* In which chat: *group, NULL for one's own with the bot. False after refusing. */
static bool
chat_meant(const struct asking *asking, const struct group **group)
{
	const struct gate *gate = asking->gate;
	const char *name = json_text(asking->body, "group"), *chat = json_text(asking->body, "chat");

	*group = NULL;
	if (chat ? strcmp(chat, "p") == 0 : text_empty(name) || strcmp(name, "私聊") == 0)
		return true;
	if (chat)
		*group = group_of(asking, chat);
	else if (gate->setup.demo)
		*group = access_group(gate->setup.world, "console", name);
	if (*group == NULL)
		asking_refuse(
		    asking, 400, chat ? "\"chat\": no such chat here" : "\"group\": no group of that name here");
	return *group != NULL;
}

/* A sending is its sender's: the same id by somebody else is another. */
static const char *
event_of(struct asking *asking, const char *id, const struct person *who)
{
	if (id == NULL)
		return gate_random_id(&asking->arena);
	return asking->session ? arena_printf(&asking->arena, "%lld-%s", (long long)who->id, id) : id;
}

static bool
body_true(const struct asking *asking, const char *name)
{
	return cJSON_IsTrue(cJSON_GetObjectItemCaseSensitive(asking->body, name));
}

/* POST /api/say: {"chat","text"} of whoever is signed in, {"group","as","text"} in the demo;
 * with "event_id", "button", "quoted", "media"; "unkept" for what only the page wants to know. */
void
chats_say(struct asking *asking)
{
	const char *text = json_text(asking->body, "text"), *id = json_text(asking->body, "event_id"),
	           *quoted = json_text(asking->body, "quoted"), *media = json_text(asking->body, "media");
	const struct person *who;
	const struct group *group;

	if (text == NULL || strlen(text) > TEXT_BYTES_MAX || (id && (*id == 0 || strlen(id) > 64)) ||
	    (media && !pictures_good(media))) {
		asking_refuse(asking, 400, "expected {\"chat\",\"text\"}, in the demo {\"group\",\"as\",\"text\"}");
		return;
	}
	if ((who = speaker(asking)) == NULL || !chat_meant(asking, &group))
		return;
	const char *sender = gate_sender(asking->gate, who->id);
	if (sender == NULL) {
		asking_refuse(asking, 401, "nobody is signed in");
		return;
	}
	serve_say(asking->gate->setup.serve,
	    &(struct message){
	        .channel = "console",
	        .event_id = event_of(asking, id, who),
	        .private_chat = group == NULL,
	        .chat_id = group == NULL         ? ""
	            : text_empty(group->chat_id) ? group->name
	                                         : group->chat_id,
	        .sender_id = sender,
	        .sender_name = who->name,
	        .text = text,
	        .quoted = quoted,
	        .media = text_empty(media) ? NULL : media,
	        .button = body_true(asking, "button"),
	        /* In a group everybody sees who made the bot say what. */
	        .unkept = group == NULL && body_true(asking, "unkept"),
	    },
	    asking->token);
}

/* GET /api/completion: what may be picked while typing. */
void
chats_completion(struct asking *asking)
{
	struct buf out = {0};
	struct turn turn;

	asking_look(asking, &turn);
	completion_json(&turn, asking->gate->setup.tables.commands, asking->person, &out);
	turn_abort(&turn);
	asking_give(asking, &out);
}
