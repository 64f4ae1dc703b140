/* Feishu 飞书; see the header. */
#include "platforms/feishu/feishu.h"

#include <stdlib.h>
#include <string.h>

#include "base/digest.h"
#include "base/text.h"
#include "formats/http.h"
#include "formats/json.h"
#include "formats/json_write.h"
#include "platforms/envelope.h"
#include "platforms/link.h"

#define BASE "https://open.feishu.cn"
#define BLOCK 16

const char *
feishu_open(const char *encrypt_key, const char *sealed, struct arena *arena, const char **plain)
{
	struct digest_part part = {encrypt_key, strlen(encrypt_key)};
	uint8_t key[DIGEST_BYTES], *bytes;
	size_t n;

	digest_parts(DIGEST_SHA256, &part, 1, key);
	const char *wrong = envelope_open(key, NULL, BLOCK, sealed, arena, &bytes, &n);
	if (wrong == NULL)
		*plain = (const char *)bytes;
	return wrong;
}

struct mentioned {
	const char *key, *name, *id;
	bool bot;
};

/* The placeholder that stands here, the longest first: @_user_1 begins @_user_10. */
static const struct mentioned *
placeholder(const struct mentioned *mentions, size_t count, const char *at)
{
	const struct mentioned *best = NULL;

	for (size_t i = 0; i < count; i++)
		if (text_starts(at, mentions[i].key) && (best == NULL || strlen(mentions[i].key) > strlen(best->key)))
			best = &mentions[i];
	return best;
}

/* One pass: placeholders become names, the bot's goes with the blank behind it. */
static void
add_words(struct buf *out, const char *text, const struct mentioned *mentions, size_t count)
{
	while (*text) {
		const struct mentioned *who = *text == '@' ? placeholder(mentions, count, text) : NULL;

		if (who == NULL) {
			buf_addc(out, *text++);
			continue;
		}
		text += strlen(who->key);
		if (who->bot) {
			text += *text == ' ';
			if (out->n && arrived_mentions_only(buf_text(out), out->p + out->n))
				buf_free(out);
		} else
			buf_addf(out, "@%s", who->name);
	}
}

/* One mention of a rich text: by placeholder in an event, by id as the API gives it. */
static void
add_at(struct buf *out, const cJSON *item, const struct mentioned *mentions, size_t count)
{
	const char *user = json_text(item, "user_id"), *name = json_text(item, "user_name");

	if (user == NULL)
		return;
	for (size_t i = 0; i < count; i++)
		if (text_equal(mentions[i].id, user))
			user = mentions[i].key;
	if (*user == '@')
		add_words(out, user, mentions, count);
	else
		buf_addf(out, "@%s ", text_empty(name) ? strcmp(user, "all") == 0 ? "_all" : "群友" : name);
}

/* The rich text itself: as it is, below its language, or below "post" and its language (as the API gives
 * it); Chinese before others. NULL: none is there. */
static const cJSON *
post_of(const cJSON *content)
{
	const cJSON *post = cJSON_GetObjectItemCaseSensitive(content, "post"), *language;

	if (cJSON_IsObject(post))
		content = post;
	if (cJSON_IsArray(cJSON_GetObjectItemCaseSensitive(content, "content")))
		return content;
	language = cJSON_GetObjectItemCaseSensitive(content, "zh_cn");
	if (cJSON_IsArray(cJSON_GetObjectItemCaseSensitive(language, "content")))
		return language;
	cJSON_ArrayForEach(language, content) if (cJSON_IsObject(language) &&
	    cJSON_IsArray(cJSON_GetObjectItemCaseSensitive(language, "content"))) return language;
	return NULL;
}

static void
add_post(struct buf *out, const cJSON *content, const struct mentioned *mentions, size_t count,
    struct arena *arena, struct arrived *arrived)
{
	const cJSON *post = post_of(content), *line, *item;
	const char *title = json_text(post, "title");

