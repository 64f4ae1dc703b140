/* Dialogues on standing connections: WeCom's AI bot, DingTalk's stream, Feishu's long
 * connection, OneBot's reverse WebSocket; see the header. */
#include "platforms/link.h"

#include <stdlib.h>
#include <string.h>

#include "base/digest.h"
#include "base/text.h"
#include "formats/http.h"
#include "formats/json.h"
#include "formats/json_write.h"
#include "platforms/dingtalk.h"
#include "platforms/onebot.h"
#include "platforms/wecom.h"

static const char *
request_id(struct link *link, struct arena *arena)
{
	return arena_printf(arena, "lx-%lld", (long long)++link->next);
}

int64_t
link_request(const char *request_id)
{
	return request_id && text_starts(request_id, "lx-") ? strtoll(request_id + 3, NULL, 10) : 0;
}

static struct frame
framed(struct buf *out, struct arena *arena)
{
	size_t n = out->n;

	return (struct frame){buf_keep(out, arena), n};
}

/* {"cmd":…,"headers":{"req_id":…},"body":…} */
static struct frame
wecom_frame(const char *cmd, const char *id, struct buf *body, struct arena *arena)
{
	struct buf out = {0};
	struct json_writer json = json_writer(&out);

	json_open(&json, NULL, '{');
	json_put_text(&json, "cmd", cmd);
	json_open(&json, "headers", '{');
	json_put_text(&json, "req_id", id);
	json_close(&json);
	if (body) {
		json_put_raw(&json, "body", buf_text(body));
		buf_free(body);
	}
	json_close(&json);
	return framed(&out, arena);
}

static struct frame
wecom_open(struct link *link, struct arena *arena)
{
	struct buf body = {0};
	struct json_writer json = json_writer(&body);

	json_open(&json, NULL, '{');
	json_put_text(&json, "bot_id", link->channel->own_id);
	json_put_text(&json, "secret", link->channel->app_secret);
	json_close(&json);
	return wecom_frame("aibot_subscribe", request_id(link, arena), &body, arena);
}

static bool
wecom_read(
    struct link *link, const char *text, size_t n, int64_t now_ms, struct arena *arena, struct link_in *in)
{
	cJSON *root = json_parse_ids(text, n);
	const char *cmd = json_text(root, "cmd");
	bool known = false;

	(void)now_ms;
	*in = (struct link_in){.arrived.event = ARRIVED_IGNORED,
	    .request_id = json_id(cJSON_GetObjectItemCaseSensitive(root, "headers"), "req_id", arena)};
	if (root && cmd == NULL && cJSON_GetObjectItemCaseSensitive(root, "errcode")) {
		in->answers = known = true;
		in->class = wecom_classify(200, text, n, &in->wait_s);
	} else if (cmd && (strcmp(cmd, "aibot_msg_callback") == 0 || strcmp(cmd, "aibot_event_callback") == 0)) {
		const char *body = json_printed(cJSON_GetObjectItemCaseSensitive(root, "body"), arena);

		known = body && wecom_event(link->channel, body, strlen(body), arena, &in->arrived);
	}
	cJSON_Delete(root);
	return known;
}

#define WECOM_TITLE_BYTES 78 /* 26 characters */

/* The card whose button was pressed, with words in place of its buttons. */
static void
wecom_changed_card(const struct link_in *in, const char *words, struct json_writer *json)
{
	json_put_text(json, "response_type", "update_template_card");
	if (!in->arrived.private_chat) { /* the card of the one who pressed, not the others' */
		json_open(json, "userids", '[');
		json_put_text(json, NULL, in->arrived.sender_id);
		json_close(json);
	}
	json_open(json, "template_card", '{');
	json_put_text(json, "card_type", "text_notice");
	json_open(json, "main_title", '{');
	json_put_text(json, "title", strlen(words) <= WECOM_TITLE_BYTES ? words : "连心");
	json_close(json);
	if (strlen(words) > WECOM_TITLE_BYTES)
		json_put_text(json, "sub_title_text", words);
	json_open(json, "card_action", '{');
	json_put_int(json, "type", 0);
	json_close(json);
	json_put_text(json, "task_id", in->arrived.action.card_id ? in->arrived.action.card_id : "");
	json_close(json);
}

/* A plain answer is one stream, finished at once; a button changes its card; who comes in
 * for the first time is greeted in words. */
