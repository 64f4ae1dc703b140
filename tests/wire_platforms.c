/* Plays one vector of the schema lianxin-platform-vectors/1; see the header. Each surface
 * is a row: what it is given, which functions of the platform make of it what comes out. */
#include "wire_platforms.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/digest.h"
#include "base/text.h"
#include "formats/http.h"
#include "formats/xml.h"
#include "platforms/envelope.h"
#include "platforms/feishu/feishu.h"
#include "platforms/feishu/frame.h"
#include "platforms/link.h"
#include "platforms/onebot/onebot.h"
#include "platforms/wecom/wecom.h"
#include "surface.h"

struct play {
	const cJSON *vector, *config, *input, *expect;
	const char *surface;
	struct channel channel;
	int64_t now_ms;
	struct arena arena;
	struct buf *why;
};

static bool
differs(struct play *play, const char *what, const char *expected, const char *got)
{
	buf_addf(
	    play->why, "%s: expected %s got %s", what, expected ? expected : "nothing", got ? got : "nothing");
	return false;
}

static const char *
printed(struct play *play, const cJSON *item)
{
	return item ? json_printed(item, &play->arena) : "nothing";
}

/* A string that holds JSON itself is compared after parsing. */
static cJSON *
inner(const cJSON *item)
{
	return cJSON_IsString(item) && (*item->valuestring == '{' || *item->valuestring == '[')
	    ? cJSON_Parse(item->valuestring)
	    : NULL;
}

static bool
same(const cJSON *want, const cJSON *got, bool subset)
{
	cJSON *a = inner(want), *b = inner(got);
	const cJSON *item;
	bool good = true;

	if (a && b) {
		good = same(a, b, subset);
	} else if (cJSON_IsObject(want)) {
		good = cJSON_IsObject(got) && (subset || cJSON_GetArraySize(want) == cJSON_GetArraySize(got));
		cJSON_ArrayForEach(item, want)
		    good = good && same(item, cJSON_GetObjectItemCaseSensitive(got, item->string), subset);
	} else if (cJSON_IsArray(want)) {
		good = cJSON_IsArray(got) && cJSON_GetArraySize(want) == cJSON_GetArraySize(got);
		for (int i = 0; good && i < cJSON_GetArraySize(want); i++)
			good = same(cJSON_GetArrayItem(want, i), cJSON_GetArrayItem(got, i), subset);
	} else {
		good = got && cJSON_Compare(want, got, true);
	}
	cJSON_Delete(a);
	cJSON_Delete(b);
	return good;
}

static bool
one_of(const cJSON *list, const char *text)
{
	const cJSON *item;

	cJSON_ArrayForEach(
	    item, list) if (cJSON_IsString(item) && text && strcmp(item->valuestring, text) == 0) return true;
	return false;
}

static void
put(cJSON *object, const char *name, const char *text)
{
	if (text)
		cJSON_AddStringToObject(object, name, text);
}

static void
put_list(cJSON *object, const char *name, const struct arrived_list *list)
{
	cJSON *array = cJSON_AddArrayToObject(object, name);

	for (size_t i = 0; i < list->n; i++)
		cJSON_AddItemToArray(array, cJSON_CreateString(list->items[i]));
}

static void
put_json(cJSON *object, const char *name, const char *text)
{
	cJSON *value = text ? cJSON_Parse(text) : NULL;

	if (value)
		cJSON_AddItemToObject(object, name, value);
	else
		put(object, name, text);
}

/* All that arrived, under the vectors' names. */
static cJSON *
fields_of(const struct play *play, const struct arrived *arrived)
{
	static const char *const events[] = {"refused", "message", "card_action", "member_join", "enter_chat",
	    "feedback", "stream_refresh", "verify", "heartbeat", "lifecycle", "kicked", "ignored", "unknown"};
	cJSON *root = cJSON_CreateObject(), *action = cJSON_CreateObject(), *selected = cJSON_CreateObject();
	char platform[20] = "";

	memcpy(platform, play->surface,
	    strcspn(play->surface, ".") < sizeof platform ? strcspn(play->surface, ".") : 0);
	put(root, "event", events[arrived->event]);
	put(root, "platform", platform);
	put(root, "msg_type", arrived->msg_type);
	put(root, "chat_id", arrived->chat_id);
	put(root, "chat_type", arrived->private_chat ? "single" : "group");
	put(root, "chat_name", arrived->chat_name);
	put(root, "sender_id", arrived->sender_id);
	put(root, "sender_name", arrived->sender_name);
	put(root, "text", arrived->text);
	cJSON_AddBoolToObject(root, "at_bot", arrived->at_bot);
	cJSON_AddBoolToObject(root, "at_all", arrived->at_all);
	put_list(root, "mentions", &arrived->mentions);
	put_list(root, "images", &arrived->images);
	put_list(root, "files", &arrived->files);
	put(root, "quote_text", arrived->quote_text);
	put(root, "reply_to", arrived->reply_to);
	put(root, "reply_url", arrived->reply_url);
	cJSON_AddNumberToObject(root, "reply_url_expires_ms", (double)arrived->reply_url_expires_ms);
	cJSON_AddBoolToObject(
	    root, "reply_url_usable", arrived->reply_url && arrived->reply_url_expires_ms > play->now_ms);
	put(root, "stream_id", arrived->stream_id);
	put(root, "dedupe_key", arrived->dedupe_key);
	put(action, "id", arrived->action.id);
	put(action, "card_id", arrived->action.card_id);
	put(action, "tag", arrived->action.tag);
	put(action, "option", arrived->action.option);
	put(action, "response_code", arrived->action.response_code);
	put_json(action, "value", arrived->action.value);
	put_json(action, "params", arrived->action.params);
	put_json(action, "form", arrived->action.form);
	for (size_t i = 0; i < arrived->action.selected_keys.n; i++) {
		cJSON *options = cJSON_GetObjectItemCaseSensitive(selected, arrived->action.selected_keys.items[i]);

		if (options == NULL)
			options = cJSON_AddArrayToObject(selected, arrived->action.selected_keys.items[i]);
		cJSON_AddItemToArray(options, cJSON_CreateString(arrived->action.selected_options.items[i]));
	}
	cJSON_AddItemToObject(action, "selected", selected);
	cJSON_AddItemToObject(root, "action", action);
	return root;
}

