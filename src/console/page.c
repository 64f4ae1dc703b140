/* The group page; see the header. A request is proved first (where it comes from, who sends it),
 * then goes by the table at the end. Every answer with something of the world in it leaves when
 * the disk has what it shows. */
#include "console/asking.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/digest.h"
#include "base/text.h"
#include "base/text_norm.h"
#include "formats/http.h"
#include "language/when.h"
#include "console/assets.h"
#include "console/hints.h"
#include "console/lists.h"
#include "shell/talk.h"
#include "core/names.h"
#include "formats/tables.h"
#include "platforms/platform.h"
#include "records/account.h"
#include "records/issue.h"
#include "records/kinds.h"
#include "records/member.h"
#include "subjects/issues/issues.h"

#define READERS_OF_ONE 12
#define TALK_SHOWN_MAX 200
#define PEOPLE_MAX 500
#define TEXT_BYTES_MAX 16000
#define PICTURES_MAX 9 /* with one line */
#define CLOCK_DAYS_MAX 400

struct page *
page_open(const struct page_setup *setup)
{
	struct page *page = mem_new(sizeof *page);

	page->setup = *setup;
	EACH (&setup->world->store, talk, talk)
		page->told = talk->id;
	return page;
}

void
page_close(struct page *page)
{
	memory_wipe(&page->sessions, sizeof page->sessions);
	free(page);
}

int64_t
page_now(const struct page *page)
{
	return page->setup.rim->now(page->setup.rim);
}

void
page_answer(struct page *page, uint64_t token, const struct http_answer *answer)
{
	page->setup.rim->answer(page->setup.rim, token, answer);
}

/* One sentence of error; nothing of the world is in it, so it need not wait. */
void
asking_refuse(const struct asking *asking, int status, const char *error)
{
	struct buf body = {0};

	buf_adds(&body, "{\"error\":");
	buf_json(&body, error);
	buf_addc(&body, '}');
	page_answer(asking->page, asking->token,
	    &(struct http_answer){
	        .status = status, .body = body.p, .n = body.n, .retry_after_s = status == 503 ? 2 : 0});
	buf_free(&body);
}

/* The body, when the disk has all of it; used up. */
void
asking_give(const struct asking *asking, struct buf *body)
{
	serve_answer(asking->page->setup.serve, asking->token, 200, NULL, body->p, body->n, NULL);
	*body = (struct buf){0};
}

static int64_t
query_number(const struct http_request *request, const char *name)
{
	struct arena arena = {0};
	const char *text = http_query(request->query, name, &arena);
	int64_t number = text && *text && strspn(text, "0123456789") == strlen(text) && strlen(text) < 16
	    ? strtoll(text, NULL, 10)
	    : 0;

	arena_clear(&arena);
	return number;
}

/* A turn that only looks. */
static void
begin_looking(const struct asking *asking, struct turn *turn)
{
	turn_begin(turn, asking->page->setup.world, "page", page_now(asking->page));
	turn->language = asking->language;
	turn->actor = turn_find(turn, person, asking->person);
}

/* ---- where a request comes from and whose it is ---- */

static bool
loopback_host(const char *host)
{
	static const char *const names[] = {"127.0.0.1", "localhost", "[::1]"};

	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		size_t n = strlen(names[i]);

		if (strncasecmp(host, names[i], n) == 0 && (host[n] == 0 || host[n] == ':'))
			return true;
	}
	return false;
}

/* Is it asked for by the name under which the page is known? Another name that leads here is
 * somebody else's page using this machine's browser. */
static bool
host_good(const struct page *page, const struct http_request *request)
{
	bool twice;
	const char *host = http_header(request, "host", &twice);

	if (host == NULL)
		return false;
	if (request->loopback && loopback_host(host))
		return true;
	return !page->setup.demo && text_starts(page->setup.origin, "https://") &&
	    strcasecmp(page->setup.origin + strlen("https://"), host) == 0;
}

/* Sent by our own page? Browsers name the page a POST comes from; programs on this machine name none. */
static bool
origin_good(const struct page *page, const struct http_request *request)
{
	bool twice;
	const char *origin = http_header(request, "origin", &twice), *host = http_header(request, "host", &twice),
	           *site = http_header(request, "sec-fetch-site", &twice);

	if (site && strcmp(site, "same-origin") != 0 && strcmp(site, "none") != 0)
		return false;
	if (origin == NULL)
		return page->setup.demo;
	const char *scheme = loopback_host(host) ? "http://" : "https://";
	return text_starts(origin, scheme) && strcasecmp(origin + strlen(scheme), host) == 0;
}

