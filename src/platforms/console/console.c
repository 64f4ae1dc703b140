/* Platform console: what the terminal, the conversation player and the group page
 * speak. It makes no requests of its own: its requests come in through the control socket or the page's
 * own API, and its posts are shown to whoever watches. */
#include "platforms/platform.h"

/* Nothing from /hook/ is ever the console. */
static enum decoded
receive(const struct channel *channel, const struct http_request *request, int64_t now_ms,
    struct arena *arena, struct message *message, const char **reply)
{
	(void)channel;
	(void)request;
	(void)now_ms;
	(void)arena;
	(void)message;
	(void)reply;
	return DECODED_REFUSED;
}

const struct platform platform_console = {
    .name = "console",
    .local = true,
    .receive = receive,
    .reply = replies_json,
};