static bool
compare_arrived(struct play *play, const struct arrived *arrived, bool accepted)
{
	const cJSON *ok = cJSON_GetObjectItemCaseSensitive(play->expect, "ok"),
	            *fields = cJSON_GetObjectItemCaseSensitive(play->expect, "fields"), *item;
	const char *error = json_text(play->expect, "error"), *plaintext = json_text(play->expect, "plaintext"),
	           *reply = json_text(play->expect, "reply_body");
	const cJSON *reply_json = cJSON_GetObjectItemCaseSensitive(play->expect, "reply_json");
	bool good = true;

	if (cJSON_IsString(ok)) /* either is right; what counts is that it came back */
		return true;
	if (accepted != cJSON_IsTrue(ok))
		return differs(
		    play, "verdict", cJSON_IsTrue(ok) ? "accepted" : error, accepted ? "accepted" : arrived->error);
	if (!accepted) {
		if (error && strcmp(error, arrived->error) != 0 &&
		    !one_of(cJSON_GetObjectItemCaseSensitive(play->expect, "error_any"), arrived->error))
			return differs(play, "error", error, arrived->error);
		return true;
	}
	if (plaintext && !text_equal(plaintext, arrived->plaintext))
		return differs(play, "plaintext", plaintext, arrived->plaintext);
	if (reply && *reply && !text_equal(reply, arrived->reply))
		return differs(play, "reply", reply, arrived->reply);
	if (reply_json) {
		cJSON *got = arrived->reply ? cJSON_Parse(arrived->reply) : NULL;

		good = same(reply_json, got, false) || cJSON_GetArraySize(reply_json) == 0;
		cJSON_Delete(got);
		if (!good)
			return differs(play, "reply", printed(play, reply_json), arrived->reply);
	}
	cJSON *got = fields_of(play, arrived);
	cJSON_ArrayForEach(item, fields)
	{
		const cJSON *mine = cJSON_GetObjectItemCaseSensitive(
		    got, strcmp(item->string, "event_any") == 0 ? "event" : item->string);
		bool match = strcmp(item->string, "event_any") == 0 ? one_of(item, mine->valuestring)
		                                                    : same(item, mine, true);

		if (match && strcmp(item->string, "dedupe_key") == 0 && mine == NULL)
			match = false;
		if (!match && strcmp(item->string, "dedupe_key") == 0 &&
		    text_equal(json_text(play->expect, "dedupe_match"), "prefix"))
			match = mine && text_starts(mine->valuestring, item->valuestring);
		if (!match) {
			differs(play, item->string, printed(play, item), printed(play, mine));
			good = false;
			break;
		}
	}
	cJSON_Delete(got);
	return good;
}

typedef bool receive_function(
    const struct channel *, const struct http_request *, int64_t, struct arena *, struct arrived *);
typedef bool send_function(
    const struct channel *, const struct outgoing *, struct arena *, struct client_request *);
typedef enum answer_class classify_function(int, const char *, size_t, int64_t *);

struct wire_repeats wire_repeats;

static int64_t
ticks(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec * 1000000000LL + now.tv_nsec;
}

static void
repeat(const struct play *play, receive_function *receive, const struct http_request *http)
{
	struct arena arena = {0};
	int64_t began = ticks();

	for (long i = 0; i < wire_repeats.times; i++) {
		struct arrived arrived = {0};

		receive(&play->channel, http, play->now_ms, &arena, &arrived);
		arena_clear(&arena);
	}
	wire_repeats.ns += ticks() - began;
	wire_repeats.messages += wire_repeats.times;
	wire_repeats.bytes += wire_repeats.times * (int64_t)http->body_n;
}

static bool
play_in(struct play *play, receive_function *receive)
{
	const cJSON *request = cJSON_GetObjectItemCaseSensitive(play->vector, "request"), *pair;
	const char *body = json_text(request, "body"), *encoded = json_text(request, "body_b64"),
	           *query = json_text(request, "raw_query");
	const cJSON *most = cJSON_GetObjectItemCaseSensitive(play->config, "max_body");
	struct http_header headers[64];
	struct arrived arrived = {0};
	struct buf bytes = {0};
	size_t count = 0;
	bool accepted;

	cJSON_ArrayForEach(pair, cJSON_GetObjectItemCaseSensitive(request, "headers")) if (count < 64 &&
	    cJSON_IsString(pair)) headers[count++] = (struct http_header){pair->string, pair->valuestring};
	if (body) {
		buf_adds(&bytes, body);
	} else if (encoded) {
		uint8_t *raw = malloc(strlen(encoded) + 1);
		long n = base64_read(encoded, strlen(encoded), raw);

		buf_add(&bytes, raw, n > 0 ? (size_t)n : 0);
		free(raw);
	}
	struct http_request http = {.method = json_text(request, "method"),
	    .path = json_text(request, "path"),
	    .query = query ? query : "",
	    .headers = headers,
	    .header_count = count,
	    .body = buf_text(&bytes),
	    .body_n = bytes.n};
	if (most && bytes.n > (size_t)most->valuedouble)
		accepted = arrived_refuse(
		    &arrived, "oversize"); /* refused by the HTTP server, before a platform sees it */
	else
		accepted = receive(&play->channel, &http, play->now_ms, &play->arena, &arrived);
	bool good = compare_arrived(play, &arrived, accepted);
	if (accepted && arrived.event == ARRIVED_MESSAGE)
		repeat(play, receive, &http);
	buf_free(&bytes);
	return good;
}

