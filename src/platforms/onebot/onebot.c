/* OneBot v11; see the header. */
#include "platforms/onebot/onebot.h"

#include <string.h>

#include "base/digest.h"
#include "base/text.h"
#include "formats/http.h"
#include "formats/json.h"
#include "formats/json_write.h"
#include "platforms/link.h"
#include "records/mention_item.h"

/* &amp; last, so that &amp;#91; stays &#91;. Commas are escaped in parameters alone. */
static const char *
unescape(struct arena *arena, const char *p, size_t n, bool parameter)
{
	static const struct {
		const char *code, *plain;
	} codes[] = {{"&#91;", "["}, {"&#93;", "]"}, {"&amp;", "&"}, {"&#44;", ","}};
	struct buf out = {0};

	for (size_t i = 0; i < n;) {
		size_t used = 0;

		for (size_t k = 0; k < (parameter ? 4u : 3u) && used == 0; k++)
			if (strncmp(p + i, codes[k].code, 5) == 0 && i + 5 <= n) {
				buf_adds(&out, codes[k].plain);
				used = 5;
			}
		if (used == 0)
			buf_addc(&out, p[i]);
		i += used ? used : 1;
	}
	return buf_keep(&out, arena);
}

/* Room for one segment more. */
static struct onebot_segment *
add(struct onebot_segments *out, struct arena *arena)
{
	if (out->n == out->room) {
		size_t room = out->room ? 2 * out->room : 16;
		struct onebot_segment *items = arena_alloc(arena, room * sizeof *items);

		if (out->n)
			memcpy(items, out->items, out->n * sizeof *items);
		out->items = items;
		out->room = room;
	}
	return &out->items[out->n++];
}

static void
add_text(struct onebot_segments *out, struct arena *arena, const char *text)
{
	if (*text == 0)
		return;
	struct onebot_segment *segment = add(out, arena);
	*segment = (struct onebot_segment){.type = "text", .n = 1};
	segment->data[0].name = "text";
	segment->data[0].value = text;
}

/* [CQ:type,k=v,…] at p, its bytes; 0 if none stands there. */
static size_t
code_at(const char *p, struct arena *arena, struct onebot_segment *out)
{
	const char *end = strncmp(p, "[CQ:", 4) == 0 ? strchr(p, ']') : NULL, *at = p + 4;
	size_t n;

	if (end == NULL)
		return 0;
	n = strcspn(at, ",]");
	*out = (struct onebot_segment){.type = arena_text(arena, at, n)};
	for (at += n; *at == ',' && at < end;) {
		const char *name = at + 1;
		size_t whole = strcspn(name, ",]"), before = strcspn(name, "=,]");

		if (before < whole && out->n < ONEBOT_PARAMETERS_MAX) {
			out->data[out->n].name = arena_text(arena, name, before);
			out->data[out->n++].value = unescape(arena, name + before + 1, whole - before - 1, true);
		}
		at = name + whole;
	}
	return (size_t)(end - p) + 1;
}

void
onebot_cq_read(const char *cq, struct arena *arena, struct onebot_segments *out)
{
	const char *from = cq, *at = cq;
	struct onebot_segment segment;
	size_t used;

	while (*at) {
		if (*at != '[' || (used = code_at(at, arena, &segment)) == 0) {
			at++;
			continue;
		}
		add_text(out, arena, unescape(arena, from, (size_t)(at - from), false));
		*add(out, arena) = segment;
		at += used;
		from = at;
	}
	add_text(out, arena, unescape(arena, from, strlen(from), false));
}

static void
escape(struct buf *out, const char *text, bool parameter)
{
	for (; *text; text++)
		switch (*text) {
		case '&': buf_adds(out, "&amp;"); break;
		case '[': buf_adds(out, "&#91;"); break;
		case ']': buf_adds(out, "&#93;"); break;
		case ',': buf_adds(out, parameter ? "&#44;" : ","); break;
		default: buf_addc(out, *text);
		}
}

void
onebot_cq_write(const struct onebot_segment *segments, size_t count, struct buf *out)
{
	for (size_t i = 0; i < count; i++) {
		if (strcmp(segments[i].type, "text") == 0) {
			escape(out, segments[i].n ? segments[i].data[0].value : "", false);
			continue;
		}
		buf_addf(out, "[CQ:%s", segments[i].type);
		for (size_t k = 0; k < segments[i].n; k++) {
			buf_addf(out, ",%s=", segments[i].data[k].name);
			escape(out, segments[i].data[k].value, true);
		}
		buf_addc(out, ']');
	}
}

