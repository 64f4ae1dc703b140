/* Platform webhook: Standard Webhooks 1.0.0 in both directions (standardwebhooks.com,
 * read 2026-11): headers webhook-id, webhook-timestamp, webhook-signature; signed bytes
 * are id "." timestamp "." raw body; v1 is HMAC-SHA-256, v1a Ed25519; ±300 s. */
#include <stdlib.h>
#include <string.h>

#include "base/civil.h"
#include "base/digest.h"
#include "base/text.h"
#include "formats/http.h"
#include "formats/json.h"
#include "formats/json_write.h"
#include "platforms/platform.h"

#define REFERENCE_BYTES 300 /* a longer one is left out */
#define SIGNATURES_MAX 16   /* a rotation shows two or three */
#define ID_BYTES_MAX 256

struct proof {
	const char *id, *timestamp, *signature;
	int64_t at_s;
};

/* Digits only, in the range of a clock. */
static bool
seconds(const char *text, int64_t *out)
{
	size_t n = strlen(text);

	if (n == 0 || n > 12 || strspn(text, "0123456789") != n)
		return false;
	*out = strtoll(text, NULL, 10);
	return true;
}

static bool
proof_of(const struct http_request *request, struct proof *proof)
{
	bool twice[3];

	proof->id = http_header(request, "webhook-id", &twice[0]);
	proof->timestamp = http_header(request, "webhook-timestamp", &twice[1]);
	proof->signature = http_header(request, "webhook-signature", &twice[2]);
	if (!proof->id || !proof->timestamp || !proof->signature || twice[0] || twice[1] || twice[2])
		return false;
	size_t n = strlen(proof->id);
	return n > 0 && n <= ID_BYTES_MAX && strchr(proof->id, '.') == NULL && text_valid(proof->id, n) &&
	    seconds(proof->timestamp, &proof->at_s);
}

/* NULL, or what is wrong with the proof. */
static const char *
verify(const struct channel *channel, const struct http_request *request, int64_t now_ms)
{
	struct proof proof;
	uint8_t macs[2][DIGEST_BYTES], given[96];
	bool good = false;
	int count = 0;

	if (!proof_of(request, &proof))
		return "missing_param";
	if (channel->max_skew_s <= 0 || !platform_fresh(channel, proof.at_s, now_ms))
		return "stale_timestamp";
	struct digest_part parts[] = {{proof.id, strlen(proof.id)}, {".", 1},
	    {proof.timestamp, strlen(proof.timestamp)}, {".", 1}, {request->body, request->body_n}};
	for (int k = 0; k < 2; k++)
		if (channel->secret_n[k])
			digest_hmac(channel->secrets[k], channel->secret_n[k], parts, 5, macs[k]);
	for (const char *p = proof.signature; *p && count < SIGNATURES_MAX; count++) {
		size_t n = strcspn(p, " ");
		const char *comma = memchr(p, ',', n);
		size_t version = comma ? (size_t)(comma - p) : n, rest = comma ? n - version - 1 : 0;
		long bytes = rest <= 120 && rest > 0 ? base64_read(comma + 1, rest, given) : -1;

		if (version == 2 && memcmp(p, "v1", 2) == 0 && bytes == DIGEST_BYTES) {
			for (int k = 0; k < 2; k++)
				good |= channel->secret_n[k] && digest_equal(given, macs[k], DIGEST_BYTES);
		} else if (version == 3 && memcmp(p, "v1a", 3) == 0 && bytes == 64 && channel->has_public_key) {
			struct buf signed_bytes = {0};

			for (int k = 0; k < 5; k++)
				buf_add(&signed_bytes, parts[k].p, parts[k].n);
			good |= digest_ed25519_verify(
			    channel->public_key, (const uint8_t *)signed_bytes.p, signed_bytes.n, given);
			buf_free(&signed_bytes);
		}
		p += n + (p[n] == ' ');
	}
	return good ? NULL : "bad_signature";
}