/* The query of an address as an object, percent codes resolved. */
static cJSON *
query_of(struct play *play, const char *query)
{
	cJSON *root = cJSON_CreateObject();

	while (query && *query) {
		size_t name = strcspn(query, "=&"), whole = strcspn(query, "&");

		if (name < whole)
			put(root, arena_text(&play->arena, query, name),
			    http_unescape(&play->arena, query + name + 1, whole - name - 1));
		query += whole + (query[whole] == '&');
	}
	return root;
}

static bool
play_out(struct play *play, send_function *send)
{
	const cJSON *want = cJSON_GetObjectItemCaseSensitive(play->expect, "request"), *item,
	            *buttons = cJSON_GetObjectItemCaseSensitive(play->input, "buttons"),
	            *users = cJSON_GetObjectItemCaseSensitive(play->input, "user_ids");
	const char *kind = json_text(play->input, "send"), *mentions[16];
	struct card_button made[16];
	struct outgoing outgoing = {.chat_id = json_text(play->input, "chat_id"),
	    .text = json_text(play->input, "text"),
	    .title = json_text(play->input, "title"),
	    .markdown = json_text(play->input, "markdown"),
	    .mention_ids = mentions,
	    .buttons = made,
	    .reply_url = json_text(play->input, "reply_url"),
	    .key = json_text(play->input, "uuid"),
	    .now_ms = play->now_ms};
	struct client_request request = {0};
	bool good = true;

	outgoing.kind = kind == NULL || strcmp(kind, "text") == 0 ? OUT_text
	    : strcmp(kind, "markdown") == 0                       ? OUT_markdown
	    : strcmp(kind, "image") == 0                          ? OUT_image
	                                                          : OUT_buttons;
	cJSON_ArrayForEach(item, cJSON_GetObjectItemCaseSensitive(play->input, "mention_ids"))
	    mentions[outgoing.mention_count++] = item->valuestring;
	cJSON_ArrayForEach(item, buttons) made[outgoing.button_count++] = (struct card_button){
	    json_text(item, "text"), json_text(item, "value") ? json_text(item, "value") : json_text(item, "key"),
	    json_text(item, "url")};
	if (outgoing.text == NULL && json_text(play->input, "download_code"))
		outgoing.text = json_text(play->input, "download_code");
	if (json_text(play->input, "file_key")) {
		outgoing.text = json_text(play->input, "message_id");
		outgoing.title = json_text(play->input, "file_key");
	}
	if (json_text(play->input, "reply_to"))
		outgoing.reply_url = json_text(play->input, "reply_to");
	outgoing.mention_all = cJSON_IsTrue(cJSON_GetObjectItemCaseSensitive(play->input, "mention_all"));
	if (json_text(play->input, "image_b64"))
		outgoing.text = json_text(play->input, "image_b64");
	cJSON_ArrayForEach(item, users) outgoing.chat_id = outgoing.chat_id
	    ? arena_printf(&play->arena, "%s|%s", outgoing.chat_id, item->valuestring)
	    : item->valuestring;
	if (!send(&play->channel, &outgoing, &play->arena, &request))
		return differs(play, "request", "one", "none");
	const char *path = strstr(request.url, "://"), *query;
	path = path ? strchr(path + 3, '/') : NULL;
	query = path ? strchr(path, '?') : NULL;
	const char *only = path ? arena_text(&play->arena, path, query ? (size_t)(query - path) : strlen(path))
	                        : "/",
	           *method = json_text(want, "method");
	if (method && strcmp(method, request.method ? request.method : "POST") != 0)
		return differs(play, "method", method, request.method ? request.method : "POST");
	if (!text_equal(json_text(want, "path"), only))
		return differs(play, "path", json_text(want, "path"), only);
	cJSON *parameters = query_of(play, query ? query + 1 : NULL),
	      *body = request.body ? cJSON_Parse(request.body) : NULL;
	const cJSON *wanted_query = cJSON_GetObjectItemCaseSensitive(want, "query"),
	            *whole = cJSON_GetObjectItemCaseSensitive(want, "body_json"),
	            *part = cJSON_GetObjectItemCaseSensitive(want, "body_json_subset");
	if (wanted_query && !same(wanted_query, parameters, false))
		good = differs(play, "query", printed(play, wanted_query), printed(play, parameters));
	if (good && whole && !same(whole, body, false))
		good = differs(play, "body", printed(play, whole), printed(play, body));
	cJSON_ArrayForEach(item, part)
	{
		size_t n = strlen(item->string);
		bool contains = n > 9 && strcmp(item->string + n - 9, "_contains") == 0;
		const cJSON *mine = cJSON_GetObjectItemCaseSensitive(
		                body, contains ? arena_text(&play->arena, item->string, n - 9) : item->string),
		            *each, *other;
		bool match = !contains && same(item, mine, true);

		if (contains) {
			match = true;
			cJSON_ArrayForEach(each, item)
			{
				bool found = false;

				cJSON_ArrayForEach(other, mine) found |= same(each, other, true);
				match &= found;
			}
		}
		if (good && !match)
			good = differs(play, item->string, printed(play, item), printed(play, mine));
	}
	cJSON_ArrayForEach(item, cJSON_GetObjectItemCaseSensitive(want, "headers"))
	{
		const char *got = NULL;

		for (size_t i = 0; i < request.header_count; i++)
			if (strcasecmp(request.headers[i].name, item->string) == 0)
				got = request.headers[i].value;
		if (good && (got == NULL || strncmp(got, item->valuestring, strlen(item->valuestring)) != 0))
			good = differs(play, item->string, item->valuestring, got);
	}
	cJSON_Delete(parameters);
	cJSON_Delete(body);
	return good;
}