/* The person of the request, 0 if there is none. */
static int64_t
whose(struct page *page, const struct http_request *request, struct session **session)
{
	bool twice;
	int64_t person = 0;

	*session = NULL;
	if (page->setup.demo) {
		person = query_number(request, "as");
		if (store_find(&page->setup.world->store, &kind_person, person) == NULL)
			person = 0;
	} else if ((*session = sessions_find(
	                &page->sessions, http_header(request, "cookie", &twice), page_now(page))) != NULL) {
		person = (*session)->person;
	}
	return person;
}

static bool
csrf_good(const struct session *session, const struct http_request *request)
{
	bool twice;
	const char *given = http_header(request, "x-csrf", &twice);

	return session == NULL || (given && digest_same_text(given, session->csrf));
}

int
page_takes_file(struct page *page, const struct http_request *request)
{
	struct session *session;
	bool twice;
	const char *type = http_header(request, "content-type", &twice);

	if (strcmp(page->setup.origin, "off") == 0)
		return 404;
	if (!host_good(page, request) || !origin_good(page, request))
		return 403;
	if (whose(page, request, &session) == 0)
		return 401;
	if (!csrf_good(session, request))
		return 403;
	return type && text_starts(type, "image/") ? 0 : 415;
}

/* ---- the chats ---- */

static const struct group *
group_of(const struct asking *asking, const char *chat)
{
	if (chat == NULL || chat[0] != 'g' || !isdigit((unsigned char)chat[1]) || strlen(chat) > 16)
		return NULL;
	const struct group *group = store_find(
	    &asking->page->setup.world->store, &kind_group, strtoll(chat + 1, NULL, 10));
	return group && text_equal(group->channel, "console") &&
	        access_member(asking->page->setup.world, group->id, asking->person)
	    ? group
	    : NULL;
}

static void
add_chats(const struct asking *asking, struct turn *turn, struct buf *out)
{
	struct world *world = asking->page->setup.world;
	const struct talk *last_private = NULL;
	size_t count = 0;

	buf_adds(out, "[");
	EACH (&world->store, group, group) {
		const struct talk *last = NULL;
		int64_t members = 0;

		if (!text_equal(group->channel, "console") || !access_member(world, group->id, asking->person))
			continue;
		EACH_BY (&world->store, member, group, store_key_int(group->id), member)
			members++;
		EACH_BY (&world->store, talk, group, store_key_int(group->id), line)
			last = line;
		buf_addf(out, "%s{\"chat\":\"g%lld\",\"members\":%lld,\"place\":", count++ ? "," : "",
		    (long long)group->id, (long long)members);
		buf_json(out, group->place ? names_place_title(world, group->place, &turn->arena) : "");
		buf_adds(out, ",\"name\":");
		buf_json(out, group->name);
		buf_adds(out, ",\"purpose\":");
		buf_json(out, field_find(&kind_group, "purpose")->codes[group->purpose]);
		if (last) {
			buf_adds(out, ",\"last\":");
			talk_json(world, last, asking->person, out);
		}
		buf_addc(out, '}');
	}
	EACH_BY (&world->store, talk, person, store_key_int(asking->person), line)
		last_private = line;
	buf_adds(out, count ? ",{\"chat\":\"p\"" : "{\"chat\":\"p\"");
	if (last_private) {
		buf_adds(out, ",\"last\":");
		talk_json(world, last_private, asking->person, out);
	}
	buf_adds(out, "}]");
}

/* Everybody who is in a group or has an office: those one may speak as in the demo. */
static void
add_people(struct turn *turn, struct buf *out)
{
	const struct store *store = &turn->world->store;
	size_t count = 0;

	buf_addc(out, '[');
	EACH (store, person, person) {
		uint64_t key = store_key_int(person->id);

		if (count >= PEOPLE_MAX ||
		    (store_next(store, &kind_member, offsetof(struct member, person), key, 0) == NULL &&
		        store_next(store, &kind_role, offsetof(struct role, person), key, 0) == NULL))
			continue;
		if (count++)
			buf_addc(out, ',');
		hints_person(turn, person->id, out);
	}
	buf_addc(out, ']');
}

