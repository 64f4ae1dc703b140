/* The connection of an AI bot of WeCom; see the header. */
#include "platforms/wecom/wecom.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "formats/json.h"
#include "formats/json_write.h"
#include "platforms/link.h"

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
	return link_frame(&out, arena);
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
	return wecom_frame("aibot_subscribe", link_number(link, arena), &body, arena);
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
		json_put_text(&json, "id", link_number(link, arena));
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
	return wecom_frame("aibot_send_msg", link_number(link, arena), &body, arena);
}

static struct frame
wecom_ping(struct link *link, struct arena *arena)
{
	return wecom_frame("ping", link_number(link, arena), NULL, arena);
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