/* A segment carries real values: never unescaped. */
static void
segment_read(const cJSON *item, struct arena *arena, struct onebot_segments *out)
{
	const cJSON *data = cJSON_GetObjectItemCaseSensitive(item, "data"), *value;
	const char *type = json_text(item, "type");

	if (type == NULL)
		return;
	struct onebot_segment *segment = add(out, arena);
	*segment = (struct onebot_segment){.type = arena_text(arena, type, strlen(type))};
	cJSON_ArrayForEach(value, data)
	{
		const char *text = json_id(data, value->string, arena);

		if (text && segment->n < ONEBOT_PARAMETERS_MAX) {
			segment->data[segment->n].name = arena_text(arena, value->string, strlen(value->string));
			segment->data[segment->n++].value = text;
		}
	}
}

static const char *
value_of(const struct onebot_segment *segment, const char *name)
{
	for (size_t i = 0; i < segment->n; i++)
		if (strcmp(segment->data[i].name, name) == 0)
			return segment->data[i].value;
	return NULL;
}

/* What the person wrote, being put together. */
struct wrote {
	const char *self;
	struct arena *arena;
	struct arrived *arrived;
	struct buf text, words; /* without and with the others' mentions */
	bool said;              /* some word stands already */
};

static void
read_text(struct wrote *wrote, const struct onebot_segment *segment)
{
	const char *text = value_of(segment, "text");

	if (text == NULL)
		return;
	buf_adds(&wrote->text, text);
	buf_adds(&wrote->words, text);
	wrote->said |= text[strspn(text, " \t\r\n")] != 0;
}

/* Who is named in front of the bot, or in front of an answer (the client puts the one answered to there by
 * itself), is shown the message; who is named among the words belongs to them. */
static void
read_at(struct wrote *wrote, const struct onebot_segment *segment)
{
	struct arrived *arrived = wrote->arrived;
	const char *who = value_of(segment, "qq"), *name = value_of(segment, "name");

	if (who == NULL) {
		return;
	} else if (strcmp(who, "all") == 0) {
		arrived->at_all = true;
	} else if (wrote->self && strcmp(who, wrote->self) == 0) {
		arrived->at_bot = true;
		if (!wrote->said) {
			buf_free(&wrote->words);
			arrived->named.n = 0;
		}
	} else {
		arrived_add(&arrived->mentions, who);
		if (arrived->reply_to && !wrote->said)
			return;
		name = text_empty(name) ? "群友" : name + (*name == '@');
		arrived_name(arrived, who, name);
		buf_addf(&wrote->words, "@%s ", name);
	}
}

static void
read_image(struct wrote *wrote, const struct onebot_segment *segment)
{
	const char *url = value_of(segment, "url");

	arrived_add(&wrote->arrived->images, url ? url : value_of(segment, "file"));
}

static void
read_reply(struct wrote *wrote, const struct onebot_segment *segment)
{
	wrote->arrived->reply_to = value_of(segment, "id");
}

static void
read_location(struct wrote *wrote, const struct onebot_segment *segment)
{
	const char *title = value_of(segment, "title"), *content = value_of(segment, "content");

	wrote->arrived->place = arrived_place(title, content, wrote->arena);
}

/* A card of an app: a place that is shared is one, too, and tells its name inside. */
static void
read_card(struct wrote *wrote, const struct onebot_segment *segment)
{
	const char *data = value_of(segment, "data");
	cJSON *card = data ? json_parse_ids(data, strlen(data)) : NULL;
	const char *app = json_text(card, "app");
	const cJSON *place = cJSON_GetObjectItemCaseSensitive(
	    cJSON_GetObjectItemCaseSensitive(card, "meta"), "Location.Search");

	if (app && strcmp(app, "com.tencent.map") == 0) {
		wrote->arrived->unread = UNREAD_place;
		wrote->arrived->place = arrived_place(
		    json_text(place, "name"), json_text(place, "address"), wrote->arena);
	} else if (app && strstr(app, "multimsg")) {
		wrote->arrived->unread = UNREAD_forwarded;
	}
	cJSON_Delete(card);
}