	buf_adds(out, title ? title : "");
	cJSON_ArrayForEach(line, cJSON_GetObjectItemCaseSensitive(post, "content"))
	{
		struct buf words = {0};

		cJSON_ArrayForEach(item, line)
		{
			const char *tag = json_text(item, "tag"), *text = json_text(item, "text");

			if (tag && strcmp(tag, "at") == 0)
				add_at(&words, item, mentions, count);
			else if (tag && strcmp(tag, "img") == 0)
				arrived_add(&arrived->images, json_id(item, "image_key", arena));
			else if (text)
				add_words(&words, text, mentions, count);
		}
		buf_addf(out, "%s%s", out->n ? "\n" : "", platform_trim(arena, buf_text(&words)));
		buf_free(&words);
	}
}

/* What a message of each type is when it cannot be read; those not named here are something other. */
static enum unread
unread_of(const char *type)
{
	static const struct {
		const char *type;
		enum unread unread;
	} types[] = {{"text", UNREAD_none}, {"post", UNREAD_none}, {"image", UNREAD_none},
	    {"audio", UNREAD_voice}, {"location", UNREAD_place}, {"merge_forward", UNREAD_forwarded},
	    {"file", UNREAD_file}, {"folder", UNREAD_file}, {"media", UNREAD_video}, {"share_chat", UNREAD_link},
	    {"share_user", UNREAD_link}, {"system", UNREAD_none}};

	for (size_t i = 0; i < sizeof types / sizeof *types; i++)
		if (strcmp(types[i].type, type) == 0)
			return types[i].unread;
	return UNREAD_other;
}

/* Whom the message names; their number. */
static size_t
read_mentions(const struct channel *channel, const cJSON *message, struct arena *arena,
    struct arrived *arrived, struct mentioned mentions[ARRIVED_LIST_MAX])
{
	const cJSON *item;
	size_t count = 0;

	cJSON_ArrayForEach(item, cJSON_GetObjectItemCaseSensitive(message, "mentions"))
	{
		struct mentioned one = {.key = json_id(item, "key", arena),
		    .name = json_id(item, "name", arena),
		    .id = json_id(cJSON_GetObjectItemCaseSensitive(item, "id"), "open_id", arena)};

		one.bot = one.id && channel->own_id && strcmp(one.id, channel->own_id) == 0;
		one.name = one.name ? one.name : "";
		arrived->at_bot |= one.bot;
		if (!one.bot) {
			arrived_add(&arrived->mentions, one.id);
			arrived_name(arrived, one.id, one.name);
		}
		if (!text_empty(one.key) && count < ARRIVED_LIST_MAX)
			mentions[count++] = one;
	}
	return count;
}

static void
read_message(const struct channel *channel, const cJSON *event, struct arena *arena, struct arrived *arrived)
{
	const cJSON *message = cJSON_GetObjectItemCaseSensitive(event, "message");
	const char *type = json_id(message, "message_type", arena), *chat_type = json_text(message, "chat_type"),
	           *sender_type = json_text(json_at(event, "sender"), "sender_type"),
	           *content_text = json_text(message, "content");
	cJSON *content = content_text ? json_parse_ids(content_text, strlen(content_text)) : NULL;
	struct mentioned mentions[ARRIVED_LIST_MAX];
	struct buf text = {0};

	arrived->event = sender_type && strcmp(sender_type, "app") == 0 ? ARRIVED_IGNORED : ARRIVED_MESSAGE;
	arrived->msg_type = type ? type : "";
	arrived->chat_id = json_id(message, "chat_id", arena);
	arrived->private_chat = chat_type && strcmp(chat_type, "p2p") == 0;
	arrived->sender_id = json_id(json_at(event, "sender.sender_id"), "open_id", arena);
	arrived->dedupe_key = json_id(message, "message_id", arena);
	arrived->reply_to = json_id(message, "parent_id", arena);
	arrived->said_at = json_whole(message, "create_time");
	arrived->unread = arrived->event == ARRIVED_MESSAGE ? unread_of(arrived->msg_type) : UNREAD_none;
	if (arrived->unread == UNREAD_place)
		arrived->place = arrived_place(json_text(content, "name"), NULL, arena);
	size_t count = read_mentions(channel, message, arena, arrived, mentions);
	if (strcmp(arrived->msg_type, "post") == 0)
		add_post(&text, content, mentions, count, arena, arrived);
	else if (json_text(content, "text"))
		add_words(&text, json_text(content, "text"), mentions, count);
	arrived_add(&arrived->images,
	    strcmp(arrived->msg_type, "image") == 0 ? json_id(content, "image_key", arena) : NULL);
	arrived_add(&arrived->files,
	    strcmp(arrived->msg_type, "image") != 0 ? json_id(content, "file_key", arena) : NULL);
	arrived->at_all = strstr(buf_text(&text), "@_all") != NULL;
	arrived->text = platform_trim(arena, buf_text(&text));
	buf_free(&text);
	cJSON_Delete(content);
}