/* GET /api/me: who I am, what chats there are, the clock. */
static void
api_me(struct asking *asking)
{
	struct page *page = asking->page;
	struct buf out = {0};
	struct turn turn;

	begin_looking(asking, &turn);
	buf_addf(&out, "{\"mode\":\"%s\",\"version\":\"%s\",\"now\":%lld,\"zone\":%lld,\"me\":",
	    page->setup.demo ? "demo" : "real", LIANXIN_VERSION, (long long)turn.now,
	    (long long)turn.world->policy.zone_min);
	hints_person(&turn, asking->person, &out);
	if (asking->session) {
		buf_adds(&out, ",\"csrf\":");
		buf_json(&out, asking->session->csrf);
	}
	if (page->setup.demo) {
		buf_adds(&out, ",\"people\":");
		add_people(&turn, &out);
	}
	if (asking->person) {
		buf_adds(&out, ",\"chats\":");
		add_chats(asking, &turn, &out);
	}
	buf_addc(&out, '}');
	turn_abort(&turn);
	asking_give(asking, &out);
}

/* GET /api/talk?chat=g1[&before=N|&after=N]: lines of a chat, the newest of them or those asked for. */
static void
api_talk(struct asking *asking)
{
	struct world *world = asking->page->setup.world;
	const char *chat = http_query(asking->request->query, "chat", &asking->arena);
	int64_t before = query_number(asking->request, "before"), after = query_number(asking->request, "after"),
	        ids[TALK_SHOWN_MAX];
	const struct group *group = group_of(asking, chat);
	size_t count = 0, wanted = (size_t)query_number(asking->request, "count");
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
	buf_addf(&out, "{\"more\":%s,\"items\":[",
	    (after ? store_next(&world->store, &kind_talk, at, key, count ? ids[count - 1] : after) != NULL
	           : seen > wanted)
	        ? "true"
	        : "false");
	for (size_t i = 0; i < count; i++) {
		if (i)
			buf_addc(&out, ',');
		talk_json(world, store_find(&world->store, &kind_talk, ids[seen > wanted ? (seen + i) % wanted : i]),
		    asking->person, &out);
	}
	buf_adds(&out, "]}");
	asking_give(asking, &out);
}

/* Names as pictures are kept under, separated by ;. */
static bool
pictures_good(const char *list)
{
	for (int count = 0; *list && count < PICTURES_MAX; count++) {
		size_t hex = strspn(list, "0123456789abcdef"), n = strcspn(list, ";");

		if (hex != 32 || list[32] != '.' || n > 37 || n < 36)
			return false;
		list += n + (list[n] == ';');
	}
	return *list == 0;
}

const char *
page_random_id(struct arena *arena)
{
	uint8_t random[16];
	char hex[33];

	digest_random(random, sizeof random);
	digest_hex(random, sizeof random, hex);
	return arena_text(arena, hex, 32);
}

/* The sender id under which the console knows the person; made at the first sign-in. */
const char *
page_sender(const struct page *page, int64_t person)
{
	EACH_BY (&page->setup.world->store, account, person, store_key_int(person), account)
		if (strcmp(account->channel, "console") == 0)
			return account->sender_id;
	return page->setup.demo ? names_of(page->setup.world, &kind_person, person) : NULL;
}

/* POST /api/say: {"chat","text"} of whoever is signed in, {"group","as","text"} in the demo;
 * with "event_id", "button", "quoted", "media"; "unkept" for what only the page wants to know. */