/* What a segment of each type is read by, or what it is when it cannot be read: faces and
 * types that nobody knows are something other. */
static const struct segment_kind {
	const char *type;
	void (*read)(struct wrote *wrote, const struct onebot_segment *segment);
	enum unread unread;
} segment_kinds[] = {
    {"text", read_text, UNREAD_none},
    {"at", read_at, UNREAD_none},
    {"image", read_image, UNREAD_none},
    {"reply", read_reply, UNREAD_none},
    {"location", read_location, UNREAD_place},
    {"json", read_card, UNREAD_link},
    {"xml", NULL, UNREAD_link},
    {"share", NULL, UNREAD_link},
    {"record", NULL, UNREAD_voice},
    {"video", NULL, UNREAD_video},
    {"file", NULL, UNREAD_file},
    {"forward", NULL, UNREAD_forwarded},
    {"node", NULL, UNREAD_forwarded},
};

static void
read_segment(struct wrote *wrote, const struct onebot_segment *segment)
{
	const struct segment_kind *kind = NULL;

	for (size_t i = 0; i < sizeof segment_kinds / sizeof *segment_kinds && kind == NULL; i++)
		if (strcmp(segment_kinds[i].type, segment->type) == 0)
			kind = &segment_kinds[i];
	if (kind == NULL || kind->unread != UNREAD_none)
		wrote->arrived->unread = kind ? kind->unread : UNREAD_other;
	if (kind && kind->read)
		kind->read(wrote, segment);
}

/* A message is a text with codes, a list of segments, or one segment alone. */
static void
read_message(const cJSON *message, const char *self, struct arena *arena, struct arrived *arrived)
{
	struct onebot_segments segments = {0};
	struct wrote wrote = {.self = self, .arena = arena, .arrived = arrived};
	const cJSON *item;

	if (cJSON_IsString(message))
		onebot_cq_read(message->valuestring, arena, &segments);
	else if (cJSON_IsObject(message))
		segment_read(message, arena, &segments);
	else
		cJSON_ArrayForEach(item, message) segment_read(item, arena, &segments);
	for (size_t i = 0; i < segments.n; i++)
		read_segment(&wrote, &segments.items[i]);
	arrived->text = platform_trim(arena, buf_text(&wrote.text));
	arrived->words = platform_trim(arena, buf_text(&wrote.words));
	buf_free(&wrote.text);
	buf_free(&wrote.words);
}

bool
onebot_event(
    const struct channel *channel, const char *body, size_t n, struct arena *arena, struct arrived *arrived)
{
	cJSON *root = json_parse_ids(body, n);
	const char *type = json_text(root, "post_type");

	*arrived = (struct arrived){.event = ARRIVED_IGNORED};
	if (root == NULL || !cJSON_IsObject(root) || type == NULL) {
		cJSON_Delete(root);
		return arrived_refuse(arrived, text_valid(body, n) ? "bad_json" : "bad_utf8");
	}
	arrived->sender_id = json_id(root, "user_id", arena);
	arrived->chat_id = json_id(root, "group_id", arena);
	arrived->dedupe_key = json_id(root, "message_id", arena);
	arrived->said_at = arrived_ms(json_whole(root, "time"));
	if (strcmp(type, "message") == 0) {
		const cJSON *sender = cJSON_GetObjectItemCaseSensitive(root, "sender");
		const char *self = json_id(root, "self_id", arena), *kind = json_text(root, "message_type"),
		           *card = json_id(sender, "card", arena), *nick = json_id(sender, "nickname", arena);

		arrived->private_chat = kind && strcmp(kind, "private") == 0;
		arrived->sender_name = !text_empty(card) ? card : nick;
		arrived->event = self && arrived->sender_id && strcmp(self, arrived->sender_id) == 0
		    ? ARRIVED_IGNORED
		    : ARRIVED_MESSAGE;
		read_message(
		    cJSON_GetObjectItemCaseSensitive(root, "message"), self ? self : channel->own_id, arena, arrived);
	} else if (strcmp(type, "notice") == 0) {
		const char *notice = json_text(root, "notice_type");

		arrived->event = notice && strcmp(notice, "group_increase") == 0 ? ARRIVED_MEMBER_JOIN
		                                                                 : ARRIVED_IGNORED;
	} else if (strcmp(type, "meta_event") == 0) {
		const char *meta = json_text(root, "meta_event_type");

		arrived->event = meta && strcmp(meta, "heartbeat") == 0 ? ARRIVED_HEARTBEAT : ARRIVED_LIFECYCLE;
	}
	cJSON_Delete(root);
	return true;
}

