/* Reaches every decoder of a chat platform: the first byte chooses which, the rest is what
 * came. Events are read twice, behind the proof (as over a connection that proved itself)
 * and before it; whatever is understood must be whole and no text without its end. */
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "base/digest.h"
#include "base/require.h"
#include "formats/json.h"
#include "formats/xml.h"
#include "io/websocket.h"
#include "platforms/dingtalk/dingtalk.h"
#include "platforms/envelope.h"
#include "platforms/feishu/feishu.h"
#include "platforms/feishu/frame.h"
#include "platforms/link.h"
#include "platforms/onebot/onebot.h"
#include "platforms/wecom/wecom.h"
#include "surface.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

#define NOW_MS 1780000000000

static const struct channel channel = {
    .name = "fuzz",
    .own_id = "1",
    .own_name = "连心",
    .app_id = "app",
    .app_secret = "secret",
    .token = "token",
    .max_skew_s = 300,
    .cipher_key = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQ",
};

/* What a decoder gave can be read to its end and made a message of. */
static void
look(bool understood, const struct arrived *arrived, struct arena *arena)
{
	const char *const texts[] = {arrived->error, arrived->plaintext, arrived->reply, arrived->chat_id,
	    arrived->sender_id, arrived->sender_name, arrived->text, arrived->quote_text, arrived->reply_to,
	    arrived->dedupe_key};
	struct message message = {0};
	size_t length = 0;

	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		length += texts[i] ? strlen(texts[i]) : 0;
	require(length < SIZE_MAX && (understood || arrived->event == ARRIVED_REFUSED));
	require(arrived->mentions.n <= ARRIVED_LIST_MAX && arrived->images.n <= ARRIVED_LIST_MAX &&
	    arrived->files.n <= ARRIVED_LIST_MAX);
	if (understood && arrived_message(arrived, &channel, arena, &message))
		require(message.sender_id && message.chat_id && message.text && message.event_id);
}

static void
read_link(const struct link_kind *kind, const char *text, size_t n, struct arena *arena)
{
	struct link link = {.channel = &channel};
	struct link_in in;

	if (kind->read(&link, text, n, NOW_MS, arena, &in) && kind->answer)
		kind->answer(&link, &in, "好", arena);
	link_end(kind, &link);
}

/* A callback as HTTP brings it: the part before the first line feed is the query. */
static void
read_callback(const char *surface, const char *text, size_t n, struct arena *arena)
{
	const char *end = memchr(text, '\n', n);
	struct http_header headers[] = {{"timestamp", "1780000000000"}, {"sign", "x"}};
	struct arrived arrived = {0};

	if (end == NULL)
		return;
	const char *query = arena_text(arena, text, (size_t)(end - text)), *body = end + 1;
	struct http_request request = {.method = n & 1 ? "GET" : "POST",
	    .path = "/",
	    .query = query,
	    .headers = headers,
	    .header_count = 2,
	    .body = body,
	    .body_n = n - (size_t)(body - text)};
	look(platform_surface(surface)->receive(&channel, &request, NOW_MS, arena, &arrived), &arrived, arena);
}

/* A request with this body, query and one or three headers, as a platform's row takes it. */
static void
receive_proven(const struct platform *platform, const struct channel *to, const char *query,
    const struct http_header *headers, size_t header_count, const char *body, size_t n, struct arena *arena)
{
	struct http_request request = {.method = "POST",
	    .path = "/",
	    .query = query,
	    .headers = headers,
	    .header_count = header_count,
	    .body = body,
	    .body_n = n};
	struct message message = {0};
	const char *reply = NULL;

	if (platform->receive(to, &request, NOW_MS, arena, &message, &reply) == DECODED_MESSAGE)
		require(message.sender_id && message.text && message.event_id);
}

/* Behind its proof: the text sealed and signed as WeCom does, to a bot and to an app. */
static void
wecom_proven(const char *text, struct arena *arena)
{
	struct channel to = channel;
	struct wecom_sealed sealed;

	for (int app = 0; app < 2; app++) {
		to.receive_id = app ? "ww1" : NULL;
		to.max_skew_s = 0;
		if (!wecom_seal(&to, text, (const uint8_t *)"0123456789abcdef", NOW_MS / 1000, "n", arena, &sealed))
			continue;
		const char *body = arena_printf(
		    arena, app ? "<xml><Encrypt>%s</Encrypt></xml>" : "{\"encrypt\":\"%s\"}", sealed.encrypt);
		receive_proven(&platform_wecom, &to,
		    arena_printf(arena, "msg_signature=%s&timestamp=%lld&nonce=n", sealed.signature,
		        (long long)(NOW_MS / 1000)),
		    NULL, 0, body, strlen(body), arena);
	}
}