static bool
play_classify(struct play *play, classify_function *classify)
{
	static const char *const names[] = {"ok", "slow_down", "token_expired", "retry", "permanent", "too_long"};
	const cJSON *status = cJSON_GetObjectItemCaseSensitive(play->input, "http_status"),
	            *least = cJSON_GetObjectItemCaseSensitive(play->expect, "min_wait_s"),
	            *exact = cJSON_GetObjectItemCaseSensitive(play->expect, "wait_s");
	const char *body = json_text(play->input, "body"), *want = json_text(play->expect, "class");
	const cJSON *reset = cJSON_GetObjectItemCaseSensitive(
	    cJSON_GetObjectItemCaseSensitive(play->input, "headers"), "x-ogw-ratelimit-reset");
	int64_t wait_s = 0;
	enum answer_class class = classify(
	    status ? status->valueint : 0, body ? body : "", body ? strlen(body) : 0, &wait_s);

	if (cJSON_IsString(reset)) /* the header says it; the rim hands it on as Retry-After */
		wait_s = strtoll(reset->valuestring, NULL, 10);
	if (!(want && strcmp(want, names[class]) == 0) &&
	    !one_of(cJSON_GetObjectItemCaseSensitive(play->expect, "class_any"), names[class]))
		return differs(play, "class", want, names[class]);
	if ((least && wait_s < (int64_t)least->valuedouble) || (exact && wait_s != (int64_t)exact->valuedouble))
		return differs(play, "wait", printed(play, least ? least : exact),
		    arena_printf(&play->arena, "%lld", (long long)wait_s));
	return true;
}

static cJSON *
segments_json(const struct onebot_segment *segments, size_t count)
{
	cJSON *array = cJSON_CreateArray();

	for (size_t i = 0; i < count; i++) {
		cJSON *one = cJSON_CreateObject(), *data = cJSON_CreateObject();

		put(one, "type", segments[i].type);
		for (size_t k = 0; k < segments[i].n; k++)
			put(data, segments[i].data[k].name, segments[i].data[k].value);
		cJSON_AddItemToObject(one, "data", data);
		cJSON_AddItemToArray(array, one);
	}
	return array;
}

static bool
play_cq(struct play *play)
{
	struct onebot_segments segments = {0};
	const char *cq = json_text(play->input, "cq");
	const cJSON *want = cJSON_GetObjectItemCaseSensitive(play->expect, "segments"),
	            *alt = json_at(play->expect, "accept_alt.segments"), *item, *value;

	if (cq) {
		onebot_cq_read(cq, &play->arena, &segments);
		cJSON *got = segments_json(segments.items, segments.n);
		bool good = same(want, got, false) || (alt && same(alt, got, false));

		if (!good)
			differs(play, "segments", printed(play, want), printed(play, got));
		cJSON_Delete(got);
		return good;
	}
	size_t count = 0, room = (size_t)cJSON_GetArraySize(json_at(play->input, "segments"));
	struct onebot_segment *given = arena_alloc(&play->arena, (room + 1) * sizeof *given);
	cJSON_ArrayForEach(item, cJSON_GetObjectItemCaseSensitive(play->input, "segments"))
	{
		struct onebot_segment *one = &given[count++];

		*one = (struct onebot_segment){.type = json_text(item, "type")};
		cJSON_ArrayForEach(value, cJSON_GetObjectItemCaseSensitive(item, "data"))
		{
			one->data[one->n].name = value->string;
			one->data[one->n++].value = value->valuestring;
		}
	}
	struct buf out = {0};
	onebot_cq_write(given, count, &out);
	bool good = text_equal(buf_text(&out), json_text(play->expect, "cq")) ||
	    differs(play, "cq", json_text(play->expect, "cq"), buf_text(&out));
	buf_free(&out);
	return good;
}

static bool
play_quick(struct play *play)
{
	struct speech speech = {.text = json_text(play->input, "reply")};
	const cJSON *want = cJSON_GetObjectItemCaseSensitive(play->expect, "body_json");
	struct buf body = {0};

	platform_onebot.reply(&speech, 1, &body);
	cJSON *got = cJSON_Parse(buf_text(&body));
	bool good = same(want, got, false) || differs(play, "body", printed(play, want), printed(play, got));
	cJSON_Delete(got);
	buf_free(&body);
	return good;
}

static const char *
text_of(const cJSON *item, struct play *play)
{
	return cJSON_IsString(item) ? item->valuestring
	                            : arena_printf(&play->arena, "%lld", item ? (long long)item->valuedouble : 0);
}

static void
frame_from(struct play *play, const cJSON *from, struct feishu_frame *frame)
{
	const cJSON *pair;
	const char *payload = json_text(from, "payload_utf8");

	*frame = (struct feishu_frame){
	    .seq_id = strtoull(text_of(cJSON_GetObjectItemCaseSensitive(from, "SeqID"), play), NULL, 10),
	    .log_id = strtoull(text_of(cJSON_GetObjectItemCaseSensitive(from, "LogID"), play), NULL, 10),
	    .service = (int32_t)json_whole(from, "service"),
	    .method = (int32_t)json_whole(from, "method"),
	    .payload = payload,
	    .payload_n = payload ? strlen(payload) : 0,
	    .has_payload = payload != NULL};
	cJSON_ArrayForEach(pair, cJSON_GetObjectItemCaseSensitive(from, "headers"))
	{
		frame->headers[frame->header_count].key = cJSON_GetArrayItem(pair, 0)->valuestring;
		frame->headers[frame->header_count++].value = cJSON_GetArrayItem(pair, 1)->valuestring;
	}
}

static bool
same_frame(const struct feishu_frame *a, const struct feishu_frame *b)
{
	bool good = a->seq_id == b->seq_id && a->log_id == b->log_id && a->service == b->service &&
	    a->method == b->method && a->header_count == b->header_count &&
	    (!a->has_payload ||
	        (a->payload_n == b->payload_n && memcmp(a->payload, b->payload, a->payload_n) == 0));

	for (size_t i = 0; good && i < a->header_count; i++)
		good = strcmp(a->headers[i].key, b->headers[i].key) == 0 &&
		    strcmp(a->headers[i].value, b->headers[i].value) == 0;
	return good;
}

