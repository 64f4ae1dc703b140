/* DingTalk's stream; see the header. */
#include "platforms/dingtalk/dingtalk.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "formats/http.h"
#include "formats/json.h"
#include "formats/json_write.h"
#include "platforms/link.h"

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
	return link_frame(&out, arena);
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
    .ready = link_app_ready,
    .ticket = dingtalk_stream_open,
    .ticket_class = dingtalk_classify,
    .address = dingtalk_address,
    .read = dingtalk_read};