static void
api_say(struct asking *asking)
{
	struct page *page = asking->page;
	const struct world *world = page->setup.world;
	const char *group_name = json_text(asking->body, "group"), *chat = json_text(asking->body, "chat"),
	           *as = json_text(asking->body, "as"), *text = json_text(asking->body, "text");
	const char *id = json_text(asking->body, "event_id"), *quoted = json_text(asking->body, "quoted"),
	           *media = json_text(asking->body, "media");
	const struct person *who = page->setup.demo && as
	    ? access_person(world, "console", as)
	    : store_find(&world->store, &kind_person, asking->person);
	const struct group *group = NULL;
	bool private_chat = chat ? strcmp(chat, "p") == 0
	                         : text_empty(group_name) || strcmp(group_name, "私聊") == 0;

	if (text == NULL || strlen(text) > TEXT_BYTES_MAX || (id && (*id == 0 || strlen(id) > 64)) ||
	    (media && !pictures_good(media))) {
		asking_refuse(asking, 400, "expected {\"chat\",\"text\"}, in the demo {\"group\",\"as\",\"text\"}");
		return;
	}
	if (page->setup.demo && as && who == NULL) {
		asking_refuse(asking, 400, "\"as\": nobody of that name here");
		return;
	}
	if (who == NULL) {
		asking_refuse(asking, 401, "nobody is signed in");
		return;
	}
	if (!private_chat)
		group = chat           ? group_of(asking, chat)
		    : page->setup.demo ? access_group(world, "console", group_name)
		                       : NULL;
	if (!private_chat && group == NULL) {
		asking_refuse(
		    asking, 400, chat ? "\"chat\": no such chat here" : "\"group\": no group of that name here");
		return;
	}
	const char *sender = page_sender(page, who->id);
	if (sender == NULL) {
		asking_refuse(asking, 401, "nobody is signed in");
		return;
	}
	/* A sending is its sender's: the same id by somebody else is another. */
	const char *event = id
	    ? asking->session ? arena_printf(&asking->arena, "%lld-%s", (long long)who->id, id) : id
	    : page_random_id(&asking->arena);
	serve_say(page->setup.serve,
	    &(struct message){
	        .channel = "console",
	        .event_id = event,
	        .private_chat = private_chat,
	        .chat_id = private_chat          ? ""
	            : text_empty(group->chat_id) ? group->name
	                                         : group->chat_id,
	        .sender_id = sender,
	        .sender_name = who->name,
	        .text = text,
	        .quoted = quoted,
	        .media = text_empty(media) ? NULL : media,
	        .button = cJSON_IsTrue(cJSON_GetObjectItemCaseSensitive(asking->body, "button")),
	        .unkept = private_chat &&
	            cJSON_IsTrue(cJSON_GetObjectItemCaseSensitive(
	                asking->body, "unkept")), /* in a group everybody sees who made the bot say what */
	    },
	    asking->token);
}

/* GET /api/hints: what may be picked while typing. */
static void
api_hints(struct asking *asking)
{
	struct buf out = {0};
	struct turn turn;

	begin_looking(asking, &turn);
	hints_json(&turn, asking->page->setup.tables.commands, asking->person, &out);
	turn_abort(&turn);
	asking_give(asking, &out);
}

/* ---- live ---- */

static void
push(struct page *page, uint64_t token, const char *event, int64_t id, const char *json)
{
	struct buf out = {0};

	buf_addf(&out, "event: %s\n", event);
	if (id)
		buf_addf(&out, "id: %lld\n", (long long)id);
	buf_addf(&out, "data: %s\n\n", json);
	page->setup.rim->push(page->setup.rim, token, out.p, out.n);
	buf_free(&out);
}

/* GET /api/live: server-sent events. What was said before is asked for by /api/talk. */
static void
api_live(struct asking *asking)
{
	struct page *page = asking->page;
	size_t own = 0;

	for (size_t i = 0; i < page->reader_count; i++)
		own += page->readers[i].person == asking->person;
	if (page->reader_count == READERS_MAX || own >= READERS_OF_ONE) {
		asking_refuse(asking, 503, "too many pages are open");
		return;
	}
	struct reader_of *reader = &page->readers[page->reader_count++];
	*reader = (struct reader_of){.token = asking->token, .person = asking->person};
	if (asking->session)
		memcpy(reader->session, asking->session->digest, sizeof reader->session);
	static const char hello[] = "retry: 1000\n\nevent: hello\ndata: {}\n\n";
	page_answer(page, asking->token,
	    &(struct http_answer){
	        .status = 200, .type = "text/event-stream", .body = hello, .n = sizeof hello - 1, .open = true});
}

void
page_gone(struct page *page, uint64_t token)
{
	for (size_t i = 0; i < page->reader_count; i++)
		if (page->readers[i].token == token) {
			page->readers[i] = page->readers[--page->reader_count];
			return;
		}
}

void
page_said(struct page *page)
{
	struct world *world = page->setup.world;

	for (const struct talk *line = store_after(&world->store, &kind_talk, page->told); line;
	     line = store_after(&world->store, &kind_talk, line->id)) {
		if (record_of(line)->turn > serve_durable_turn(page->setup.serve))
			return;
		page->told = line->id;
		for (size_t i = page->reader_count; i-- > 0;) {
			struct buf json = {0};

			if (!talk_visible(world, line, page->readers[i].person))
				continue;
			talk_json(world, line, page->readers[i].person, &json);
			push(page, page->readers[i].token, "talk", line->id, json.p);
			buf_free(&json);
		}
	}
}