static void
read_action(const cJSON *event, struct arena *arena, struct arrived *arrived)
{
	const cJSON *action = cJSON_GetObjectItemCaseSensitive(event, "action"),
	            *value = cJSON_GetObjectItemCaseSensitive(action, "value"),
	            *context = cJSON_GetObjectItemCaseSensitive(event, "context");

	arrived->event = ARRIVED_CARD_ACTION;
	arrived->chat_id = json_id(context, "open_chat_id", arena);
	arrived->sender_id = json_id(cJSON_GetObjectItemCaseSensitive(event, "operator"), "open_id", arena);
	arrived->action.card_id = json_id(context, "open_message_id", arena);
	arrived->action.tag = json_id(action, "tag", arena);
	arrived->action.option = json_id(action, "option", arena);
	arrived->action.form = json_printed(cJSON_GetObjectItemCaseSensitive(action, "form_value"), arena);
	arrived->action.response_code = json_id(event, "token", arena);
	if (cJSON_IsObject(value)) {
		arrived->action.params = json_printed(value, arena);
		arrived->action.value = json_id(value, "say", arena); /* our own cards say what the button says */
		arrived->private_chat = cJSON_IsTrue(cJSON_GetObjectItemCaseSensitive(value, "private"));
	} else {
		arrived->action.value = json_id(action, "value", arena);
	}
}

bool
feishu_event(
    const struct channel *channel, const char *body, size_t n, struct arena *arena, struct arrived *arrived)
{
	cJSON *root = json_parse_ids(body, n);
	const cJSON *header = cJSON_GetObjectItemCaseSensitive(root, "header"),
	            *event = cJSON_GetObjectItemCaseSensitive(root, "event");
	const char *token = header ? json_text(header, "token") : json_text(root, "token"),
	           *type = json_text(header, "event_type"), *kind = json_text(root, "type");

	*arrived = (struct arrived){.event = ARRIVED_UNKNOWN, .plaintext = arena_text(arena, body, n)};
	if (!cJSON_IsObject(root)) {
		cJSON_Delete(root);
		return arrived_refuse(arrived, "bad_json");
	}
	if (!text_empty(channel->token) && !digest_same_text(token, channel->token)) {
		cJSON_Delete(root);
		return arrived_refuse(arrived, "bad_token");
	}
	arrived->dedupe_key = header ? json_id(header, "event_id", arena) : json_id(root, "uuid", arena);
	if (kind && strcmp(kind, "url_verification") == 0) {
		struct buf reply = {0};

		arrived->event = ARRIVED_VERIFY;
		struct json_writer json = json_writer(&reply);
		json_open(&json, NULL, '{');
		json_put_text(&json, "challenge", json_text(root, "challenge"));
		json_close(&json);
		arrived->reply = buf_keep(&reply, arena);
	} else if (type && strcmp(type, "im.message.receive_v1") == 0) {
		read_message(channel, event, arena, arrived);
	} else if (type && strcmp(type, "card.action.trigger") == 0) {
		read_action(event, arena, arrived);
	} else if (type && strcmp(type, "im.chat.member.user.added_v1") == 0) {
		arrived->event = ARRIVED_MEMBER_JOIN;
		arrived->chat_id = json_id(event, "chat_id", arena);
	}
	cJSON_Delete(root);
	return true;
}