/* "2026-01-01T00:00:00.000Z" → ms; 0 if it is none. */
static int64_t
iso_time(const char *text)
{
	char date[11] = {0};
	int32_t day;

	if (text == NULL || strlen(text) < 19 || text[10] != 'T')
		return 0;
	memcpy(date, text, 10);
	if (!civil_parse(date, &day))
		return 0;
	for (int i = 11; i < 19; i++)
		if ((i % 3 == 1) != (text[i] == ':') || (text[i] != ':' && (text[i] < '0' || text[i] > '9')))
			return 0;
	int64_t part[3];
	for (int i = 0; i < 3; i++)
		part[i] = (text[11 + 3 * i] - '0') * 10 + (text[12 + 3 * i] - '0');
	int64_t ms = 0;
	if (text[19] == '.')
		for (int i = 20, scale = 100; text[i] >= '0' && text[i] <= '9' && scale; i++, scale /= 10)
			ms += (text[i] - '0') * scale;
	return (int64_t)day * MS_DAY + part[0] * MS_HOUR + part[1] * MS_MINUTE + part[2] * 1000 + ms;
}

static const char *
kept(struct arena *arena, const cJSON *object, const char *name)
{
	const char *text = json_text(object, name);

	return text ? arena_text(arena, text, strlen(text)) : NULL;
}

/* Pictures by their references: a text, or an object's id or url. Separated by ;. */
static const char *
references(struct arena *arena, const cJSON *media)
{
	const cJSON *item;
	const char *out = NULL;

	cJSON_ArrayForEach(item, media)
	{
		const char *id = cJSON_IsString(item) ? item->valuestring
		    : json_text(item, "id")           ? json_text(item, "id")
		                                      : json_text(item, "url");

		if (id && *id && strlen(id) <= REFERENCE_BYTES && strchr(id, ';') == NULL)
			out = arena_printf(arena, "%s%s%s", out ? out : "", out ? ";" : "", id);
	}
	return out ? out : cJSON_IsArray(media) && media->child ? "?" : NULL;
}

static enum decoded
decode(const struct channel *channel, const struct http_request *request, struct arena *arena,
    struct message *message)
{
	bool twice;
	enum decoded result = DECODED_BAD;
	cJSON *root = json_parse(request->body, request->body_n);
	const cJSON *data = cJSON_GetObjectItemCaseSensitive(root, "data");
	const char *type = json_text(root, "type");

	if (type && strcmp(type, "message.created") != 0) {
		result = DECODED_IGNORE;
	} else if (type && cJSON_IsObject(data)) {
		const char *chat_type = json_text(data, "chat_type"), *kind = json_text(data, "kind");
		const cJSON *media = cJSON_GetObjectItemCaseSensitive(data, "media"),
		            *bot = cJSON_GetObjectItemCaseSensitive(data, "from_bot");
		const char *id = http_header(request, "webhook-id", &twice);

		*message = (struct message){
		    .channel = channel->name,
		    .event_id = arena_text(arena, id, strlen(id)),
		    .private_chat = chat_type && strcmp(chat_type, "private") == 0,
		    .chat_id = kept(arena, data, "group_id"),
		    .chat_name = kept(arena, data, "group_name"),
		    .sender_id = kept(arena, data, "sender_id"),
		    .sender_name = kept(arena, data, "sender_name"),
		    .text = kept(arena, data, "text"),
		    .message_id = kept(arena, data, "message_id"),
		    .quoted = kept(arena, data, "reply_to"),
		    .said_at = iso_time(json_text(root, "timestamp")),
		    .button = kind && strcmp(kind, "button") == 0,
		    .media = references(arena, media),
		    .from_bot = cJSON_IsTrue(bot),
		};
		bool chat_known = chat_type == NULL || strcmp(chat_type, "group") == 0 || message->private_chat;
		if (message->text && !text_empty(message->sender_id) && chat_known &&
		    (message->private_chat || !text_empty(message->chat_id)))
			result = DECODED_MESSAGE;
		if (message->chat_id == NULL)
			message->chat_id = "";
	}
	cJSON_Delete(root);
	return result;
}