static struct frame
wecom_answer(struct link *link, const struct link_in *in, const char *words, struct arena *arena)
{
	struct buf body = {0};
	struct json_writer json = json_writer(&body);
	const char *cmd = "aibot_respond_msg";

	json_open(&json, NULL, '{');
	if (in->arrived.event == ARRIVED_CARD_ACTION) {
		cmd = "aibot_respond_update_msg";
		wecom_changed_card(in, words, &json);
	} else if (in->arrived.event == ARRIVED_ENTER_CHAT) {
		cmd = "aibot_respond_welcome_msg";
		json_put_text(&json, "msgtype", "text");
		json_open(&json, "text", '{');
		json_put_text(&json, "content", words);
		json_close(&json);
	} else if (in->arrived.event == ARRIVED_MESSAGE) {
		json_put_text(&json, "msgtype", "stream");
		json_open(&json, "stream", '{');
		json_put_text(&json, "id", request_id(link, arena));
		json_put_bool(&json, "finish", true);
		json_put_text(&json, "content", words);
		json_close(&json);
	} else {
		buf_free(&body);
		return (struct frame){0};
	}
	json_close(&json);
	return wecom_frame(cmd, in->request_id, &body, arena);
}

/* A card with buttons; their keys are what they say, its id that of the post. */
static void
wecom_card(const struct outgoing *outgoing, struct json_writer *json)
{
	json_put_text(json, "msgtype", "template_card");
	json_open(json, "template_card", '{');
	json_put_text(json, "card_type", "button_interaction");
	json_open(json, "main_title", '{');
	json_put_text(json, "title", "连心");
	json_close(json);
	json_put_text(json, "sub_title_text", outgoing->text);
	json_open(json, "button_list", '[');
	for (size_t i = 0; i < outgoing->button_count; i++) {
		json_open(json, NULL, '{');
		json_put_text(json, "text", outgoing->buttons[i].text);
		json_put_int(json, "style", i ? 2 : 1);
		json_put_text(json, "key", outgoing->buttons[i].value);
		json_close(json);
	}
	json_close(json);
	json_put_text(json, "task_id", outgoing->key);
	json_close(json);
}

static struct frame
wecom_push(struct link *link, const struct outgoing *outgoing, struct arena *arena)
{
	struct buf body = {0};
	struct json_writer json = json_writer(&body);

	json_open(&json, NULL, '{');
	json_put_text(&json, "chatid", outgoing->chat_id);
	json_put_int(&json, "chat_type", outgoing->private_chat ? 1 : 2);
	if (outgoing->button_count) {
		wecom_card(outgoing, &json);
	} else {
		json_put_text(&json, "msgtype", "markdown");
		json_open(&json, "markdown", '{');
		json_put_text(&json, "content", outgoing->markdown ? outgoing->markdown : outgoing->text);
		json_close(&json);
	}
	json_close(&json);
	return wecom_frame("aibot_send_msg", request_id(link, arena), &body, arena);
}

static struct frame
wecom_ping(struct link *link, struct arena *arena)
{
	return wecom_frame("ping", request_id(link, arena), NULL, arena);
}

static const char *
wecom_address(struct link *link, const char *body, size_t n, struct arena *arena)
{
	(void)body;
	(void)n;
	(void)arena;
	return strcmp(link->channel->link, "on") == 0 ? "wss://openws.work.weixin.qq.com" : link->channel->link;
}

static bool
wecom_ready(const struct channel *channel)
{
	return channel->own_id && channel->app_secret;
}

/* An app's id and secret get the ticket. */
static bool
app_ready(const struct channel *channel)
{
	return channel->app_id && channel->app_secret;
}

static bool
onebot_ready(const struct channel *channel)
{
	return channel->access_token != NULL;
}

const struct link_kind link_wecom = {
    .needs = "own_id and app_secret_file",
    .ready = wecom_ready,
    .words_inside = true,
    .ping_s = 30,
    .address = wecom_address,
    .open = wecom_open,
    .read = wecom_read,
    .answer = wecom_answer,
    .push = wecom_push,
    .ping = wecom_ping,
};

void
wecom_upload_open(const char *type, const char *filename, const void *p, size_t n, struct buf *body)
{
	uint8_t md5[16];
	char hex[33];

	digest_md5(p, n, md5);
	digest_hex(md5, sizeof md5, hex);
	struct json_writer json = json_writer(body);
	json_open(&json, NULL, '{');
	json_put_text(&json, "type", type);
	json_put_text(&json, "filename", filename);
	json_put_int(&json, "total_size", (int64_t)n);
	json_put_int(&json, "total_chunks", (int64_t)((n + WECOM_CHUNK - 1) / WECOM_CHUNK));
	json_put_text(&json, "md5", hex);
	json_close(&json);
}

size_t
wecom_upload_chunk(size_t n, size_t index)
{
	size_t from = index * WECOM_CHUNK;

	return from >= n ? 0 : n - from < WECOM_CHUNK ? n - from : WECOM_CHUNK;
}