static bool
feishu_receive(const struct channel *channel, const struct http_request *request, int64_t now_ms,
    struct arena *arena, struct arrived *arrived)
{
	bool once[3], sealed_channel = !text_empty(channel->cipher_key);
	const char *timestamp = http_header(request, "x-lark-request-timestamp", &once[0]),
	           *nonce = http_header(request, "x-lark-request-nonce", &once[1]),
	           *signature = http_header(request, "x-lark-signature", &once[2]), *plain;
	bool is_signed = timestamp && nonce && signature && !once[0] && !once[1] && !once[2];

	*arrived = (struct arrived){0};
	if (!sealed_channel) {
		if (text_empty(channel->token)) /* nothing would prove anything */
			return arrived_refuse(arrived, "missing_param");
		return feishu_event(channel, request->body, request->body_n, arena, arrived);
	}
	if (is_signed) {
		uint8_t digest[DIGEST_BYTES], given[DIGEST_BYTES];

		digest_parts(DIGEST_SHA256,
		    (struct digest_part[]){{timestamp, strlen(timestamp)}, {nonce, strlen(nonce)},
		        {channel->cipher_key, strlen(channel->cipher_key)}, {request->body, request->body_n}},
		    4, digest);
		if (!digest_unhex(signature, given, sizeof given) || !digest_equal(digest, given, sizeof given))
			return arrived_refuse(arrived, "bad_signature");
		if (!platform_fresh(channel, strtoll(timestamp, NULL, 10), now_ms))
			return arrived_refuse(arrived, "stale_timestamp");
	}
	cJSON *root = json_parse(request->body, request->body_n);
	const char *sealed = json_text(root, "encrypt");
	const char *wrong = root == NULL ? "bad_json"
	    : sealed == NULL             ? "not_encrypted"
	                                 : feishu_open(channel->cipher_key, sealed, arena, &plain);
	cJSON_Delete(root);
	if (wrong)
		return arrived_refuse(arrived, wrong);
	if (!feishu_event(channel, plain, strlen(plain), arena, arrived))
		return false;
	if (!is_signed && arrived->event != ARRIVED_VERIFY) /* only the challenge comes unsigned */
		return arrived_refuse(arrived, "missing_param");
	return true;
}

/* People's words never become tags: what looks like one is broken up. */
static void
add_plain(struct buf *out, const char *text)
{
	for (; *text; text++) {
		buf_addc(out, *text);
		if (*text == '<')
			buf_adds(out, "\xe2\x80\x8b");
	}
}

/* {"text":"…"} with mentions in front. */
static void
add_content(struct buf *out, const struct outgoing *outgoing)
{
	struct buf words = {0};
	struct json_writer json = json_writer(out);

	for (size_t i = 0; i < outgoing->mention_count; i++)
		if (strpbrk(outgoing->mention_ids[i], "\"<>") == NULL) /* no id of theirs looks so */
			buf_addf(&words, "<at user_id=\"%s\"></at> ", outgoing->mention_ids[i]);
	add_plain(&words, outgoing->text);
	json_open(&json, NULL, '{');
	json_put_text(&json, "text", buf_text(&words));
	json_close(&json);
	buf_free(&words);
}

static const char *
base_of(const struct channel *channel)
{
	return channel->base ? channel->base : BASE;
}

static bool
feishu_hook_send(const struct channel *channel, const struct outgoing *outgoing, struct arena *arena,
    struct client_request *request)
{
	struct buf body = {0};
	struct json_writer json = json_writer(&body);

	json_open(&json, NULL, '{');
	if (!text_empty(channel->app_secret)) { /* key and data the other way round from DingTalk */
		const char *key = arena_printf(
		    arena, "%lld\n%s", (long long)(outgoing->now_ms / 1000), channel->app_secret);
		uint8_t mac[DIGEST_BYTES];
		struct buf sign = {0};

		digest_hmac(key, strlen(key), NULL, 0, mac);
		base64_add(&sign, mac, sizeof mac);
		json_put_format(&json, "timestamp", "%lld", (long long)(outgoing->now_ms / 1000));
		json_put_text(&json, "sign", sign.p);
		buf_free(&sign);
	}
	json_put_text(&json, "msg_type", "text");
	json_put_name(&json, "content");
	add_content(&body, outgoing);
	json_close(&json);
	platform_request(request, arena,
	    arena_printf(arena, "%s/open-apis/bot/v2/hook/%s", base_of(channel),
	        channel->access_token ? channel->access_token : ""),
	    NULL, &body);
	return true;
}

