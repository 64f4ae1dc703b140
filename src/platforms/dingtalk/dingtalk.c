/* DingTalk 钉钉; see the header. */
#include "platforms/dingtalk/dingtalk.h"

#include <stdlib.h>
#include <string.h>

#include "base/digest.h"
#include "base/text.h"
#include "formats/http.h"
#include "formats/json.h"
#include "formats/json_write.h"
#include "platforms/link.h"

#define WINDOW_MS 3600000 /* a signed callback is refused when it is further away (documented) */
#define ROBOT_BASE "https://oapi.dingtalk.com"
#define API_BASE "https://api.dingtalk.com"

const char *
dingtalk_sign(struct arena *arena, const char *secret, int64_t timestamp_ms)
{
	const char *data = arena_printf(arena, "%lld\n%s", (long long)timestamp_ms, secret);
	struct digest_part part = {data, strlen(data)};
	uint8_t mac[DIGEST_BYTES];
	struct buf out = {0};

	digest_hmac(secret, strlen(secret), &part, 1, mac);
	base64_add(&out, mac, sizeof mac);
	return buf_keep(&out, arena);
}

/* Pictures and words of a rich text, the words joined as they stand. */
static void
rich_text(const cJSON *items, struct arena *arena, struct buf *text, struct arrived *arrived)
{
	const cJSON *item;

	cJSON_ArrayForEach(item, items)
	{
		const char *words = json_text(item, "text");

		if (words)
			buf_adds(text, words);
		if (arrived)
			arrived_add(&arrived->images, json_id(item, "downloadCode", arena));
	}
}

/* Content as an object, whether it came as one or as the text of one; to be freed. */
static cJSON *
opened(const cJSON *item)
{
	return cJSON_IsObject(item) ? cJSON_Duplicate(item, true)
	    : cJSON_IsString(item)  ? json_parse_ids(item->valuestring, strlen(item->valuestring))
	                            : NULL;
}

/* The words answered to: {"content":{"text":…}}, rich text, or a plain text in any of these places. */
static void
read_quote(const cJSON *words, struct arena *arena, struct arrived *arrived)
{
	const cJSON *replied = cJSON_GetObjectItemCaseSensitive(words, "repliedMsg");
	cJSON *message = opened(replied);
	const cJSON *inside = cJSON_GetObjectItemCaseSensitive(message, "content");
	cJSON *content = opened(inside);
	const cJSON *rich = cJSON_GetObjectItemCaseSensitive(content, "richText");
	const char *text = json_text(content, "text");
	struct buf out = {0};

	if (rich)
		rich_text(rich, arena, &out, NULL);
	else if (text || json_text(content, "recognition"))
		buf_adds(&out, text ? text : json_text(content, "recognition"));
	else if (content == NULL && (cJSON_IsString(inside) || (message == NULL && cJSON_IsString(replied))))
		buf_adds(&out, cJSON_IsString(inside) ? inside->valuestring : replied->valuestring);
	if (replied) {
		arrived->reply_to = json_id(message, "msgId", arena);
		arrived->quote_text = out.n ? platform_trim(arena, out.p) : NULL;
	}
	buf_free(&out);
	cJSON_Delete(content);
	cJSON_Delete(message);
}

/* One other who is named, and one name in the words: they are the same. Of several the order is not told. */
static void
name_the_one(struct arrived *arrived, struct arena *arena)
{
	const char *at = strchr(arrived->text, '@');

	if (arrived->mentions.n != 1 || at == NULL || strchr(at + 1, '@'))
		return;
	arrived_name(arrived, arrived->mentions.items[0], arena_text(arena, at + 1, strcspn(at + 1, " \t\r\n")));
}

/* The text as it is meant: an answer's and a rich text's still show the robot's name. A robot without a
 * configured name is told by standing first, alone among those named. */
static void
take_text(const struct channel *channel, const char *text, struct arena *arena, struct arrived *arrived)
{
	bool found = false;

	text = arrived_unmention(platform_trim(arena, text), channel->own_name, arena, &found);
	if (!found && text_empty(channel->own_name) && arrived->at_bot && arrived->mentions.n == 0 &&
	    *text == '@')
		text += strcspn(text, " \t\r\n");
	arrived->text = platform_trim(arena, text);
	name_the_one(arrived, arena);
}