/* Who is signed out hears nothing more. */
void
page_end_readers(struct page *page)
{
	for (size_t i = page->reader_count; !page->setup.demo && i-- > 0;)
		if (!sessions_alive(&page->sessions, page->readers[i].session, page_now(page)))
			page->setup.rim->push(page->setup.rim, page->readers[i].token, NULL, 0);
}

void
page_beat(struct page *page)
{
	page_end_readers(page);

	char clock[64];

	snprintf(clock, sizeof clock, "{\"now\":%lld}", (long long)page_now(page));
	for (size_t i = page->reader_count; i-- > 0;)
		push(page, page->readers[i].token, "clock", 0, clock);
}

/* ---- the demo's clock and story ---- */

/* POST /api/clock {"to":"下周一 08:00"} or {"minutes":30}. */
static void
api_clock(struct asking *asking)
{
	struct page *page = asking->page;
	const cJSON *minutes = cJSON_GetObjectItemCaseSensitive(asking->body, "minutes");
	const char *to = json_text(asking->body, "to");
	int zone = (int)page->setup.world->policy.zone_min;
	int64_t now = page_now(page), at = 0;
	int32_t today = zone_day(now, zone);
	struct when when;

	if (!page->setup.demo) {
		asking_refuse(asking, 404, "not here");
		return;
	}
	if (cJSON_IsNumber(minutes)) {
		at = now + (int64_t)minutes->valuedouble * MS_MINUTE;
	} else if (to) {
		struct glyphs text = text_glyphs(&asking->arena, to);
		size_t from = 0;

		while (from < text.n && (text.cp[from] == ' ' || text.cp[from] == 0x5230 /* 到 */))
			from++;
		if (when_read(text.cp + from, text.n - from, today, zone_minute(now, zone), &when) && !when.bad) {
			if (when.after_ms)
				at = now + when.after_ms;
			else
				at = zone_instant(when.has_day ? when.day : today, when.has_minute ? when.minute : 480, zone);
			if (at <= now && !when.has_day) /* 08:00, said in the afternoon: the next one */
				at += MS_DAY;
		}
	}
	if (at <= now || at > now + CLOCK_DAYS_MAX * MS_DAY)
		asking_refuse(asking, 400,
		    asking->language == EN ? "a time to come within 400 days, like 11:30 or next monday 08:00"
		                           : "要一个将来的时间,400 天以内,如 11:30、下周一 08:00");
	else
		page->setup.rim->clock(page->setup.rim, at, asking->token);
}

/* GET /api/story: the conversation as a .chat file. */
static void
api_story(struct asking *asking)
{
	struct page *page = asking->page;
	struct buf out = {0};

	if (!page->setup.demo) {
		asking_refuse(asking, 404, "not here");
	} else if (!talk_story(page->setup.world, page->setup.folder, &out)) {
		asking_refuse(asking, 409,
		    asking->language == EN
		        ? "the beginning of this conversation is kept no more; begin with an empty data folder"
		        : "这段对话的开头已经不在了;清空数据目录重新开始就能存");
	} else {
		static const char name[] = "Content-Disposition: attachment; filename=\"lianxin.chat\"\r\n";

		serve_answer(page->setup.serve, asking->token, 200, "text/plain; charset=utf-8", out.p, out.n,
		    mem_copy(name, sizeof name - 1));
		out = (struct buf){0};
	}
	buf_free(&out);
}

/* ---- pictures ---- */

/* POST /api/file: the picture is on the disk already. */
static void
api_file(struct asking *asking)
{
	struct buf out = {0};

	if (asking->request->file == NULL) {
		asking_refuse(asking, 400, "expected a picture");
		return;
	}
	buf_addf(&out, "{\"file\":\"%s\"}", asking->request->file);
	asking_give(asking, &out);
}

static bool
holds(const char *list, const char *name)
{
	const char *at = list ? strstr(list, name) : NULL;
	size_t n = strlen(name);

	return at && (at == list || at[-1] == ';') && (at[n] == 0 || at[n] == ';');
}