static void
add_button(const struct outgoing *outgoing, size_t i, struct json_writer *json)
{
	json_open(json, NULL, '{');
	json_put_text(json, "tag", "button");
	json_open(json, "text", '{');
	json_put_text(json, "tag", "plain_text");
	json_put_text(json, "content", outgoing->buttons[i].text);
	json_close(json);
	json_open(json, "behaviors", '[');
	json_open(json, NULL, '{');
	json_put_text(json, "type", "callback");
	json_open(json, "value", '{');
	json_put_text(json, "say", outgoing->buttons[i].value);
	if (outgoing->private_chat)
		json_put_bool(json, "private", true);
	json_close(json);
	json_close(json);
	json_close(json);
	json_close(json);
}

static void
add_elements(const struct outgoing *outgoing, struct json_writer *json)
{
	struct buf mentions = {0};

	for (size_t i = 0; i < outgoing->mention_count; i++)
		if (strpbrk(outgoing->mention_ids[i], "\"<>") == NULL)
			buf_addf(&mentions, "<at id=%s></at> ", outgoing->mention_ids[i]);
	json_open(json, NULL, '{');
	json_put_text(json, "tag", "div");
	json_open(json, "text", '{');
	json_put_text(json, "tag", "plain_text");
	json_put_text(json, "content", outgoing->text);
	json_close(json);
	json_close(json);
	if (mentions.n) {
		json_open(json, NULL, '{');
		json_put_text(json, "tag", "markdown");
		json_put_text(json, "content", mentions.p);
		json_close(json);
	}
	for (size_t i = 0; i < outgoing->button_count; i++)
		add_button(outgoing, i, json);
	buf_free(&mentions);
}

/* A card: words as plain text, so that none of them becomes markup, mentions below it, and
 * its buttons; a button's value is what it says, and whether it was said privately (a press
 * does not tell). Card JSON 2.0, open.feishu.cn, read 2026-05. */
static void
add_card(struct buf *out, const struct outgoing *outgoing)
{
	struct json_writer json = json_writer(out);

	json_open(&json, NULL, '{');
	json_put_text(&json, "schema", "2.0");
	json_open(&json, "config", '{');
	json_put_bool(&json, "update_multi", true);
	json_close(&json);
	json_open(&json, "body", '{');
	json_open(&json, "elements", '[');
	add_elements(outgoing, &json);
	json_close(&json);
	json_close(&json);
	json_close(&json);
}

/* The message's own members: its content is JSON as a text. */
static void
message_body(const struct outgoing *outgoing, struct json_writer *json)
{
	struct buf content = {0};

	if (outgoing->button_count)
		add_card(&content, outgoing);
	else
		add_content(&content, outgoing);
	json_put_text(json, "msg_type", outgoing->button_count ? "interactive" : "text");
	json_put_text(json, "content", content.p);
	if (outgoing->key)
		json_put_text(json, "uuid", outgoing->key);
	buf_free(&content);
}

static bool
feishu_create(const struct channel *channel, const struct outgoing *outgoing, struct arena *arena,
    struct client_request *request)
{
	struct buf body = {0};
	struct json_writer json = json_writer(&body);

	json_open(&json, NULL, '{');
	json_put_text(&json, "receive_id", outgoing->chat_id);
	message_body(outgoing, &json);
	json_close(&json);
	platform_request(request, arena,
	    arena_printf(arena, "%s/open-apis/im/v1/messages?receive_id_type=%s", base_of(channel),
	        outgoing->private_chat ? "open_id" : "chat_id"),
	    channel->access_token, &body);
	return true;
}

static bool
feishu_answer(const struct channel *channel, const struct outgoing *outgoing, struct arena *arena,
    struct client_request *request)
{
	struct buf body = {0};
	struct json_writer json = json_writer(&body);