/* What a message of each type holds, or what it is when it cannot be read. */
static void
read_content(
    const char *kind, const cJSON *root, struct arena *arena, struct buf *text, struct arrived *arrived)
{
	const cJSON *content = cJSON_GetObjectItemCaseSensitive(root, "content"),
	            *words = cJSON_GetObjectItemCaseSensitive(root, "text");

	if (strcmp(kind, "text") == 0) {
		buf_adds(text, json_text(words, "content") ? json_text(words, "content") : "");
		read_quote(words, arena, arrived);
	} else if (strcmp(kind, "richText") == 0) {
		rich_text(cJSON_GetObjectItemCaseSensitive(content, "richText"), arena, text, arrived);
		read_quote(content, arena, arrived);
	} else if (strcmp(kind, "picture") == 0) {
		arrived_add(&arrived->images, json_id(content, "downloadCode", arena));
	} else if (strcmp(kind, "audio") == 0) {
		buf_adds(text, json_text(content, "recognition") ? json_text(content, "recognition") : "");
		arrived->unread = UNREAD_voice;
	} else if (strcmp(kind, "file") == 0 || strcmp(kind, "video") == 0) {
		arrived_add(&arrived->files, json_id(content, "downloadCode", arena));
		arrived->unread = *kind == 'f' ? UNREAD_file : UNREAD_video;
	} else if (strcmp(kind, "chatRecord") == 0) {
		arrived->unread = UNREAD_forwarded;
	} else {
		arrived->event = ARRIVED_UNKNOWN;
		arrived->unread = UNREAD_other;
	}
}

bool
dingtalk_event(
    const struct channel *channel, const char *body, size_t n, struct arena *arena, struct arrived *arrived)
{
	cJSON *root = json_parse_ids(body, n);
	const cJSON *who;
	struct buf text = {0};

	*arrived = (struct arrived){.event = ARRIVED_MESSAGE};
	if (!cJSON_IsObject(root)) {
		cJSON_Delete(root);
		return arrived_refuse(arrived, "bad_json");
	}
	const char *kind = json_id(root, "msgtype", arena), *type = json_id(root, "conversationType", arena),
	           *bot = json_text(root, "chatbotUserId");
	const char *staff = json_id(root, "senderStaffId", arena);
	arrived->msg_type = kind ? kind : "";
	arrived->chat_id = json_id(root, "conversationId", arena);
	arrived->chat_name = json_id(root, "conversationTitle", arena);
	arrived->private_chat = type && strcmp(type, "1") == 0;
	arrived->sender_id = text_empty(staff) ? json_id(root, "senderId", arena) : staff;
	arrived->sender_name = json_id(root, "senderNick", arena);
	arrived->dedupe_key = json_id(root, "msgId", arena);
	arrived->said_at = json_whole(root, "createAt");
	arrived->reply_url = json_id(root, "sessionWebhook", arena);
	arrived->reply_url_expires_ms = json_whole(root, "sessionWebhookExpiredTime");
	arrived->at_bot = !arrived->private_chat; /* a robot hears only what is said to it */
	cJSON_ArrayForEach(who, cJSON_GetObjectItemCaseSensitive(root, "atUsers"))
	{
		const char *id = json_text(who, "dingtalkId"), *theirs = json_id(who, "staffId", arena);

		if (!text_equal(id, bot))
			arrived_add(&arrived->mentions, theirs ? theirs : json_id(who, "dingtalkId", arena));
	}
	read_content(arrived->msg_type, root, arena, &text, arrived);
	take_text(channel, buf_text(&text), arena, arrived);
	buf_free(&text);
	cJSON_Delete(root);
	return true;
}

static bool
dingtalk_receive(const struct channel *channel, const struct http_request *request, int64_t now_ms,
    struct arena *arena, struct arrived *arrived)
{
	bool twice, again;
	const char *timestamp = http_header(request, "timestamp", &twice),
	           *sign = http_header(request, "sign", &again), *want;
	char *end;

	*arrived = (struct arrived){0};
	if (text_empty(channel->app_secret) || text_empty(timestamp) || text_empty(sign) || twice || again)
		return arrived_refuse(arrived, "missing_param");
	long long at = strtoll(timestamp, &end, 10);
	if (*end || strlen(timestamp) > 15 || timestamp[0] < '0' || timestamp[0] > '9')
		return arrived_refuse(arrived, "bad_timestamp");
	want = dingtalk_sign(arena, channel->app_secret, at);
	if (!digest_same_text(want, sign))
		return arrived_refuse(arrived, "bad_signature");
	if (at < now_ms - WINDOW_MS || at > now_ms + WINDOW_MS)
		return arrived_refuse(arrived, "stale_timestamp");
	return dingtalk_event(channel, request->body, request->body_n, arena, arrived);
}

