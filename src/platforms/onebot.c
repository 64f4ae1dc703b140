/* OneBot v11; see the header. */
#include "platforms/onebot.h"

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

static void
add_text(struct onebot_segment *out, size_t *count, const char *text)
{
	if (*text == 0 || *count == ONEBOT_SEGMENTS_MAX)
		return;
	out[*count] = (struct onebot_segment){.type = "text", .n = 1};
	out[*count].data[0].name = "text";
	out[(*count)++].data[0].value = text;
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

size_t
onebot_cq_read(const char *cq, struct arena *arena, struct onebot_segment out[ONEBOT_SEGMENTS_MAX])
{
	const char *from = cq, *at = cq;
	size_t count = 0, used;
	struct onebot_segment segment;

	while (*at && count < ONEBOT_SEGMENTS_MAX) {
		if (*at != '[' || (used = code_at(at, arena, &segment)) == 0) {
			at++;
			continue;
		}
		add_text(out, &count, unescape(arena, from, (size_t)(at - from), false));
		if (count < ONEBOT_SEGMENTS_MAX)
			out[count++] = segment;
		at += used;
		from = at;
	}
	add_text(out, &count, unescape(arena, from, strlen(from), false));
	return count;
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

/* Segments of an array carry real values: never unescaped. */
static size_t
array_read(const cJSON *array, struct arena *arena, struct onebot_segment out[ONEBOT_SEGMENTS_MAX])
{
	const cJSON *item, *value;
	size_t count = 0;

	cJSON_ArrayForEach(item, array)
	{
		const char *type = json_text(item, "type");

		if (type == NULL || count == ONEBOT_SEGMENTS_MAX)
			continue;
		struct onebot_segment *segment = &out[count++];
		*segment = (struct onebot_segment){.type = arena_text(arena, type, strlen(type))};
		cJSON_ArrayForEach(value, cJSON_GetObjectItemCaseSensitive(item, "data"))
		{
			const char *text = json_id(cJSON_GetObjectItemCaseSensitive(item, "data"), value->string, arena);

			if (text && segment->n < ONEBOT_PARAMETERS_MAX) {
				segment->data[segment->n].name = arena_text(arena, value->string, strlen(value->string));
				segment->data[segment->n++].value = text;
			}
		}
	}
	return count;
}

static const char *
value_of(const struct onebot_segment *segment, const char *name)
{
	for (size_t i = 0; i < segment->n; i++)
		if (strcmp(segment->data[i].name, name) == 0)
			return segment->data[i].value;
	return NULL;
}

/* What a person wrote: pictures, mentions and quotes beside it. */
static void
read_message(const cJSON *message, const char *self, struct arena *arena, struct arrived *arrived)
{
	struct onebot_segment segments[ONEBOT_SEGMENTS_MAX];
	size_t count = cJSON_IsArray(message) ? array_read(message, arena, segments)
	    : cJSON_IsString(message)         ? onebot_cq_read(message->valuestring, arena, segments)
	                                      : 0;
	struct buf text = {0};

	for (size_t i = 0; i < count; i++) {
		const struct onebot_segment *segment = &segments[i];
		const char *who = value_of(segment, "qq");

		if (strcmp(segment->type, "text") == 0) {
			buf_adds(&text, value_of(segment, "text") ? value_of(segment, "text") : "");
		} else if (strcmp(segment->type, "at") == 0 && who) {
			if (strcmp(who, "all") == 0)
				arrived->at_all = true;
			else if (self && strcmp(who, self) == 0)
				arrived->at_bot = true;
			else
				arrived_add(&arrived->mentions, who);
		} else if (strcmp(segment->type, "image") == 0) {
			arrived_add(&arrived->images,
			    value_of(segment, "url") ? value_of(segment, "url") : value_of(segment, "file"));
		} else if (strcmp(segment->type, "reply") == 0) {
			arrived->reply_to = value_of(segment, "id");
		}
	}
	arrived->text = platform_trim(arena, buf_text(&text));
	buf_free(&text);
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
	arrived->said_at = json_whole(root, "time") * 1000;
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

bool
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

/* Mentions stand where the text names them, those it does not name in front. */
void
onebot_send(const struct channel *channel, const struct outgoing *outgoing, struct arena *arena,
    struct client_request *request)
{
	const char *from = outgoing->text,
	           *action = outgoing->private_chat ? "send_private_msg" : "send_group_msg";
	struct buf body = {0};
	struct json_writer json = json_writer(&body);
	bool any = false;

	json_open(&json, NULL, '{');
	add_id(&json, outgoing->private_chat ? "user_id" : "group_id", outgoing->chat_id);
	json_open(&json, "message", '[');
	for (size_t i = 0; outgoing->mention_names == NULL && i < outgoing->mention_count; i++, any = true)
		add_segment(&json, "at", "qq", outgoing->mention_ids[i]);
	if (any)
		from = arena_printf(arena, " %s", from);
	for (size_t i = 0; outgoing->mention_names && i < outgoing->mention_count; i++) {
		const char *name = arena_printf(arena, "@%s", outgoing->mention_names[i]), *at = strstr(from, name);

		if (at == NULL)
			continue;
		if (at > from)
			add_segment(&json, "text", "text", arena_text(arena, from, (size_t)(at - from)));
		add_segment(&json, "at", "qq", outgoing->mention_ids[i]);
		from = at + strlen(name);
		any = true;
	}
	if (*from || !any)
		add_segment(&json, "text", "text", from);
	json_close(&json);
	json_close(&json);
	platform_request(
	    request, arena, arena_printf(arena, "%s/%s", channel->base, action), channel->access_token, &body);
}

void
onebot_quick(const struct speech *replies, size_t count, struct buf *body)
{
	struct buf text = {0};

	for (size_t i = 0; i < count; i++)
		buf_addf(&text, "%s%s", i ? "\n" : "", replies[i].text);
	if (count) { /* what people wrote is never read as CQ codes again */
		struct json_writer json = json_writer(body);

		json_open(&json, NULL, '{');
		json_put_text(&json, "reply", buf_text(&text));
		json_put_bool(&json, "auto_escape", true);
		json_put_bool(&json, "at_sender", false);
		json_close(&json);
	}
	buf_free(&text);
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

const struct platform platform_onebot = {
    .name = "onebot",
    .link = &link_onebot,
    .receive = receive,
    .reply = onebot_quick,
    .traits = traits,
    .encode = encode,
    .classify = onebot_classify,
};