static size_t
unhex(struct play *play, const char *hex, uint8_t **out)
{
	size_t n = strlen(hex) / 2;

	*out = arena_alloc(&play->arena, n + 1);
	return digest_unhex(hex, *out, n) ? n : 0;
}

/* Parts of one message in the order they come, joined when all are there. */
static bool
play_parts(struct play *play)
{
	struct feishu_parts parts = {0};
	struct feishu_frame frame;
	const cJSON *hex;
	const char *whole = NULL, *want = json_text(play->expect, "payload_utf8");
	int after = 0, count = 0;
	uint8_t *bytes;
	size_t n;

	cJSON_ArrayForEach(hex, cJSON_GetObjectItemCaseSensitive(play->input, "hex_list"))
	{
		n = unhex(play, hex->valuestring, &bytes);
		count++;
		if (!feishu_frame_read(bytes, n, &play->arena, &frame))
			return differs(play, "frame", "a frame", "none");
		enum feishu_joined joined = feishu_join(&parts, &frame, play->now_ms, &play->arena, &whole);
		if (joined == FEISHU_BAD)
			return differs(play, "part", "a part", "bad_fragment");
		if (joined == FEISHU_WHOLE && after == 0)
			after = count;
	}
	feishu_parts_free(&parts);
	if (after != (int)json_whole(play->expect, "complete_after"))
		return differs(play, "complete_after",
		    printed(play, cJSON_GetObjectItemCaseSensitive(play->expect, "complete_after")),
		    arena_printf(&play->arena, "%d", after));
	return text_equal(whole, want) || differs(play, "payload", want, whole);
}

static bool
play_frame(struct play *play, const char *kind)
{
	const cJSON *ok = cJSON_GetObjectItemCaseSensitive(play->expect, "ok"),
	            *frame_json = cJSON_GetObjectItemCaseSensitive(
	                strcmp(kind, "encode") == 0 ? play->input : play->expect, "frame");
	struct feishu_frame frame = {0}, want = {0};

	if (strcmp(kind, "decode_sequence") == 0)
		return play_parts(play);
	if (strcmp(kind, "encode") == 0 && frame_json == NULL) { /* the payload that answers a card */
		struct buf out = {0};

		feishu_answer_payload(
		    printed(play, cJSON_GetObjectItemCaseSensitive(play->input, "answer_json")), &out);
		bool good = text_equal(buf_text(&out), json_text(play->expect, "payload_utf8")) ||
		    differs(play, "payload", json_text(play->expect, "payload_utf8"), buf_text(&out));
		buf_free(&out);
		return good;
	}
	if (frame_json)
		frame_from(play, frame_json, &want);
	if (strcmp(kind, "encode") == 0) {
		struct buf out = {0};

		feishu_frame_write(&want, &out);
		char *hex = arena_alloc(&play->arena, 2 * out.n + 1);
		digest_hex((const uint8_t *)out.p, out.n, hex);
		buf_free(&out);
		return text_equal(hex, json_text(play->expect, "hex")) ||
		    differs(play, "hex", json_text(play->expect, "hex"), hex);
	}
	uint8_t *bytes;
	size_t n = unhex(play, json_text(play->input, "hex"), &bytes);
	struct feishu_parts parts = {0};
	const char *whole = NULL;
	bool read = feishu_frame_read(bytes, n, &play->arena, &frame);
	if (read && frame.method == 1 &&
	    feishu_join(&parts, &frame, play->now_ms, &play->arena, &whole) == FEISHU_BAD)
		read = false;
	feishu_parts_free(&parts);
	if (read != cJSON_IsTrue(ok))
		return differs(
		    play, "verdict", cJSON_IsTrue(ok) ? "a frame" : "bad_frame", read ? "a frame" : "bad_frame");
	if (!read)
		return true;
	if (frame_json && !same_frame(&want, &frame))
		return differs(play, "frame", printed(play, frame_json), "another");
	const cJSON *fields = cJSON_GetObjectItemCaseSensitive(play->expect, "fields");
	if (fields && cJSON_GetObjectItemCaseSensitive(fields, "event")) {
		struct arrived arrived;

		return feishu_event(
		           &play->channel, whole ? whole : "", whole ? strlen(whole) : 0, &play->arena, &arrived)
		    ? compare_arrived(play, &arrived, true)
		    : differs(play, "event", "one", "none");
	}
	if (fields) { /* new intervals in a pong */
		struct link_asked asked = {0};

		feishu_read_asked(frame.payload, frame.payload_n, &asked);
		if (asked.ping_s != json_whole(fields, "ping_interval_s") ||
		    asked.reconnect_count != json_whole(fields, "reconnect_count"))
			return differs(play, "intervals", printed(play, fields), "others");
	}
	return true;
}