/* The same of the platforms that sign the body. */
static void
signed_proven(const char *text, size_t n, struct arena *arena)
{
	uint8_t mac[DIGEST_BYTES], short_mac[DIGEST_SHA1_BYTES];
	struct channel ours = {.name = "w", .secret_n = {32, 0}, .max_skew_s = 300};
	char hex[2 * DIGEST_SHA1_BYTES + 1];
	struct buf base64 = {0};

	digest_hmac_sha1(channel.app_secret, strlen(channel.app_secret), text, n, short_mac);
	digest_hex(short_mac, sizeof short_mac, hex);
	receive_proven(&platform_onebot, &channel, "",
	    &(struct http_header){"x-signature", arena_printf(arena, "sha1=%s", hex)}, 1, text, n, arena);
	struct http_header ding[] = {
	    {"timestamp", "1780000000000"}, {"sign", dingtalk_sign(arena, channel.app_secret, NOW_MS)}};
	receive_proven(&platform_dingtalk, &channel, "", ding, 2, text, n, arena);
	digest_hmac(ours.secrets[0], 32,
	    (struct digest_part[]){{"id", 2}, {".", 1}, {"1780000000", 10}, {".", 1}, {text, n}}, 5, mac);
	base64_add(&base64, mac, sizeof mac);
	struct http_header hook[] = {{"webhook-id", "id"}, {"webhook-timestamp", "1780000000"},
	    {"webhook-signature", arena_printf(arena, "v1,%s", base64.p)}};
	receive_proven(&platform_webhook, &ours, "", hook, 3, text, n, arena);
	buf_free(&base64);
}

static void
card_press(const char *text, size_t n, struct arena *arena)
{
	struct arrived arrived = {0};

	look(dingtalk_card_receive(
	         &channel, &(struct http_request){.body = text, .body_n = n}, NOW_MS, arena, &arrived),
	    &arrived, arena);
}

/* What `check --online` reads of an answer. */
static void
read_answer(const char *text, size_t n, struct arena *arena)
{
	static const struct platform *const asked[] = {
	    &platform_onebot, &platform_dingtalk, &platform_feishu, &platform_wecom, &platform_webhook};

	for (size_t i = 0; i < sizeof asked / sizeof *asked; i++) {
		platform_complaint(asked[i], 200, text, n);
		if (asked[i]->account)
			asked[i]->account(text, n, arena);
	}
}

static void
read_frames(const uint8_t *data, size_t n, struct arena *arena)
{
	struct feishu_parts parts = {0};

	/* Frames behind each other, each with its length before it. */
	for (size_t at = 0; at + 1 < n;) {
		size_t length = data[at] < n - at - 1 ? data[at] : n - at - 1;
		struct feishu_frame frame;
		const char *whole;

		if (feishu_frame_read(data + at + 1, length, arena, &frame)) {
			struct buf again = {0};

			feishu_frame_write(&frame, &again);
			struct feishu_frame second;
			require(feishu_frame_read((const uint8_t *)again.p, again.n, arena, &second) &&
			    second.seq_id == frame.seq_id && second.payload_n == frame.payload_n);
			buf_free(&again);
			feishu_join(&parts, &frame, NOW_MS, arena, &whole);
		}
		at += 1 + length;
	}
	feishu_parts_free(&parts);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct arena arena = {0};
	struct arrived arrived = {0};

	if (n < 1 || n > 60000)
		return 0;
	char *text = arena_text(&arena, (const char *)data + 1, n - 1);
	size_t length = n - 1;
	switch (data[0] % 20) {
	case 0: look(onebot_event(&channel, text, length, &arena, &arrived), &arrived, &arena); break;
	case 1: look(dingtalk_event(&channel, text, length, &arena, &arrived), &arrived, &arena); break;
	case 2: look(feishu_event(&channel, text, length, &arena, &arrived), &arrived, &arena); break;
	case 3: look(wecom_event(&channel, text, length, &arena, &arrived), &arrived, &arena); break;
	case 4: read_callback("wecom.app.callback", text, length, &arena); break;
	case 5: read_callback("feishu.callback", text, length, &arena); break;
	case 6: read_link(&link_wecom, text, length, &arena); break;
	case 7: read_link(&link_dingtalk, text, length, &arena); break;
	case 8: read_link(&link_onebot, text, length, &arena); break;
	case 9:
		read_frames(data + 1, length, &arena);
		read_link(&link_feishu, text, length, &arena);
		break;
	case 10: {
		const struct xml *root = xml_parse(text, length, &arena);
		const char *found = root ? xml_text(root, "Encrypt") : NULL;
		require(found == NULL || strlen(found) <= length);
		break;
	}
	case 11: {
		struct onebot_segments segments = {0};
		struct buf written = {0};
		onebot_cq_read(text, &arena, &segments);
		require(segments.n <= length + 1);
		onebot_cq_write(segments.items, segments.n, &written);
		buf_free(&written);
		break;
	}
	case 12:
		cJSON_Delete(json_parse_ids(text, length));
		require(websocket_answered(text, length, "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=") <= (long)length);
		break;
	case 13: {
		struct feishu_endpoint endpoint;
		feishu_read_endpoint(text, length, &arena, &endpoint);
		break;
	}
	case 14: {
		uint8_t key[32] = {1}, *plain;
		size_t plain_n;
		envelope_open(key, NULL, 16, text, &arena, &plain, &plain_n);
		break;
	}
	case 16: wecom_proven(text, &arena); break;
	case 17: signed_proven(text, length, &arena); break;
	case 18: card_press(text, length, &arena); break;
	case 19: read_answer(text, length, &arena); break;
	default: {
		int64_t wait = 0;
		onebot_classify(200, text, length, &wait);
		dingtalk_classify(200, text, length, &wait);
		platform_feishu.classify(200, text, length, &wait);
		wecom_classify(200, text, length, &wait);
		const char *token;
		platform_read_token(text, length, &arena, &token, &wait);
	}
	}
	arena_clear(&arena);
	return 0;
}