/* GET /api/file/NAME: for who sees the line it stands in, or may read the issue it belongs to. */
static void
file_read(struct asking *asking)
{
	struct world *world = asking->page->setup.world;
	const char *name = asking->request->path + strlen("/api/file/"),
	           *end = name + strspn(name, "0123456789abcdef.gijnpw");
	bool allowed = false;
	struct turn turn;

	EACH (&world->store, talk, talk)
		allowed = allowed || (holds(talk->media, name) && talk_visible(world, talk, asking->person));
	begin_looking(asking, &turn);
	EACH (&world->store, issue, issue)
		allowed = allowed || (holds(issue->pictures, name) && issues_may_read(&turn, issue, asking->person));
	turn_abort(&turn);
	if (!allowed || *end)
		asking_refuse(asking, 404, "no such picture");
	else
		asking->page->setup.rim->read_file(asking->page->setup.rim, name, asking->token);
}

/* ---- the board ---- */

static void
api_board(struct asking *asking)
{
	struct buf out = {0};
	struct turn turn;

	begin_looking(asking, &turn);
	board_json(&turn, &asking->page->setup.tables, asking->person, &out);
	turn_abort(&turn);
	asking_give(asking, &out);
}

struct pending *
page_pending(struct page *page, enum pending_what what)
{
	struct pending *free_slot = NULL;
	size_t busy = 0;

	for (size_t i = 0; i < sizeof page->pending / sizeof *page->pending; i++) {
		if (page->pending[i].what == PENDING_NONE)
			free_slot = &page->pending[i];
		else
			busy += (page->pending[i].what == PENDING_XLSX) == (what == PENDING_XLSX);
	}
	return busy < PENDING_MAX ? free_slot : NULL;
}

void
page_compute(struct page *page, struct pending *pending,
    void (*work)(const void *inputs, size_t n, struct buf *result), const void *inputs, size_t n)
{
	page->setup.rim->compute(page->setup.rim, -(int64_t)(pending - page->pending) - 1, work, inputs, n);
}

static void
make_workbook(const void *inputs, size_t n, struct buf *result)
{
	struct arena arena = {0};
	struct table table;
	const char *title;

	if (!table_unpack(inputs, n, &arena, &table, &title) || !table_xlsx(&table, title, result))
		buf_clear(result);
	table_free(&table);
	arena_clear(&arena);
}

static char *
attachment(const char *name, const char *suffix)
{
	struct buf line = {0};

	buf_addf(&line, "Content-Disposition: attachment; filename=\"%s.%s\"\r\n", name, suffix);
	return line.p;
}

/* GET /api/list?name=issues[&of=N][&age=N][&format=csv|xlsx]. */
static void
api_list(struct asking *asking)
{
	struct page *page = asking->page;
	const char *name = http_query(asking->request->query, "name", &asking->arena),
	           *format = http_query(asking->request->query, "format", &asking->arena);
	struct table table = {.arena = &asking->arena};
	struct buf out = {0};
	struct turn turn;

	begin_looking(asking, &turn);
	const struct list_kind *kind = name ? lists_find(&turn, &page->setup.tables, asking->person, name) : NULL;
	if (kind) {
		struct list_asked asked = {.person = asking->person,
		    .of = query_number(asking->request, "of"),
		    .age = query_number(asking->request, "age")};

		lists_fill(&turn, &page->setup.tables, kind, &asked, &table);
	}
	struct pending *pending = format && strcmp(format, "xlsx") == 0 ? page_pending(page, PENDING_XLSX) : NULL;
	if (kind == NULL) {
		asking_refuse(asking, 404, "no such list for you");
	} else if (format && strcmp(format, "csv") == 0) {
		table_csv(&table, &out);
		serve_answer(page->setup.serve, asking->token, 200, "text/csv; charset=utf-8", out.p, out.n,
		    attachment(kind->name, "csv"));
		out = (struct buf){0};
	} else if (format && strcmp(format, "xlsx") == 0 && pending == NULL) {
		asking_refuse(asking, 503, "busy; please ask again");
	} else if (pending) {
		*pending = (struct pending){.what = PENDING_XLSX, .token = asking->token};
		snprintf(pending->name, sizeof pending->name, "%s", kind->name);
		table_pack(&table, lists_title(&turn, kind), &out);
		page_compute(page, pending, make_workbook, out.p, out.n);
	} else {
		buf_adds(&out, "{\"title\":");
		buf_json(&out, lists_title(&turn, kind));
		buf_adds(&out, ",\"table\":");
		table_json(&table, &out);
		buf_addc(&out, '}');
		asking_give(asking, &out);
	}
	table_free(&table);
	buf_free(&out);
	turn_abort(&turn);
}