/* A sealed answer with everything given; a file opened. */
static bool
play_wecom(struct play *play)
{
	const char *nonce = json_id(play->config, "nonce", &play->arena),
	           *random = json_text(play->config, "random16_hex"), *key64 = json_text(play->config, "aeskey");
	int64_t timestamp = json_whole(play->config, "timestamp");
	struct wecom_sealed sealed;
	uint8_t random16[16] = {0}, key[64], *plain;
	struct buf body = {0};
	size_t n;

	if (strcmp(play->surface, "wecom.media") == 0) {
		const cJSON *ok = cJSON_GetObjectItemCaseSensitive(play->expect, "ok");
		const char *wrong = base64_read(key64, strlen(key64), key) == 32
		    ? envelope_open(key, key, 32, json_text(play->input, "body_b64"), &play->arena, &plain, &n)
		    : "bad_key";
		uint8_t digest[DIGEST_BYTES];
		char hex[2 * DIGEST_BYTES + 1];

		if (!cJSON_IsTrue(ok))
			return text_equal(wrong, json_text(play->expect, "error")) ||
			    differs(play, "error", json_text(play->expect, "error"), wrong);
		if (wrong)
			return differs(play, "verdict", "a file", wrong);
		digest_parts(DIGEST_SHA256, &(struct digest_part){plain, n}, 1, digest);
		digest_hex(digest, sizeof digest, hex);
		const cJSON *fields = cJSON_GetObjectItemCaseSensitive(play->expect, "fields");
		return ((int64_t)n == json_whole(fields, "size") && text_equal(hex, json_text(fields, "sha256"))) ||
		    differs(play, "file", json_text(fields, "sha256"), hex);
	}
	if (random == NULL || !digest_unhex(random, random16, 16) ||
	    !wecom_seal(&play->channel, json_text(play->input, "plaintext"), random16, timestamp, nonce,
	        &play->arena, &sealed))
		return differs(play, "seal", "a sealed answer", "none");
	bool good;
	if (strcmp(play->surface, "wecom.app.reply") == 0) {
		const cJSON *fields = cJSON_GetObjectItemCaseSensitive(play->expect, "fields"), *item;

		wecom_app_answer(&sealed, timestamp, nonce, &body);
		struct xml *root = xml_parse(buf_text(&body), body.n, &play->arena);
		good = root != NULL;
		cJSON_ArrayForEach(item, fields) good = good &&
		    (text_equal(xml_text(root, item->string), item->valuestring) ||
		        differs(play, item->string, item->valuestring, xml_text(root, item->string)));
	} else {
		const cJSON *want = cJSON_GetObjectItemCaseSensitive(play->expect, "body_json");

		wecom_bot_answer(&sealed, timestamp, nonce, &body);
		cJSON *got = cJSON_Parse(buf_text(&body));
		good = same(want, got, false) || differs(play, "body", printed(play, want), printed(play, got));
		cJSON_Delete(got);
	}
	buf_free(&body);
	return good;
}

/* Codec steps whose outcome is one JSON body. */
static bool
play_body(struct play *play)
{
	const cJSON *want = cJSON_GetObjectItemCaseSensitive(play->expect, "body_json");
	struct buf body = {0};

	const char *input = printed(play, play->input);
	platform_surface(play->surface)->body(input, strlen(input), &play->arena, &body);
	cJSON *got = cJSON_Parse(buf_text(&body));
	bool good = same(want, got, false) || differs(play, "body", printed(play, want), printed(play, got));
	cJSON_Delete(got);
	buf_free(&body);
	return good;
}

static bool
play_endpoint(struct play *play)
{
	const cJSON *fields = cJSON_GetObjectItemCaseSensitive(play->expect, "fields");
	const char *body = json_text(play->input, "body");
	struct feishu_endpoint endpoint;
	bool good = feishu_read_endpoint(body, strlen(body), &play->arena, &endpoint) &&
	    endpoint.service_id == json_whole(fields, "service_id") &&
	    text_equal(endpoint.device_id, json_text(fields, "device_id")) &&
	    endpoint.asked.ping_s == json_whole(fields, "ping_interval_s") &&
	    endpoint.asked.reconnect_s == json_whole(fields, "reconnect_interval_s") &&
	    endpoint.asked.reconnect_nonce_s == json_whole(fields, "reconnect_nonce_s") &&
	    endpoint.asked.reconnect_count == json_whole(fields, "reconnect_count");

	return good || differs(play, "endpoint", printed(play, fields), "another");
}

static bool
play_upgrade(struct play *play)
{
	const cJSON *request = cJSON_GetObjectItemCaseSensitive(play->vector, "request"), *pair,
	            *statuses = cJSON_GetObjectItemCaseSensitive(play->expect, "http_status_any"), *one;
	const char *want = json_text(cJSON_GetObjectItemCaseSensitive(play->expect, "response_headers"),
	               "sec-websocket-accept"),
	           *accept, *error;
	struct http_header headers[64];
	size_t count = 0;

	cJSON_ArrayForEach(pair, cJSON_GetObjectItemCaseSensitive(request, "headers"))
	    headers[count++] = (struct http_header){pair->string, pair->valuestring};
	int status = link_onebot.accept(&play->channel,
	    &(struct http_request){.method = "GET", .headers = headers, .header_count = count, .query = ""},
	    &play->arena, &accept, &error);
	bool good = status == (int)json_whole(play->expect, "http_status");
	cJSON_ArrayForEach(one, statuses) good |= one->valueint == status;
	if (!good)
		return differs(play, "status",
		    printed(play, cJSON_GetObjectItemCaseSensitive(play->expect, "http_status")),
		    arena_printf(&play->arena, "%d", status));
	return want == NULL || text_equal(want, accept) || differs(play, "accept", want, accept);
}

#define CHUNK_BYTES ((size_t)512 * 1024)

/* The bytes of the vectors' seeds: SHA-256 of "seed:0", "seed:1", … */
static bool
play_upload(struct play *play)
{
	size_t size = (size_t)json_whole(play->input, "size"), chunks = 0;
	uint8_t *bytes = arena_alloc(&play->arena, size + DIGEST_BYTES);
	const cJSON *init = cJSON_GetObjectItemCaseSensitive(play->expect, "init_body"),
	            *sizes = cJSON_GetObjectItemCaseSensitive(play->expect, "chunk_sizes"),
	            *sums = cJSON_GetObjectItemCaseSensitive(play->expect, "chunk_b64_sha256"), *item;
	struct buf body = {0};

	for (size_t i = 0; i * DIGEST_BYTES < size; i++) {
		const char *block = arena_printf(&play->arena, "%s:%zu", json_text(play->input, "seed"), i);

		digest_parts(DIGEST_SHA256, &(struct digest_part){block, strlen(block)}, 1, bytes + i * DIGEST_BYTES);
	}
	uint8_t md5[16];
	char md5_hex[33];

	digest_md5(bytes, size, md5);
	digest_hex(md5, sizeof md5, md5_hex);
	const char *given = arena_printf(&play->arena,
	    "{\"type\":\"%s\",\"filename\":\"%s\",\"size\":%zu,\"md5\":\"%s\"}", json_text(play->input, "type"),
	    json_text(play->input, "filename"), size, md5_hex);
	platform_surface(play->surface)->body(given, strlen(given), &play->arena, &body);
	cJSON *got = cJSON_Parse(buf_text(&body));
	bool good = same(init, got, false) || differs(play, "init", printed(play, init), printed(play, got));
	cJSON_Delete(got);
	cJSON_ArrayForEach(item, sizes)
	{
		size_t from = chunks * CHUNK_BYTES, n = size - from < CHUNK_BYTES ? size - from : CHUNK_BYTES;
		uint8_t digest[DIGEST_BYTES];
		char hex[2 * DIGEST_BYTES + 1];

		buf_clear(&body);
		base64_add(&body, bytes + from, n);
		digest_parts(DIGEST_SHA256, &(struct digest_part){body.p, body.n}, 1, digest);
		digest_hex(digest, sizeof digest, hex);
		if (good &&
		    ((size_t)item->valuedouble != n ||
		        !text_equal(hex, cJSON_GetArrayItem(sums, (int)chunks)->valuestring)))
			good = differs(play, "chunk", cJSON_GetArrayItem(sums, (int)chunks)->valuestring, hex);
		chunks++;
	}
	if (good && chunks * CHUNK_BYTES < size)
		good = differs(play, "chunks", "others", "fewer than its bytes");
	buf_free(&body);
	return good;
}