	json_open(&json, NULL, '{');
	message_body(outgoing, &json);
	json_close(&json);
	platform_request(request, arena,
	    arena_printf(arena, "%s/open-apis/im/v1/messages/%s/reply", base_of(channel), outgoing->reply_url),
	    channel->access_token, &body);
	return true;
}

static bool
credentials(const struct channel *channel, const char *path, const char *id, const char *secret,
    struct arena *arena, struct client_request *request)
{
	struct buf body = {0};
	struct json_writer json = json_writer(&body);

	json_open(&json, NULL, '{');
	json_put_text(&json, id, channel->app_id);
	json_put_text(&json, secret, channel->app_secret);
	json_close(&json);
	platform_request(request, arena, arena_printf(arena, "%s%s", base_of(channel), path), NULL, &body);
	return true;
}

static bool
feishu_token(const struct channel *channel, const struct outgoing *outgoing, struct arena *arena,
    struct client_request *request)
{
	(void)outgoing;
	return credentials(
	    channel, "/open-apis/auth/v3/tenant_access_token/internal", "app_id", "app_secret", arena, request);
}

bool
feishu_connection_open(const struct channel *channel, const struct outgoing *outgoing, struct arena *arena,
    struct client_request *request)
{
	(void)outgoing;
	return credentials(channel, "/callback/ws/endpoint", "AppID", "AppSecret", arena, request);
}

static bool
feishu_resource(const struct channel *channel, const struct outgoing *outgoing, struct arena *arena,
    struct client_request *request)
{
	struct buf body = {0};

	platform_request(request, arena,
	    arena_printf(arena, "%s/open-apis/im/v1/messages/%s/resources/%s?type=image", base_of(channel),
	        outgoing->text, outgoing->title),
	    channel->access_token, &body);
	request->method = "GET";
	request->body = NULL;
	return true;
}

static void
feishu_card_reply(const char *type, const char *content, struct buf *body)
{
	struct json_writer json = json_writer(body);

	json_open(&json, NULL, '{');
	json_open(&json, "toast", '{');
	json_put_text(&json, "type", type);
	json_put_text(&json, "content", content);
	json_close(&json);
	json_close(&json);
}

#define TOAST_BYTES 150 /* more is not read in the seconds it is shown */

static bool
toast(const struct speech *replies, size_t count, struct buf *body)
{
	if (count > 1 || (count && (strlen(replies[0].text) > TOAST_BYTES || strchr(replies[0].text, '\n'))))
		return false;
	feishu_card_reply("success", count ? replies[0].text : "✓", body);
	return true;
}

struct feishu_code {
	int64_t code;
	enum answer_class class;
};

static enum answer_class
by_code(int status, const char *body, size_t n, const struct feishu_code *codes, size_t count)
{
	cJSON *root = n ? json_parse(body, n) : NULL;
	const cJSON *code = cJSON_GetObjectItemCaseSensitive(root, "code");
	enum answer_class class = status == 0 || status >= 500 ? ANSWER_retry
	    : status == 429                                    ? ANSWER_slow_down
	                                                       : ANSWER_permanent;

	for (size_t i = 0; cJSON_IsNumber(code) && i < count; i++)
		if ((double)codes[i].code == code->valuedouble)
			class = codes[i].class;
	cJSON_Delete(root);
	return class;
}

static enum answer_class
feishu_classify(int status, const char *body, size_t n, int64_t *wait_s)
{
	static const struct feishu_code codes[] = {
	    {0, ANSWER_ok},
	    {99991400, ANSWER_slow_down},
	    {230020, ANSWER_slow_down},
	    {11232, ANSWER_slow_down},
	    {99991663, ANSWER_token_expired},
	    {99991661, ANSWER_token_expired},
	    {99991668, ANSWER_token_expired},
	    {230025, ANSWER_too_long},
	};

	*wait_s = 0;
	return by_code(status, body, n, codes, sizeof codes / sizeof *codes);
}