/* Every frame is answered with its id; pings return their data untouched. */
static struct frame
dingtalk_ack(int code, const char *id, const char *data, struct arena *arena)
{
	struct buf out = {0};
	struct json_writer json = json_writer(&out);

	json_open(&json, NULL, '{');
	json_put_int(&json, "code", code);
	json_put_text(&json, "message", code == 200 ? "OK" : "not subscribed");
	json_open(&json, "headers", '{');
	json_put_text(&json, "messageId", id);
	json_put_text(&json, "contentType", "application/json");
	json_close(&json);
	json_put_text(&json, "data", data);
	json_close(&json);
	return framed(&out, arena);
}

static bool
dingtalk_read(
    struct link *link, const char *text, size_t n, int64_t now_ms, struct arena *arena, struct link_in *in)
{
	cJSON *root = json_parse_ids(text, n);
	const cJSON *headers = cJSON_GetObjectItemCaseSensitive(root, "headers");
	const char *type = json_text(root, "type"), *topic = json_text(headers, "topic"),
	           *data = json_text(root, "data"), *id = json_id(headers, "messageId", arena);
	bool known = type != NULL && topic != NULL && data != NULL;

	*in = (struct link_in){.arrived.event = ARRIVED_IGNORED, .request_id = id};
	if (!known) {
		cJSON_Delete(root);
		return false;
	}
	if (strcmp(type, "SYSTEM") == 0) {
		if (strcmp(topic, "disconnect") == 0)
			in->reopen = true;
		else
			in->frame = dingtalk_ack(200, id, data, arena);
	} else if (strcmp(type, "EVENT") == 0) {
		in->frame = dingtalk_ack(200, id, "{\"status\":\"SUCCESS\",\"message\":\"success\"}", arena);
	} else if (strcmp(topic, "/v1.0/im/bot/messages/get") == 0) {
		dingtalk_event(link->channel, data, strlen(data), arena, &in->arrived);
		in->frame = dingtalk_ack(200, id, "{\"response\":null}", arena);
	} else if (strcmp(topic, "/v1.0/card/instances/callback") == 0) {
		dingtalk_card_receive(link->channel, &(struct http_request){.body = data, .body_n = strlen(data)},
		    now_ms, arena, &in->arrived);
		in->frame = dingtalk_ack(200, id, "{}", arena);
	} else {
		in->frame = dingtalk_ack(404, id, "{}", arena);
	}
	cJSON_Delete(root);
	return true;
}

/* The ticket is good for one dialling within 90 seconds. */
static const char *
dingtalk_address(struct link *link, const char *body, size_t n, struct arena *arena)
{
	cJSON *root = n ? json_parse(body, n) : NULL;
	const char *endpoint = json_text(root, "endpoint"), *ticket = json_text(root, "ticket");
	struct buf out = {0};

	(void)link;
	if (endpoint && ticket) {
		buf_addf(&out, "%s?ticket=", endpoint);
		http_escape(&out, ticket);
	}
	cJSON_Delete(root);
	return out.n ? buf_keep(&out, arena) : NULL;
}

const struct link_kind link_dingtalk = {.needs = "app_id and app_secret_file",
    .ready = app_ready,
    .ticket = dingtalk_stream_open,
    .ticket_class = dingtalk_classify,
    .address = dingtalk_address,
    .read = dingtalk_read};

static const char *
feishu_address(struct link *link, const char *body, size_t n, struct arena *arena)
{
	struct feishu_endpoint endpoint;

	if (!feishu_read_endpoint(body, n, arena, &endpoint))
		return NULL;
	link->service = endpoint.service_id;
	link->intervals = endpoint.intervals;
	return endpoint.url;
}

static struct frame
feishu_framed(const struct feishu_frame *frame, struct arena *arena)
{
	struct buf out = {0};

	feishu_frame_write(frame, &out);
	return framed(&out, arena);
}

/* The frame as it came, with {"code":200} for its payload; a message in parts is answered
 * with its last one. */
static bool
feishu_read(
    struct link *link, const char *p, size_t n, int64_t now_ms, struct arena *arena, struct link_in *in)
{
	struct feishu_frame frame;
	const char *type, *whole;
	struct buf answer = {0};

	*in = (struct link_in){.arrived.event = ARRIVED_IGNORED};
	if (!feishu_frame_read((const uint8_t *)p, n, arena, &frame) ||
	    (type = feishu_frame_header(&frame, "type")) == NULL)
		return false;
	if (frame.method == 0) {
		if (strcmp(type, "pong") == 0 && frame.payload_n)
			feishu_read_intervals(frame.payload, frame.payload_n, &link->intervals);
		return true;
	}
	if (frame.method != 1)
		return false;
	switch (feishu_join(&link->parts, &frame, now_ms, arena, &whole)) {
	case FEISHU_BAD: return false;
	case FEISHU_MORE: return true;
	case FEISHU_WHOLE: break;
	}
	feishu_event(link->channel, whole, strlen(whole), arena, &in->arrived);
	feishu_answer_payload(NULL, &answer);
	frame.has_payload = true;
	frame.payload_n = answer.n;
	frame.payload = buf_keep(&answer, arena);
	in->frame = feishu_framed(&frame, arena);
	return true;
}