struct captured {
	const char *name, *value;
};

/* {{name}} of what was captured before. */
static const char *
filled(struct play *play, const char *text, const struct captured *captured, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		const char *mark = arena_printf(&play->arena, "{{%s}}", captured[i].name), *at = strstr(text, mark);

		if (at)
			text = arena_printf(
			    &play->arena, "%.*s%s%s", (int)(at - text), text, captured[i].value, at + strlen(mark));
	}
	return text;
}

/* A dialogue in order: what the peer sends is read, what we must send is what the link gave
 * for it. */
static bool
play_transcript(struct play *play, const struct link_kind *kind)
{
	struct link link = {.channel = &play->channel};
	struct captured captured[16];
	struct frame waiting[8] = {0};
	const char *seen[16];
	size_t captures = 0, queued = 0, seen_count = 0;
	const cJSON *step, *item;
	int number = 0;

	if (kind->open)
		waiting[queued++] = kind->open(&link, &play->arena);
	cJSON_ArrayForEach(step, cJSON_GetObjectItemCaseSensitive(play->vector, "steps"))
	{
		const char *from = json_text(step, "from"), *raw = json_text(step, "raw"),
		           *class = json_text(step, "expect_class"),
		           *where = arena_printf(&play->arena, "step %d", ++number);

		if (strcmp(from, "S") == 0) {
			const char *text = raw
			    ? raw
			    : filled(play, printed(play, cJSON_GetObjectItemCaseSensitive(step, "json")), captured,
			          captures);
			static const char *const names[] = {
			    "ok", "slow_down", "token_expired", "retry", "permanent", "too_long"};
			const cJSON *fields = cJSON_GetObjectItemCaseSensitive(step, "expect_fields");
			struct link_in in;
			bool known = kind->read(&link, text, strlen(text), play->now_ms, &play->arena, &in),
			     again = false;

			if (cJSON_IsTrue(cJSON_GetObjectItemCaseSensitive(step, "expect_ignored")) &&
			    (known || in.frame.p))
				return differs(play, where, "ignored", "taken");
			for (size_t i = 0; i < seen_count; i++)
				again |= in.arrived.dedupe_key && strcmp(seen[i], in.arrived.dedupe_key) == 0;
			if (cJSON_IsTrue(cJSON_GetObjectItemCaseSensitive(step, "expect_duplicate")) && !again)
				return differs(play, where, "a duplicate", "a new one");
			if (in.arrived.dedupe_key && !again)
				seen[seen_count++] = in.arrived.dedupe_key;
			if (class && (!in.answers || strcmp(class, names[in.class]) != 0))
				return differs(play, where, class, in.answers ? names[in.class] : "no answer");
			cJSON *got = fields_of(play, &in.arrived);
			cJSON_ArrayForEach(
			    item, fields) if (!same(item, cJSON_GetObjectItemCaseSensitive(got, item->string), true))
			{
				differs(play, where, printed(play, item),
				    printed(play, cJSON_GetObjectItemCaseSensitive(got, item->string)));
				cJSON_Delete(got);
				return false;
			}
			cJSON_Delete(got);
			if (in.frame.p)
				waiting[queued++] = in.frame;
			/* The program answers what arrived once; mixed messages and more are answered too, but the
			 * vectors look only at what they name. */
			struct frame answer = known && !again && kind->answer
			    ? kind->answer(&link, &in, "好,记下了。", &play->arena)
			    : (struct frame){0};
			const cJSON *next = step->next;
			if (answer.p && next && text_equal(json_text(next, "from"), "C"))
				waiting[queued++] = answer;
		} else if (strcmp(from, "C") == 0) {
			const cJSON *want = cJSON_GetObjectItemCaseSensitive(step, "json_subset"),
			            *capture = cJSON_GetObjectItemCaseSensitive(step, "capture");
			const char *contains = json_text(step, "data_contains");

			if (queued == 0)
				return differs(play, where, printed(play, want), "silence");
			cJSON *got = cJSON_Parse(waiting[0].p);
			bool good = got && same(want, got, true) &&
			    (contains == NULL || (json_text(got, "data") && strstr(json_text(got, "data"), contains)));
			cJSON_ArrayForEach(item, capture)
			{
				const cJSON *value = json_at(got, item->valuestring);

				if (cJSON_IsString(value) && captures < 16)
					captured[captures++] = (struct captured){item->string,
					    arena_text(&play->arena, value->valuestring, strlen(value->valuestring))};
			}
			cJSON_Delete(got);
			if (!good)
				return differs(play, where, printed(play, want), waiting[0].p);
			memmove(waiting, waiting + 1, --queued * sizeof *waiting);
		} else if (strcmp(from, "app") == 0) {
			const cJSON *does = cJSON_GetObjectItemCaseSensitive(step, "do");
			struct outgoing outgoing = {.kind = OUT_markdown,
			    .chat_id = json_text(does, "chat_id"),
			    .markdown = json_text(does, "markdown"),
			    .text = json_text(does, "text")};

			waiting[queued++] = kind->push(&link, &outgoing, &play->arena);
		} else if (strcmp(from, "timer") == 0) {
			waiting[queued++] = kind->ping(&link, &play->arena);
		}
	}
	return true;
}