static enum decoded
receive(const struct channel *channel, const struct http_request *request, int64_t now_ms,
    struct arena *arena, struct message *message, const char **reply)
{
	*reply = verify(channel, request, now_ms);
	return *reply ? DECODED_REFUSED : decode(channel, request, arena, message);
}

static bool
encode(const struct channel *channel, const struct post *post, int64_t now_s, struct arena *arena,
    struct client_request *request)
{
	struct speech speech = post_speech(post, arena);
	struct buf body = {0}, signature = {0};
	uint8_t mac[DIGEST_BYTES];
	struct civil civil = civil_of((int32_t)(now_s / 86400));

	if (channel->post_url == NULL || channel->secret_n[0] == 0)
		return false;
	struct json_writer json = json_writer(&body);
	json_open(&json, NULL, '{');
	json_put_text(&json, "type", "post.created");
	json_put_format(&json, "timestamp", "%04d-%02d-%02dT%02d:%02d:%02d.000Z", civil.year, civil.month,
	    civil.day, (int)(now_s % 86400 / 3600), (int)(now_s % 3600 / 60), (int)(now_s % 60));
	json_put_name(&json, "data");
	speech_json(&speech, &body);
	json_close(&json);
	/* The id is the post's: a second try carries the same one, so the receiver can drop it. */
	const char *id = arena_printf(arena, "post_%lld_%lld", (long long)post->created_at, (long long)post->id);
	const char *timestamp = arena_printf(arena, "%lld", (long long)now_s);
	digest_hmac(channel->secrets[0], channel->secret_n[0],
	    (struct digest_part[]){
	        {id, strlen(id)}, {".", 1}, {timestamp, strlen(timestamp)}, {".", 1}, {body.p, body.n}},
	    5, mac);
	buf_adds(&signature, "v1,");
	base64_add(&signature, mac, sizeof mac);
	struct http_header *headers = arena_alloc(arena, 4 * sizeof *headers);
	headers[0] = (struct http_header){"Content-Type", "application/json"};
	headers[1] = (struct http_header){"webhook-id", id};
	headers[2] = (struct http_header){"webhook-timestamp", timestamp};
	headers[3] = (struct http_header){"webhook-signature", arena_text(arena, signature.p, signature.n)};
	*request = (struct client_request){
	    NULL, channel->post_url, headers, 4, arena_text(arena, body.p, body.n), body.n};
	buf_free(&body);
	buf_free(&signature);
	return true;
}

/* 3xx is a failure, 410 means stop for good. */
static enum answer_class
classify(int status, const char *body, size_t n, int64_t *wait_s)
{
	(void)body;
	(void)n;
	(void)wait_s;
	return status >= 200 && status < 300                ? ANSWER_ok
	    : status == 429                                 ? ANSWER_slow_down
	    : status == 0 || status == 408 || status >= 500 ? ANSWER_retry
	                                                    : ANSWER_permanent;
}

/* A receiver of ours asks to wait when it must (429): a thousand a second, no more. */
static struct channel_traits
traits(const struct channel *channel)
{
	(void)channel;
	return (struct channel_traits){.burst = 100, .per_minute = 60000};
}

static const char *
lacks(const struct channel *channel)
{
	return channel->secret_n[0] || channel->has_public_key
	    ? NULL
	    : "needs a \"secret_file\" or a \"public_key\": unsigned messages are never taken";
}

const struct platform platform_webhook = {
    .name = "webhook",
    .lacks = lacks,
    .traits = traits,
    .stamped = true,
    .receive = receive,
    .reply = replies_json,
    .encode = encode,
    .classify = classify,
};
