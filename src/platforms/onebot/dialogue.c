/* A bridge that dials us; see the header. */
#include "platforms/onebot/onebot.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/digest.h"
#include "base/text.h"
#include "formats/http.h"
#include "formats/json.h"
#include "formats/json_write.h"
#include "platforms/link.h"

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
	json_put_text(&json, "echo", link_number(link, arena));
	json_close(&json);
	return link_frame(&out, arena);
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

static int
onebot_accept(const struct channel *channel, const struct http_request *request, struct arena *arena,
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

static bool
onebot_ready(const struct channel *channel)
{
	return channel->access_token != NULL;
}

const struct link_kind link_onebot = {.needs = "access_token_file",
    .ready = onebot_ready,
    .peer_dials = true,
    .accept = onebot_accept,
    .words_inside = true,
    .read = onebot_read,
    .answer = onebot_answer,
    .push = onebot_call};