bool
dingtalk_card_receive(const struct channel *channel, const struct http_request *request, int64_t now_ms,
    struct arena *arena, struct arrived *arrived)
{
	cJSON *root = json_parse_ids(request->body, request->body_n);
	const char *inner_text = json_text(root, "content") ? json_text(root, "content")
	                                                    : json_text(root, "value");
	cJSON *inner = inner_text ? json_parse_ids(inner_text, strlen(inner_text)) : NULL;
	const cJSON *private = cJSON_GetObjectItemCaseSensitive(inner, "cardPrivateData"),
	            *params = cJSON_GetObjectItemCaseSensitive(private, "params");
	const cJSON *id = cJSON_GetArrayItem(cJSON_GetObjectItemCaseSensitive(private, "actionIds"), 0);

	(void)channel;
	(void)now_ms;
	*arrived = (struct arrived){.event = ARRIVED_CARD_ACTION};
	if (!cJSON_IsObject(root) || inner == NULL) {
		cJSON_Delete(root);
		cJSON_Delete(inner);
		return arrived_refuse(arrived, "bad_json");
	}
	if (params == NULL) /* an older shape puts them beside */
		params = cJSON_GetObjectItemCaseSensitive(inner, "params");
	arrived->action.params = json_printed(params, arena);
	arrived->action.id = cJSON_IsString(id) ? arena_text(arena, id->valuestring, strlen(id->valuestring))
	                                        : NULL;
	arrived->action.card_id = json_id(root, "outTrackId", arena);
	arrived->sender_id = json_id(root, "userId", arena);
	arrived->chat_id = json_id(root, "spaceId", arena);
	arrived->dedupe_key = arena_printf(arena, "%s:%s:%s",
	    arrived->action.card_id ? arrived->action.card_id : "", arrived->sender_id ? arrived->sender_id : "",
	    arrived->action.id ? arrived->action.id : "");
	cJSON_Delete(root);
	cJSON_Delete(inner);
	return true;
}

/* The answer that changes the card shown: {"params":{"name":"value"}} are its parameters. */
static bool
card_reply(const char *input, size_t n, struct arena *arena, struct buf *body)
{
	cJSON *root = json_parse(input, n);
	const char *parameters = json_printed(cJSON_GetObjectItemCaseSensitive(root, "params"), arena);

	cJSON_Delete(root);
	if (parameters == NULL)
		return false;
	struct json_writer json = json_writer(body);
	json_open(&json, NULL, '{');
	json_open(&json, "cardUpdateOptions", '{');
	json_put_bool(&json, "updateCardDataByKey", true);
	json_close(&json);
	json_open(&json, "cardData", '{');
	json_put_raw(&json, "cardParamMap", parameters);
	json_close(&json);
	json_close(&json);
	return true;
}

static void
add_buttons(const struct outgoing *outgoing, struct json_writer *json)
{
	json_put_text(json, "msgtype", "actionCard");
	json_open(json, "actionCard", '{');
	json_put_text(json, "title", outgoing->title ? outgoing->title : "");
	json_put_text(json, "text", outgoing->markdown ? outgoing->markdown : outgoing->text);
	json_put_text(json, "btnOrientation", "0");
	json_open(json, "btns", '[');
	for (size_t i = 0; i < outgoing->button_count; i++) {
		json_open(json, NULL, '{');
		json_put_text(json, "title", outgoing->buttons[i].text);
		json_put_text(json, "actionURL", outgoing->buttons[i].url ? outgoing->buttons[i].url : "");
		json_close(json);
	}
	json_close(json);
	json_close(json);
}

static void
add_words(const struct outgoing *outgoing, struct json_writer *json)
{
	bool markdown = outgoing->kind == OUT_markdown;

	json_put_text(json, "msgtype", markdown ? "markdown" : "text");
	json_open(json, markdown ? "markdown" : "text", '{');
	if (markdown) {
		json_put_text(json, "title", outgoing->title ? outgoing->title : "");
		json_put_text(json, "text", outgoing->markdown);
	} else {
		json_put_text(json, "content", outgoing->text);
	}
	json_close(json);
	if (outgoing->mention_count == 0 && !outgoing->mention_all)
		return;
	json_open(json, "at", '{');
	json_open(json, "atUserIds", '[');
	for (size_t i = 0; i < outgoing->mention_count; i++)
		json_put_text(json, NULL, outgoing->mention_ids[i]);
	json_close(json);
	json_put_bool(json, "isAtAll", outgoing->mention_all);
	json_close(json);
}