void
page_computed(struct page *page, int64_t job, const void *result, size_t n)
{
	struct pending *slot = &page->pending[-job - 1], pending = *slot;
	struct asking asking = {.page = page, .token = pending.token};

	*slot = (struct pending){0};
	if (pending.what == PENDING_XLSX && n)
		serve_answer(page->setup.serve, pending.token, 200,
		    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", mem_copy(result, n), n,
		    attachment(pending.name, "xlsx"));
	else if (pending.what == PENDING_XLSX || n != 32)
		asking_refuse(&asking, 503, "it could not be made; please ask again");
	else
		sign_in_computed(&asking, &pending, result);
}

/* ---- the table ---- */

static const struct route {
	const char *path, *method;
	void (*run)(struct asking *asking);
	bool open; /* for whoever is not signed in, too */
} routes[] = {
    {"/api/me", "GET", api_me, true},
    {"/api/talk", "GET", api_talk, false},
    {"/api/hints", "GET", api_hints, false},
    {"/api/live", "GET", api_live, false},
    {"/api/say", "POST", api_say, true}, /* the demo's {"as"} says who */
    {"/api/clock", "POST", api_clock, true},
    {"/api/story", "GET", api_story, true},
    {"/api/file", "POST", api_file, false},
    {"/api/file/", "GET", file_read, false},
    {"/api/board", "GET", api_board, false},
    {"/api/list", "GET", api_list, false},
    {"/api/sign-in", "POST", sign_in, true},
    {"/api/code", "POST", sign_in_code, true},
    {"/api/sign-out", "POST", sign_out, false},
    {"/api/password", "POST", sign_in_password, false},
};

static const struct route *
route_of(const char *path)
{
	for (size_t i = 0; i < sizeof routes / sizeof *routes; i++) {
		size_t n = strlen(routes[i].path);

		if (routes[i].path[n - 1] == '/' ? strncmp(path, routes[i].path, n) == 0 && path[n]
		                                 : strcmp(path, routes[i].path) == 0)
			return &routes[i];
	}
	return NULL;
}

static void
ask(struct asking *asking, const struct route *route)
{
	struct page *page = asking->page;
	const struct http_request *request = asking->request;
	bool post = strcmp(request->method, "POST") == 0, twice;
	const char *language = http_header(request, "accept-language", &twice);

	asking->language = language && text_starts(language, "en") ? EN : ZH;
	asking->person = whose(page, request, &asking->session);
	if (strcmp(request->method, route->method) != 0)
		asking_refuse(asking, 405, "another method is used here");
	else if (!host_good(page, request) || (post && !origin_good(page, request)))
		asking_refuse(asking, 403, "only the page itself may ask");
	else if (asking->person == 0 && !route->open)
		asking_refuse(asking, 401, "nobody is signed in");
	else if (post && !csrf_good(asking->session, request))
		asking_refuse(asking, 403, "only the page itself may ask");
	else if (post && request->file == NULL &&
	    (asking->body = json_parse(request->body, request->body_n)) == NULL)
		asking_refuse(asking, 400, "the body is no JSON");
	else
		route->run(asking);
}

bool
page_http(struct page *page, const struct http_request *request, uint64_t token)
{
	struct asking asking = {.page = page, .request = request, .token = token};
	bool get = strcmp(request->method, "GET") == 0 || strcmp(request->method, "HEAD") == 0, twice;
	const struct asset *asset = get ? assets_find(request->path) : NULL;
	const struct route *route = route_of(request->path);

	if (strcmp(page->setup.origin, "off") == 0)
		return false;
	if (asset) {
		const char *known = http_header(request, "if-none-match", &twice);
		bool same = known && strcmp(known, asset->etag) == 0;
		char *headers = arena_printf(&asking.arena, "ETag: %s\r\n", asset->etag);

		page_answer(page, token,
		    &(struct http_answer){.status = same ? 304 : 200,
		        .type = asset->type,
		        .body = (const char *)asset->bytes,
		        .n = asset->n,
		        .cache = "no-cache",
		        .headers = headers});
	} else if (route) {
		ask(&asking, route);
	} else {
		return false;
	}
	cJSON_Delete(asking.body);
	arena_clear(&asking.arena);
	return true;
}