static bool
onebot_receive(const struct channel *channel, const struct http_request *request, int64_t now_ms,
    struct arena *arena, struct arrived *arrived)
{
	uint8_t mac[DIGEST_SHA1_BYTES], given[DIGEST_SHA1_BYTES];
	bool twice;
	const char *signature = http_header(request, "x-signature", &twice);

	(void)now_ms;
	*arrived = (struct arrived){0};
	if (text_empty(channel->app_secret) || signature == NULL || twice) /* unsigned events are never taken */
		return arrived_refuse(arrived, "missing_param");
	digest_hmac_sha1(channel->app_secret, strlen(channel->app_secret), request->body, request->body_n, mac);
	if (!text_starts(signature, "sha1=") || !digest_unhex(signature + 5, given, sizeof given) ||
	    !digest_equal(mac, given, sizeof mac))
		return arrived_refuse(arrived, "bad_signature");
	return onebot_event(channel, request->body, request->body_n, arena, arrived);
}

/* An id as it was: a number where it is one that fits, else a text. */
static void
add_id(struct json_writer *json, const char *name, const char *id)
{
	size_t n = strlen(id);

	if (n && n <= 15 && strspn(id, "0123456789") == n && (id[0] != '0' || n == 1))
		json_put_raw(json, name, id);
	else
		json_put_text(json, name, id);
}

/* One segment with one value. */
static void
add_segment(struct json_writer *json, const char *type, const char *name, const char *value)
{
	json_open(json, NULL, '{');
	json_put_text(json, "type", type);
	json_open(json, "data", '{');
	json_put_text(json, name, value);
	json_close(json);
	json_close(json);
}

static void
add_at(struct onebot_segments *out, struct arena *arena, const char *id)
{
	struct onebot_segment *segment = add(out, arena);

	*segment = (struct onebot_segment){.type = "at", .n = 1};
	segment->data[0].name = "qq";
	segment->data[0].value = id;
}

/* The mention stands where the text names it, if it does; what is behind it. */
static const char *
add_named(
    struct onebot_segments *out, struct arena *arena, const char *from, const char *name, const char *id)
{
	const char *shown = arena_printf(arena, "@%s", name), *at = strstr(from, shown);

	if (at == NULL)
		return from;
	add_text(out, arena, arena_text(arena, from, (size_t)(at - from)));
	add_at(out, arena, id);
	return at + strlen(shown);
}

/* Mentions whose names are not known stand in front. */
void
onebot_send(const struct channel *channel, const struct outgoing *outgoing, struct arena *arena,
    struct client_request *request)
{
	const char *from = outgoing->text,
	           *action = outgoing->private_chat ? "send_private_msg" : "send_group_msg";
	struct onebot_segments segments = {0};
	struct buf body = {0};
	struct json_writer json = json_writer(&body);

	for (size_t i = 0; i < outgoing->mention_count; i++)
		if (outgoing->mention_names)
			from = add_named(&segments, arena, from, outgoing->mention_names[i], outgoing->mention_ids[i]);
		else
			add_at(&segments, arena, outgoing->mention_ids[i]);
	if (outgoing->mention_names == NULL && segments.n)
		from = arena_printf(arena, " %s", from);
	add_text(&segments, arena, from);
	json_open(&json, NULL, '{');
	add_id(&json, outgoing->private_chat ? "user_id" : "group_id", outgoing->chat_id);
	json_open(&json, "message", '[');
	for (size_t i = 0; i < segments.n; i++)
		add_segment(
		    &json, segments.items[i].type, segments.items[i].data[0].name, segments.items[i].data[0].value);
	if (segments.n == 0)
		add_segment(&json, "text", "text", "");
	json_close(&json);
	json_close(&json);
	platform_request(
	    request, arena, arena_printf(arena, "%s/%s", channel->base, action), channel->access_token, &body);
}

/* The quick operation that answers an event; without replies nothing. What people wrote is never read as codes
 * again: it is sent as plain text, or, where somebody is mentioned, escaped between the codes that do it. */