/* The custom robot's and the session's JSON. A mention shows only if its id stands in the
 * text too; the caller has put it there. */
static void
robot_body(const struct outgoing *outgoing, struct buf *body)
{
	struct json_writer json = json_writer(body);

	json_open(&json, NULL, '{');
	if (outgoing->kind == OUT_buttons)
		add_buttons(outgoing, &json);
	else
		add_words(outgoing, &json);
	json_close(&json);
}

static bool
dingtalk_robot_send(const struct channel *channel, const struct outgoing *outgoing, struct arena *arena,
    struct client_request *request)
{
	struct buf body = {0}, url = {0};

	buf_addf(&url, "%s/robot/send?access_token=", channel->base ? channel->base : ROBOT_BASE);
	http_escape(&url, channel->access_token ? channel->access_token : "");
	if (!text_empty(channel->app_secret)) {
		buf_addf(&url, "&timestamp=%lld&sign=", (long long)outgoing->now_ms);
		http_escape(&url, dingtalk_sign(arena, channel->app_secret, outgoing->now_ms));
	}
	robot_body(outgoing, &body);
	platform_request(request, arena, buf_keep(&url, arena), NULL, &body);
	return true;
}

static bool
dingtalk_session_send(const struct channel *channel, const struct outgoing *outgoing, struct arena *arena,
    struct client_request *request)
{
	struct buf body = {0};

	(void)channel;
	if (text_empty(outgoing->reply_url))
		return false;
	robot_body(outgoing, &body);
	platform_request(request, arena, outgoing->reply_url, NULL, &body);
	return true;
}

/* A call of the robot API with its own token header. */
static void
api_request(const struct channel *channel, struct arena *arena, const char *path, struct buf *body,
    struct client_request *request)
{
	platform_request(request, arena,
	    arena_printf(arena, "%s%s", channel->base ? channel->base : API_BASE, path), NULL, body);
	platform_add_header(
	    request, arena, "x-acs-dingtalk-access-token", channel->access_token ? channel->access_token : "");
}

static void
message_param(const struct outgoing *outgoing, struct json_writer *json)
{
	bool markdown = outgoing->kind == OUT_markdown;
	struct buf inner = {0};
	struct json_writer param = json_writer(&inner);

	json_open(&param, NULL, '{');
	if (markdown) {
		json_put_text(&param, "title", outgoing->title ? outgoing->title : "");
		json_put_text(&param, "text", outgoing->markdown);
	} else {
		json_put_text(&param, "content", outgoing->text);
	}
	json_close(&param);
	json_put_text(json, "msgKey", markdown ? "sampleMarkdown" : "sampleText");
	json_put_text(json, "msgParam", buf_text(&inner));
	buf_free(&inner);
}

static bool
dingtalk_group_send(const struct channel *channel, const struct outgoing *outgoing, struct arena *arena,
    struct client_request *request)
{
	struct buf body = {0};
	struct json_writer json = json_writer(&body);

	json_open(&json, NULL, '{');
	json_put_text(&json, "robotCode", channel->own_id);
	json_put_text(&json, "openConversationId", outgoing->chat_id);
	message_param(outgoing, &json);
	json_close(&json);
	api_request(channel, arena, "/v1.0/robot/groupMessages/send", &body, request);
	return true;
}

static bool
dingtalk_person_send(const struct channel *channel, const struct outgoing *outgoing, struct arena *arena,
    struct client_request *request)
{
	struct buf body = {0};
	struct json_writer json = json_writer(&body);

	json_open(&json, NULL, '{');
	json_put_text(&json, "robotCode", channel->own_id);
	json_open(&json, "userIds", '[');
	json_put_text(&json, NULL, outgoing->chat_id);
	json_close(&json);
	message_param(outgoing, &json);
	json_close(&json);
	api_request(channel, arena, "/v1.0/robot/oToMessages/batchSend", &body, request);
	return true;
}