static void
configure(struct play *play)
{
	const cJSON *config = play->config, *now = cJSON_GetObjectItemCaseSensitive(config, "now"),
	            *now_ms = cJSON_GetObjectItemCaseSensitive(config, "now_ms"),
	            *skew = cJSON_GetObjectItemCaseSensitive(config, "max_skew_s");
	static const struct {
		const char *name;
		size_t offset;
	} members[] = {
	    {"secret", offsetof(struct channel, app_secret)},
	    {"app_secret", offsetof(struct channel, app_secret)},
	    {"access_token", offsetof(struct channel, access_token)},
	    {"tenant_access_token", offsetof(struct channel, access_token)},
	    {"key", offsetof(struct channel, access_token)},
	    {"hook", offsetof(struct channel, access_token)},
	    {"self_id", offsetof(struct channel, own_id)},
	    {"robot_code", offsetof(struct channel, own_id)},
	    {"bot_open_id", offsetof(struct channel, own_id)},
	    {"bot_id", offsetof(struct channel, own_id)},
	    {"agent_id", offsetof(struct channel, own_id)},
	    {"bot_name", offsetof(struct channel, own_name)},
	    {"token", offsetof(struct channel, token)},
	    {"verification_token", offsetof(struct channel, token)},
	    {"encoding_aes_key", offsetof(struct channel, cipher_key)},
	    {"encrypt_key", offsetof(struct channel, cipher_key)},
	    {"receive_id", offsetof(struct channel, receive_id)},
	    {"app_id", offsetof(struct channel, app_id)},
	    {"app_key", offsetof(struct channel, app_id)},
	    {"corp_id", offsetof(struct channel, app_id)},
	    {"base", offsetof(struct channel, base)},
	};

	play->channel = (struct channel){.name = "vector", .max_skew_s = skew ? (int64_t)skew->valuedouble : 0};
	for (size_t i = 0; i < sizeof members / sizeof *members; i++) {
		const char *text = json_id(config, members[i].name, &play->arena);

		if (text)
			*(const char **)(void *)((char *)&play->channel + members[i].offset) = text;
	}
	play->now_ms = now_ms ? (int64_t)now_ms->valuedouble : now ? (int64_t)now->valuedouble * 1000 : 0;
}

bool
wire_platform(const cJSON *vector, struct buf *why)
{
	struct play play = {.vector = vector,
	    .config = cJSON_GetObjectItemCaseSensitive(vector, "config"),
	    .input = cJSON_GetObjectItemCaseSensitive(vector, "input"),
	    .expect = cJSON_GetObjectItemCaseSensitive(vector, "expect"),
	    .surface = json_text(vector, "surface"),
	    .why = why};
	const char *kind = json_text(vector, "kind");
	bool good = false, known = false;

	if (play.surface == NULL || kind == NULL)
		return differs(&play, "vector", "a surface and a kind", "none");
	configure(&play);
	if (strcmp(play.surface, "onebot.cq") == 0) {
		known = true;
		good = play_cq(&play);
	} else if (strcmp(play.surface, "onebot.quick") == 0) {
		known = true;
		good = play_quick(&play);
	}
	if (strcmp(kind, "transcript") == 0) {
		known = true;
		good = play_transcript(
		    &play, platform_find(arena_text(&play.arena, play.surface, strcspn(play.surface, ".")))->link);
	} else if (strcmp(kind, "upgrade") == 0) {
		known = true;
		good = play_upgrade(&play);
	} else if (strcmp(play.surface, "wecom.aibot.ws.upload") == 0) {
		known = true;
		good = play_upload(&play);
	} else if (strcmp(play.surface, "feishu.ws.open") == 0 && strcmp(kind, "decode") == 0) {
		known = true;
		good = play_endpoint(&play);
	}
	if (strcmp(play.surface, "wecom.aibot.reply") == 0 || strcmp(play.surface, "wecom.app.reply") == 0 ||
	    strcmp(play.surface, "wecom.media") == 0) {
		known = true;
		good = play_wecom(&play);
	}
	if (strcmp(play.surface, "feishu.cipher") == 0) {
		const char *plain = NULL,
		           *wrong = feishu_open(
		               play.channel.cipher_key, json_text(play.input, "encrypt"), &play.arena, &plain);

		known = true;
		good = (wrong == NULL && text_equal(plain, json_text(play.expect, "plaintext"))) ||
		    differs(&play, "plaintext", json_text(play.expect, "plaintext"), wrong ? wrong : plain);
	} else if (strcmp(play.surface, "feishu.ws.frame") == 0) {
		known = true;
		good = play_frame(&play, kind);
	}
	if (strcmp(play.surface, "dingtalk.card_reply") == 0 || strcmp(play.surface, "feishu.card_reply") == 0) {
		known = true;
		good = play_body(&play);
	}
	const struct surface *surface = known ? NULL : platform_surface(play.surface);
	if (surface) {
		known = true;
		if (strcmp(kind, "http_in") == 0 && surface->receive)
			good = play_in(&play, surface->receive);
		else if (strcmp(kind, "http_out") == 0 && surface->send)
			good = play_out(&play, surface->send);
		else if (strcmp(kind, "classify") == 0 && surface->classify)
			good = play_classify(&play, surface->classify);
		else
			known = false;
	}
	if (!known)
		differs(&play, "surface", play.surface, "a surface that is not built");
	arena_clear(&play.arena);
	return good;
}