static void
quick(const struct speech *replies, size_t count, struct buf *body)
{
	struct onebot_segments segments = {0};
	struct arena arena = {0};
	struct buf codes = {0}, plain = {0};
	bool named = false;

	for (size_t i = 0; i < count; i++) {
		const char *from = arena_printf(&arena, "%s%s", i ? "\n" : "", replies[i].text);

		buf_adds(&plain, from);
		for (size_t k = 0; k < replies[i].mention_count && !replies[i].private_chat; k++)
			if (!text_empty(replies[i].mentions[k].sender_id)) {
				const char *behind = add_named(
				    &segments, &arena, from, replies[i].mentions[k].name, replies[i].mentions[k].sender_id);

				named |= behind != from;
				from = behind;
			}
		add_text(&segments, &arena, from);
	}
	if (count) {
		struct json_writer json = json_writer(body);

		onebot_cq_write(segments.items, segments.n, &codes);
		json_open(&json, NULL, '{');
		json_put_text(&json, "reply", buf_text(named ? &codes : &plain));
		json_put_bool(&json, "auto_escape", !named);
		json_put_bool(&json, "at_sender", false);
		json_close(&json);
	}
	buf_free(&codes);
	buf_free(&plain);
	arena_clear(&arena);
}

enum answer_class
onebot_classify(int status, const char *body, size_t n, int64_t *wait_s)
{
	cJSON *root = n ? json_parse(body, n) : NULL;
	const char *said = json_text(root, "status");
	enum answer_class class = ANSWER_permanent;

	*wait_s = 0;
	if (status == 0 || status >= 500)
		class = ANSWER_retry;
	else if (status == 429)
		class = ANSWER_slow_down;
	else if (status == 200 && said && (strcmp(said, "ok") == 0 || strcmp(said, "async") == 0))
		class = ANSWER_ok;
	cJSON_Delete(root);
	return class;
}

static bool
encode(const struct channel *channel, const struct post *post, int64_t now_s, struct arena *arena,
    struct client_request *request)
{
	struct outgoing outgoing = platform_outgoing(post, now_s, arena);
	struct channel bridge = *channel;

	bridge.base = channel->post_url;
	if (bridge.base)
		onebot_send(&bridge, &outgoing, arena, request);
	return bridge.base != NULL;
}

static enum decoded
receive(const struct channel *channel, const struct http_request *request, int64_t now_ms,
    struct arena *arena, struct message *message, const char **reply)
{
	struct arrived arrived;

	return platform_decoded(
	    onebot_receive(channel, request, now_ms, arena, &arrived), &arrived, channel, arena, message, reply);
}

/* No limits in the standard; everything is heard, everybody can be mentioned, no buttons. */
static struct channel_traits
traits(const struct channel *channel)
{
	(void)channel;
	return (struct channel_traits){.burst = 20, .per_minute = 1200, .no_buttons = true};
}

/* The bridge beside us is asked who it is. */
static void
whoami(const struct channel *channel, struct arena *arena, struct client_request *request)
{
	struct buf body = {0};

	buf_adds(&body, "{}");
	platform_request(request, arena, arena_printf(arena, "%s/get_login_info", channel->post_url),
	    channel->access_token, &body);
}

static const char *
account(const char *body, size_t n, struct arena *arena)
{
	cJSON *root = n ? json_parse_ids(body, n) : NULL;
	const char *id = json_id(cJSON_GetObjectItemCaseSensitive(root, "data"), "user_id", arena);

	cJSON_Delete(root);
	return id;
}

static bool
send(const struct channel *channel, const struct outgoing *outgoing, struct arena *arena,
    struct client_request *request)
{
	onebot_send(channel, outgoing, arena, request);
	return true;
}

static const struct surface surfaces[] = {
    {.name = "onebot.http_post", .receive = onebot_receive},
    {.name = "onebot.api", .send = send},
    {.name = "onebot.result", .classify = onebot_classify},
    {0},
};

const struct platform platform_onebot = {
    .name = "onebot",
    .surfaces = surfaces,
    .lacks = platform_lacks_proof,
    .whoami = whoami,
    .account = account,
    .link = &link_onebot,
    .receive = receive,
    .reply = quick,
    .traits = traits,
    .encode = encode,
    .classify = onebot_classify,
};