/* The acknowledgement with a toast inside. */
static struct frame
feishu_toast(struct link *link, const struct link_in *in, const char *toast, struct arena *arena)
{
	struct feishu_frame frame;
	struct buf payload = {0};

	(void)link;
	if (in->arrived.event != ARRIVED_CARD_ACTION || in->frame.p == NULL ||
	    !feishu_frame_read((const uint8_t *)in->frame.p, in->frame.n, arena, &frame))
		return (struct frame){0};
	feishu_answer_payload(toast, &payload);
	frame.payload_n = payload.n;
	frame.payload = buf_keep(&payload, arena);
	return feishu_framed(&frame, arena);
}

static struct frame
feishu_ping(struct link *link, struct arena *arena)
{
	return feishu_framed(
	    &(struct feishu_frame){.service = link->service, .headers = {{"type", "ping"}}, .header_count = 1},
	    arena);
}

const struct link_kind link_feishu = {
    .needs = "app_id and app_secret_file",
    .ready = app_ready,
    .binary = true,
    .ping_s = 120,
    .ticket = feishu_connection_open,
    .ticket_class = feishu_classify_open,
    .address = feishu_address,
    .read = feishu_read,
    .answer = feishu_toast,
    .ping = feishu_ping,
};

static struct frame
onebot_call(struct link *link, const struct outgoing *outgoing, struct arena *arena)
{
	struct client_request request;
	struct channel channel = *link->channel;
	struct buf out = {0};

	channel.base = "";
	onebot_send(&channel, outgoing, arena, &request);
	struct json_writer json = json_writer(&out);
	json_open(&json, NULL, '{');
	json_put_text(&json, "action", request.url + 1);
	json_put_raw(&json, "params", request.body);
	json_put_text(&json, "echo", request_id(link, arena));
	json_close(&json);
	return framed(&out, arena);
}

static bool
onebot_read(
    struct link *link, const char *text, size_t n, int64_t now_ms, struct arena *arena, struct link_in *in)
{
	cJSON *root = json_parse_ids(text, n);
	const char *echo = json_id(root, "echo", arena);
	bool known = false;

	(void)now_ms;
	*in = (struct link_in){.arrived.event = ARRIVED_IGNORED, .request_id = echo};
	if (root && json_text(root, "post_type")) {
		known = onebot_event(link->channel, text, n, arena, &in->arrived);
	} else if (root && link_request(echo) && json_text(root, "status")) {
		in->answers = known = true;
		in->class = onebot_classify(200, text, n, &in->wait_s);
	}
	cJSON_Delete(root);
	return known;
}

static struct frame
onebot_answer(struct link *link, const struct link_in *in, const char *words, struct arena *arena)
{
	struct outgoing outgoing = {
	    .chat_id = in->arrived.private_chat ? in->arrived.sender_id : in->arrived.chat_id,
	    .private_chat = in->arrived.private_chat,
	    .text = words};

	/* An event may lack its ids: then there is nobody to be answered. */
	return in->arrived.event == ARRIVED_MESSAGE && !text_empty(outgoing.chat_id)
	    ? onebot_call(link, &outgoing, arena)
	    : (struct frame){0};
}

const struct link_kind link_onebot = {.needs = "access_token_file",
    .ready = onebot_ready,
    .peer_dials = true,
    .words_inside = true,
    .read = onebot_read,
    .answer = onebot_answer,
    .push = onebot_call};

int
onebot_upgrade(const struct channel *channel, const struct http_request *request, struct arena *arena,
    const char **accept, const char **error)
{
	bool twice, again;
	const char *key = http_header(request, "sec-websocket-key", &twice),
	           *given = http_header(request, "authorization", &again),
	           *upgrade = http_header(request, "upgrade", &twice),
	           *version = http_header(request, "sec-websocket-version", &twice);
	const char *want = arena_printf(arena, "Bearer %s", channel->access_token ? channel->access_token : "");
	uint8_t raw[32];
	struct buf out = {0};

	*accept = *error = NULL;
	if (text_empty(channel->access_token) || again || !digest_same_text(given, want)) {
		*error = "bad_token";
		return 401;
	}
	if (key == NULL || strlen(key) != 24 || base64_read(key, 24, raw) != 16 || upgrade == NULL ||
	    strcasecmp(upgrade, "websocket") != 0 || version == NULL || strcmp(version, "13") != 0) {
		*error = "missing_param";
		return 400;
	}
	digest_websocket_accept(key, &out);
	*accept = buf_keep(&out, arena);
	return 101;
}