enum answer_class
feishu_classify_open(int status, const char *body, size_t n, int64_t *wait_s)
{
	static const struct feishu_code codes[] = {{0, ANSWER_ok}, {1, ANSWER_retry}, {1000040343, ANSWER_retry}};

	*wait_s = 0;
	return by_code(status, body, n, codes, sizeof codes / sizeof *codes);
}

/* With an app's token to any conversation; else to the one group of a custom bot. */
static bool
encode(const struct channel *channel, const struct post *post, int64_t now_s, struct arena *arena,
    struct client_request *request)
{
	struct outgoing outgoing = platform_outgoing(post, now_s, arena);

	if (channel->access_token == NULL)
		return false;
	if (channel->app_id)
		return feishu_create(channel, &outgoing, arena, request);
	return !post->private && feishu_hook_send(channel, &outgoing, arena, request);
}

/* A custom bot: 100 a minute and 5 a second. An app: 1000 a minute, 50 a second, 5 a second
 * to one conversation; in groups it hears who mentions it. Bodies of 20 KB, 150 KB, cards of
 * 30 KB, a line feed or quote counts double and more in them. */
static struct channel_traits
traits(const struct channel *channel)
{
	return channel->app_id ? (struct channel_traits){.burst = 5,
	                             .per_minute = 900,
	                             .chat_burst = 1,
	                             .chat_per_minute = 240,
	                             .bytes = 60000,
	                             .button_bytes = 9000,
	                             .mention_only = true,
	                             .name = channel->own_name}
	                       : (struct channel_traits){.burst = 3,
	                             .per_minute = 90,
	                             .bytes = 15000,
	                             .no_buttons = true,
	                             .no_private = true,
	                             .deaf = true};
}

static enum decoded
receive(const struct channel *channel, const struct http_request *request, int64_t now_ms,
    struct arena *arena, struct message *message, const char **reply)
{
	struct arrived arrived;

	return platform_decoded(
	    feishu_receive(channel, request, now_ms, arena, &arrived), &arrived, channel, arena, message, reply);
}

/* What `check --online` makes of its codes. */
static const struct complaint_row complaints[] = {
    {10003, NULL, COMPLAINT_credentials},
    {10014, NULL, COMPLAINT_credentials},
    {514, NULL, COMPLAINT_credentials},
    {403, NULL, COMPLAINT_credentials},
    {19001, NULL, COMPLAINT_credentials},
    {19021, NULL, COMPLAINT_signature},
    {19022, NULL, COMPLAINT_ip},
    {99991401, NULL, COMPLAINT_ip},
    {19024, NULL, COMPLAINT_keyword},
    {0, NULL, COMPLAINT_other},
};

/* {"toast_type":…,"toast":…} */
static bool
card_body(const char *input, size_t n, struct arena *arena, struct buf *body)
{
	cJSON *root = json_parse(input, n);
	const char *type = json_text(root, "toast_type"), *words = json_text(root, "toast");

	(void)arena;
	if (type && words)
		feishu_card_reply(type, words, body);
	cJSON_Delete(root);
	return body->n > 0;
}

static const struct surface surfaces[] = {
    {.name = "feishu.callback", .receive = feishu_receive},
    {.name = "feishu.hook", .send = feishu_hook_send},
    {.name = "feishu.api.token", .send = feishu_token},
    {.name = "feishu.api.create", .send = feishu_create},
    {.name = "feishu.api.reply", .send = feishu_answer},
    {.name = "feishu.api.resource", .send = feishu_resource},
    {.name = "feishu.ws.open", .send = feishu_connection_open, .classify = feishu_classify_open},
    {.name = "feishu.result", .classify = feishu_classify},
    {.name = "feishu.card_reply", .body = card_body},
    {0},
};

const struct platform platform_feishu = {
    .name = "feishu",
    .surfaces = surfaces,
    .lacks = platform_lacks_proof,
    .complaints = complaints,
    .link = &link_feishu,
    .receive = receive,
    .reply = platform_acknowledge,
    .toast = toast,
    .replies_by_post = platform_by_post,
    .token = feishu_token,
    .traits = traits,
    .encode = encode,
    .classify = feishu_classify,
};