static bool
dingtalk_token(const struct channel *channel, const struct outgoing *outgoing, struct arena *arena,
    struct client_request *request)
{
	struct buf body = {0};
	struct json_writer json = json_writer(&body);

	(void)outgoing;
	json_open(&json, NULL, '{');
	json_put_text(&json, "appKey", channel->app_id);
	json_put_text(&json, "appSecret", channel->app_secret);
	json_close(&json);
	platform_request(request, arena,
	    arena_printf(arena, "%s/v1.0/oauth2/accessToken", channel->base ? channel->base : API_BASE), NULL,
	    &body);
	return true;
}

bool
dingtalk_stream_open(const struct channel *channel, const struct outgoing *outgoing, struct arena *arena,
    struct client_request *request)
{
	static const char *const topics[] = {"/v1.0/im/bot/messages/get", "/v1.0/card/instances/callback"};
	struct buf body = {0};
	struct json_writer json = json_writer(&body);

	(void)outgoing;
	json_open(&json, NULL, '{');
	json_put_text(&json, "clientId", channel->app_id);
	json_put_text(&json, "clientSecret", channel->app_secret);
	json_open(&json, "subscriptions", '[');
	for (size_t i = 0; i < sizeof topics / sizeof *topics; i++) {
		json_open(&json, NULL, '{');
		json_put_text(&json, "type", "CALLBACK");
		json_put_text(&json, "topic", topics[i]);
		json_close(&json);
	}
	json_close(&json);
	json_close(&json);
	platform_request(request, arena,
	    arena_printf(arena, "%s/v1.0/gateway/connections/open", channel->base ? channel->base : API_BASE),
	    NULL, &body);
	platform_add_header(request, arena, "Accept", "application/json"); /* else the answer is XML */
	return true;
}

static bool
dingtalk_download(const struct channel *channel, const struct outgoing *outgoing, struct arena *arena,
    struct client_request *request)
{
	struct buf body = {0};
	struct json_writer json = json_writer(&body);

	json_open(&json, NULL, '{');
	json_put_text(&json, "downloadCode", outgoing->text);
	json_put_text(&json, "robotCode", channel->own_id);
	json_close(&json);
	api_request(channel, arena, "/v1.0/robot/messageFiles/download", &body, request);
	return true;
}

enum answer_class
dingtalk_classify(int status, const char *body, size_t n, int64_t *wait_s)
{
	static const struct {
		int64_t code;
		enum answer_class class;
		int64_t wait_s;
	} codes[] = {
	    {0, ANSWER_ok, 0},
	    {130101, ANSWER_slow_down, 60},
	    {410100, ANSWER_slow_down, 60},
	    {302033, ANSWER_slow_down, 60},
	    {90018, ANSWER_slow_down, 1},
	    {40014, ANSWER_token_expired, 0},
	    {42001, ANSWER_token_expired, 0},
	    {33001, ANSWER_token_expired, 0},
	    {-1, ANSWER_retry, 0},
	};
	cJSON *root = n ? json_parse(body, n) : NULL;
	const cJSON *code = cJSON_GetObjectItemCaseSensitive(root, "errcode");
	const char *name = json_text(root, "code");
	enum answer_class class = ANSWER_permanent;

	*wait_s = 0;
	if (status == 0 || status >= 500) {
		class = ANSWER_retry;
	} else if (status == 429) {
		class = ANSWER_slow_down;
		*wait_s = 1;
	} else if (status == 401 || (name && strcmp(name, "InvalidAuthentication") == 0)) {
		class = ANSWER_token_expired;
	} else if (name && strstr(name, "QpsLimit")) {
		class = ANSWER_slow_down;
		*wait_s = 1;
	} else if (root == NULL || json_whole(root, "status") == 1111) {
		/* An HTML page or a status object: this address is shut out for five minutes. */
		class = ANSWER_retry;
		*wait_s = 300;
	} else if (cJSON_IsNumber(code)) {
		for (size_t i = 0; i < sizeof codes / sizeof *codes; i++)
			if ((double)codes[i].code == code->valuedouble) {
				class = codes[i].class;
				*wait_s = codes[i].wait_s;
			}
	} else if (status == 200) {
		class = ANSWER_ok;
	}
	cJSON_Delete(root);
	return class;
}

/* Only DingTalk's own address is written to: the callback's signature does not cover it. */
static bool
session_good(const struct channel *channel, const char *url)
{
	const char *base = channel->base ? channel->base : "https://oapi.dingtalk.com";

	return url && text_starts(url, base) && url[strlen(base)] == '/';
}

