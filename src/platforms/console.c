/* Platform console: what the terminal, the conversation player and the group page
 * speak. It has no wire: its requests come in through the control socket or the page's
 * own API, and its posts are shown to whoever watches. */
#include "platforms/platform.h"

static bool
verify(const struct channel *channel, const struct http_request *request, int64_t now_s)
{
	(void)channel;
	(void)request;
	(void)now_s;
	return false; /* nothing from /hook/ is ever the console */
}

static enum decoded
decode(const struct channel *channel, const struct http_request *request, struct arena *arena, struct message *message)
{
	(void)channel;
	(void)request;
	(void)arena;
	(void)message;
	return DECODED_BAD;
}

const struct platform platform_console = {
	.name = "console",
	.verify = verify,
	.decode = decode,
	.reply = replies_json,
};