/* With a robot code by the API; a robot that is only called back answers by the address that
 * came with the message, while that is good; else to the one group of a custom robot. */
static bool
encode(const struct channel *channel, const struct post *post, int64_t now_s, struct arena *arena,
    struct client_request *request)
{
	struct outgoing outgoing = platform_outgoing(post, now_s, arena);

	if (channel->own_id && channel->access_token)
		return (post->private ? dingtalk_person_send : dingtalk_group_send)(
		    channel, &outgoing, arena, request);
	bool session = channel->access_token == NULL && session_good(channel, outgoing.reply_url);

	if (!session && (channel->access_token == NULL || post->private))
		return false;
	for (size_t i = 0; i < outgoing.mention_count; i++) /* shown only when the id stands in the text */
		outgoing.text = arena_printf(arena, "%s @%s", outgoing.text, outgoing.mention_ids[i]);
	return (session ? dingtalk_session_send : dingtalk_robot_send)(channel, &outgoing, arena, request);
}

/* A custom robot: 20 a minute, above it is blocked for ten minutes, so one less. The API of
 * an app: 20 a second, nobody can be mentioned by it, and in groups it hears who mentions it.
 * Lengths are not told: 20,000 bytes a robot is what others keep to. No buttons: those of its
 * action cards only open addresses, interactive cards need a template of the user's. */
static struct channel_traits
traits(const struct channel *channel)
{
	return channel->own_id ? (struct channel_traits){.burst = 10,
	                             .per_minute = 600,
	                             .bytes = 6000,
	                             .mention_only = true,
	                             .no_buttons = true,
	                             .no_mentions = true,
	                             .name = channel->own_name}
	                       : (struct channel_traits){.burst = 4,
	                             .per_minute = 15,
	                             .bytes = 18000,
	                             .no_buttons = true,
	                             .no_private = true,
	                             .mention_only = channel->access_token == NULL,
	                             .deaf = channel->access_token != NULL,
	                             .name = channel->own_name};
}

static enum decoded
receive(const struct channel *channel, const struct http_request *request, int64_t now_ms,
    struct arena *arena, struct message *message, const char **reply)
{
	struct arrived arrived;

	return platform_decoded(dingtalk_receive(channel, request, now_ms, arena, &arrived), &arrived, channel,
	    arena, message, reply);
}

/* What `check --online` makes of its codes. */
static const struct complaint_row complaints[] = {
    {300001, NULL, COMPLAINT_credentials},
    {0, "hitelist", COMPLAINT_ip},
    {0, "hiteList", COMPLAINT_ip},
    {0, "sign not match", COMPLAINT_signature},
    {0, "timestamp", COMPLAINT_signature},
    {0, "keyword", COMPLAINT_keyword},
    {0, "authFailed", COMPLAINT_credentials},
    {0, "invalidClient", COMPLAINT_credentials},
    {0, "InvalidAuthentication", COMPLAINT_credentials},
    {0, NULL, COMPLAINT_other},
};

static const struct surface surfaces[] = {
    {.name = "dingtalk.callback", .receive = dingtalk_receive},
    {.name = "dingtalk.card_callback", .receive = dingtalk_card_receive},
    {.name = "dingtalk.card_reply", .body = card_reply},
    {.name = "dingtalk.robot.send", .send = dingtalk_robot_send},
    {.name = "dingtalk.session", .send = dingtalk_session_send},
    {.name = "dingtalk.api.group_send", .send = dingtalk_group_send},
    {.name = "dingtalk.api.oto_send", .send = dingtalk_person_send},
    {.name = "dingtalk.api.token", .send = dingtalk_token},
    {.name = "dingtalk.stream.open", .send = dingtalk_stream_open},
    {.name = "dingtalk.api.download", .send = dingtalk_download},
    {.name = "dingtalk.result", .classify = dingtalk_classify},
    {0},
};

const struct platform platform_dingtalk = {
    .name = "dingtalk",
    .surfaces = surfaces,
    .lacks = platform_lacks_proof,
    .complaints = complaints,
    .link = &link_dingtalk,
    .receive = receive,
    .reply = platform_acknowledge, /* words in the response itself are legacy */
    .replies_by_post = platform_by_post,
    .token = dingtalk_token,
    .traits = traits,
    .encode = encode,
    .classify = dingtalk_classify,
};
