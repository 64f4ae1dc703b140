/* WeCom 企业微信; see the header. */
#include "platforms/wecom/wecom.h"

#include <stdlib.h>
#include <string.h>

#include "base/digest.h"
#include "base/text.h"
#include "formats/http.h"
#include "formats/json.h"
#include "formats/json_write.h"
#include "formats/xml.h"
#include "platforms/envelope.h"
#include "platforms/link.h"

#define BASE "https://qyapi.weixin.qq.com"
#define BLOCK 32
#define APP_TEXT_BYTES 2048 /* the platform cuts what is longer without a word */
#define RESPONSE_MS 3600000 /* an address that came with a message is good for an hour */

/* The 43 letters of an EncodingAESKey are 32 bytes and two bits nobody reads. */
static bool
key_of(const char *text, uint8_t key[32])
{
	static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
	uint8_t bytes[48];
	char padded[48];
	const char *last;

	if (text == NULL || strlen(text) != 43 || (last = strchr(letters, text[42])) == NULL)
		return false;
	memcpy(padded, text, 43);
	padded[42] = letters[(last - letters) & ~3];
	memcpy(padded + 43, "=", 2);
	if (base64_read(padded, 44, bytes) != 32)
		return false;
	memcpy(key, bytes, 32);
	return true;
}

static int
by_bytes(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* SHA-1 over token, timestamp, nonce and the sealed text, sorted; small hex. */
static const char *
signature_of(const struct channel *channel, const char *timestamp, const char *nonce, const char *sealed,
    struct arena *arena)
{
	const char *texts[] = {channel->token ? channel->token : "", timestamp, nonce, sealed};
	struct digest_part parts[4];
	uint8_t digest[DIGEST_SHA1_BYTES];
	char *hex = arena_alloc(arena, 2 * sizeof digest + 1);

	qsort(texts, 4, sizeof *texts, by_bytes);
	for (int i = 0; i < 4; i++)
		parts[i] = (struct digest_part){texts[i], strlen(texts[i])};
	digest_sha1(parts, 4, digest);
	digest_hex(digest, sizeof digest, hex);
	return hex;
}

/* Frame: 16 random bytes, the length, the text, whom it is for. */
static const char *
open_sealed(const struct channel *channel, const char *sealed, struct arena *arena, const char **plain)
{
	uint8_t key[32], *bytes;
	size_t n;

	if (!key_of(channel->cipher_key, key))
		return "decrypt_failed";
	const char *wrong = envelope_open(key, key, BLOCK, sealed, arena, &bytes, &n);
	if (wrong)
		return wrong;
	if (n < 20)
		return "bad_length";
	size_t length = (size_t)bytes[16] << 24 | (size_t)bytes[17] << 16 | (size_t)bytes[18] << 8 | bytes[19];
	if (length > n - 20)
		return "bad_length";
	const char *receive = channel->receive_id ? channel->receive_id : "";
	size_t rest = n - 20 - length;
	if (rest != strlen(receive) || memcmp(bytes + 20 + length, receive, rest) != 0)
		return "wrong_receive_id";
	*plain = arena_text(arena, (const char *)bytes + 20, length);
	return strlen(*plain) == length ? NULL : "bad_utf8";
}

static void
read_card(const cJSON *card, struct arena *arena, struct arrived *arrived)
{
	const cJSON *item, *option;

	arrived->event = ARRIVED_CARD_ACTION;
	arrived->action.id = json_id(card, "event_key", arena);
	arrived->action.card_id = json_id(card, "task_id", arena);
	arrived->action.tag = json_id(card, "card_type", arena);
	cJSON_ArrayForEach(item, json_at(card, "selected_items.selected_item"))
	{
		cJSON_ArrayForEach(option, json_at(item, "option_ids.option_id"))
		{
			if (cJSON_IsString(option) && json_text(item, "question_key")) {
				arrived_add(&arrived->action.selected_keys, json_id(item, "question_key", arena));
				arrived_add(&arrived->action.selected_options,
				    arena_text(arena, option->valuestring, strlen(option->valuestring)));
			}
		}
	}
}

static void
read_mixed(const cJSON *items, struct buf *text, struct arena *arena, struct arrived *arrived)
{
	const cJSON *item;

	cJSON_ArrayForEach(item, items)
	{
		const char *words = json_text(cJSON_GetObjectItemCaseSensitive(item, "text"), "content");

		if (words)
			buf_addf(text, "%s%s", text->n ? "\n" : "", words);
		arrived_add(&arrived->images, json_id(cJSON_GetObjectItemCaseSensitive(item, "image"), "url", arena));
	}
}

bool
wecom_event(
    const struct channel *channel, const char *body, size_t n, struct arena *arena, struct arrived *arrived)
{
	struct buf text = {0};

	*arrived = (struct arrived){.event = ARRIVED_MESSAGE, .plaintext = arena_text(arena, body, n)};
	body = text_past_bom(body, &n);
	cJSON *root = json_parse_ids(body, n);
	if (!cJSON_IsObject(root)) {
		cJSON_Delete(root);
		return arrived_refuse(arrived, "bad_json");
	}
	const char *type = json_id(root, "msgtype", arena), *chat_type = json_text(root, "chattype");
	const cJSON *quote = cJSON_GetObjectItemCaseSensitive(root, "quote");
	arrived->msg_type = type ? type : "";
	arrived->chat_id = json_id(root, "chatid", arena);
	arrived->chat_id = arrived->chat_id ? arrived->chat_id : "";
	arrived->private_chat = !(chat_type && strcmp(chat_type, "group") == 0);
	arrived->sender_id = json_id(cJSON_GetObjectItemCaseSensitive(root, "from"), "userid", arena);
	arrived->dedupe_key = json_id(root, "msgid", arena);
	arrived->reply_url = json_id(root, "response_url", arena);
	arrived->said_at = arrived_ms(json_whole(root, "create_time"));
	arrived->quote_text = json_id(cJSON_GetObjectItemCaseSensitive(quote, "text"), "content", arena);
	if (strcmp(arrived->msg_type, "text") == 0 || strcmp(arrived->msg_type, "voice") == 0) {
		const char *words = json_text(cJSON_GetObjectItemCaseSensitive(root, arrived->msg_type), "content");

		buf_adds(&text, words ? words : "");
		arrived->unread = *arrived->msg_type == 'v' ? UNREAD_voice : UNREAD_none;
	} else if (strcmp(arrived->msg_type, "mixed") == 0) {
		read_mixed(json_at(root, "mixed.msg_item"), &text, arena, arrived);
	} else if (strcmp(arrived->msg_type, "image") == 0) {
		arrived_add(&arrived->images, json_id(cJSON_GetObjectItemCaseSensitive(root, "image"), "url", arena));
	} else if (strcmp(arrived->msg_type, "file") == 0 || strcmp(arrived->msg_type, "video") == 0) {
		arrived_add(&arrived->files,
		    json_id(cJSON_GetObjectItemCaseSensitive(root, arrived->msg_type), "url", arena));
		arrived->unread = *arrived->msg_type == 'f' ? UNREAD_file : UNREAD_video;
	} else if (strcmp(arrived->msg_type, "stream") == 0) {
		arrived->event = ARRIVED_STREAM_REFRESH;
		arrived->stream_id = json_id(cJSON_GetObjectItemCaseSensitive(root, "stream"), "id", arena);
	} else if (strcmp(arrived->msg_type, "event") == 0) {
		const cJSON *event = cJSON_GetObjectItemCaseSensitive(root, "event");
		const char *kind = json_text(event, "eventtype");

		arrived->event = ARRIVED_UNKNOWN;
		if (kind && strcmp(kind, "template_card_event") == 0) {
			read_card(cJSON_GetObjectItemCaseSensitive(event, "template_card_event"), arena, arrived);
		} else if (kind && strcmp(kind, "enter_chat") == 0) {
			arrived->event = ARRIVED_ENTER_CHAT;
		} else if (kind && strcmp(kind, "disconnected_event") == 0) {
			arrived->event = ARRIVED_KICKED;
		} else if (kind && strcmp(kind, "feedback_event") == 0) {
			const char *words = json_text(
			    cJSON_GetObjectItemCaseSensitive(event, "feedback_event"), "content");

			arrived->event = ARRIVED_FEEDBACK;
			buf_adds(&text, words ? words : "");
		}
	} else {
		arrived->event = ARRIVED_UNKNOWN;
		arrived->unread = UNREAD_other;
	}
	arrived->text = platform_trim(
	    arena, arrived_unmention(buf_text(&text), channel->own_name, arena, &arrived->at_bot));
	/* In a group a bot hears only what mentions it. */
	arrived->at_bot |= !arrived->private_chat &&
	    (arrived->event == ARRIVED_MESSAGE || arrived->unread != UNREAD_none);
	buf_free(&text);
	cJSON_Delete(root);
	return true;
}

/* A member of the company and its app: always one to one. */
static bool
app_event(const char *body, size_t n, struct arena *arena, struct arrived *arrived)
{
	const struct xml *root = xml_parse(body, n, arena), *item, *option;
	const char *type = xml_text(root, "MsgType"), *created = xml_text(root, "CreateTime"),
	           *event = xml_text(root, "Event");

	*arrived = (struct arrived){
	    .event = ARRIVED_MESSAGE, .private_chat = true, .plaintext = arena_text(arena, body, n)};
	if (root == NULL)
		return arrived_refuse(arrived, "bad_xml");
	arrived->msg_type = type ? type : "";
	arrived->sender_id = xml_text(root, "FromUserName");
	arrived->dedupe_key = xml_text(root, "MsgId");
	arrived->said_at = arrived_ms(created ? strtoll(created, NULL, 10) : 0);
	arrived->text = "";
	if (strcmp(arrived->msg_type, "text") == 0) {
		arrived->text = platform_trim(arena, xml_text(root, "Content") ? xml_text(root, "Content") : "");
	} else if (strcmp(arrived->msg_type, "image") == 0) {
		arrived_add(&arrived->images, xml_text(root, "MediaId"));
	} else if (strcmp(arrived->msg_type, "location") == 0) {
		arrived->text = xml_text(root, "Label") ? xml_text(root, "Label") : "";
		arrived->words = ""; /* a place by itself says nothing of what is wrong there */
		arrived->place = arrived_place(xml_text(root, "Label"), NULL, arena);
		arrived->unread = UNREAD_place;
	} else if (strcmp(arrived->msg_type, "voice") == 0 || strcmp(arrived->msg_type, "video") == 0 ||
	    strcmp(arrived->msg_type, "file") == 0) {
		arrived_add(&arrived->files, xml_text(root, "MediaId"));
		arrived->unread = strcmp(arrived->msg_type, "voice") == 0 ? UNREAD_voice
		    : *arrived->msg_type == 'f'                           ? UNREAD_file
		                                                          : UNREAD_video;
	} else if (strcmp(arrived->msg_type, "link") == 0) {
		arrived->unread = UNREAD_link;
	} else if (strcmp(arrived->msg_type, "event") == 0) {
		arrived->event = ARRIVED_UNKNOWN;
		/* Events have no id: sender, time, event and key together are one (trust.md). */
		arrived->dedupe_key = arena_printf(arena, "%s:%s:%s:%s", arrived->sender_id ? arrived->sender_id : "",
		    created ? created : "", event ? event : "",
		    xml_text(root, "EventKey") ? xml_text(root, "EventKey") : "");
		if (event && strcmp(event, "template_card_event") == 0) {
			arrived->event = ARRIVED_CARD_ACTION;
			arrived->action.id = xml_text(root, "EventKey");
			arrived->action.card_id = xml_text(root, "TaskId");
			arrived->action.tag = xml_text(root, "CardType");
			arrived->action.response_code = xml_text(root, "ResponseCode");
			const struct xml *selected = xml_child(root, "SelectedItems");
			for (item = selected ? selected->child : NULL; item; item = item->next) {
				const struct xml *options = xml_child(item, "OptionIds");

				for (option = options ? options->child : NULL; option; option = option->next) {
					arrived_add(&arrived->action.selected_keys, xml_text(item, "QuestionKey"));
					arrived_add(&arrived->action.selected_options, option->text);
				}
			}
		} else if (event && strcmp(event, "subscribe") == 0) {
			arrived->event = ARRIVED_MEMBER_JOIN;
		} else if (event && strcmp(event, "enter_agent") == 0) {
			arrived->event = ARRIVED_ENTER_CHAT;
		}
	} else {
		arrived->event = ARRIVED_UNKNOWN;
		arrived->unread = UNREAD_other;
	}
	return true;
}

static bool
wecom_receive(const struct channel *channel, const struct http_request *request, int64_t now_ms,
    struct arena *arena, struct arrived *arrived)
{
	const char *signature = http_query(request->query, "msg_signature", arena),
	           *timestamp = http_query(request->query, "timestamp", arena),
	           *nonce = http_query(request->query, "nonce", arena), *plain;
	bool check = request->method && strcmp(request->method, "GET") == 0, xml = false;
	const char *sealed = NULL;

	*arrived = (struct arrived){0};
	if (text_empty(signature) || text_empty(timestamp) || text_empty(nonce) || text_empty(channel->token))
		return arrived_refuse(arrived, "missing_param");
	/* Only the envelope that holds the proof is read before it is checked. */
	if (check) {
		sealed = http_query(request->query, "echostr", arena);
	} else {
		size_t n = request->body_n;
		const char *body = text_past_bom(request->body, &n);
		size_t blank = 0;

		while (blank < n && strchr(" \t\r\n", body[blank]))
			blank++;
		xml = blank < n && body[blank] == '<';
		if (xml) {
			struct xml *root = xml_parse(body, n, arena);

			if (root == NULL)
				return arrived_refuse(arrived, "bad_xml");
			sealed = xml_text(root, "Encrypt");
		} else {
			cJSON *root = json_parse(body, n);

			if (root == NULL)
				return arrived_refuse(arrived, "bad_json");
			sealed = cJSON_IsString(cJSON_GetObjectItemCaseSensitive(root, "encrypt"))
			    ? json_id(root, "encrypt", arena)
			    : NULL;
			cJSON_Delete(root);
		}
	}
	if (text_empty(sealed))
		return arrived_refuse(arrived, "missing_param");
	const char *want = signature_of(channel, timestamp, nonce, sealed, arena);
	if (!digest_same_text(signature, want))
		return arrived_refuse(arrived, "bad_signature");
	if (!platform_fresh(channel, strtoll(timestamp, NULL, 10), now_ms))
		return arrived_refuse(arrived, "stale_timestamp");
	const char *wrong = open_sealed(channel, sealed, arena, &plain);
	if (wrong)
		return arrived_refuse(arrived, wrong);
	if (check) {
		arrived->event = ARRIVED_VERIFY;
		arrived->plaintext = arrived->reply = plain;
		return true;
	}
	bool good = xml ? app_event(plain, strlen(plain), arena, arrived)
	                : wecom_event(channel, plain, strlen(plain), arena, arrived);
	if (arrived->reply_url)
		arrived->reply_url_expires_ms = now_ms + RESPONSE_MS;
	return good;
}

bool
wecom_seal(const struct channel *channel, const char *plain, const uint8_t random16[16], int64_t timestamp_s,
    const char *nonce, struct arena *arena, struct wecom_sealed *sealed)
{
	const char *receive = channel->receive_id ? channel->receive_id : "";
	size_t n = strlen(plain), whole = 20 + n + strlen(receive);
	uint8_t key[32], *frame = arena_alloc(arena, whole);

	if (!key_of(channel->cipher_key, key))
		return false;
	memcpy(frame, random16, 16);
	for (int i = 0; i < 4; i++)
		frame[16 + i] = (uint8_t)(n >> (24 - 8 * i));
	memcpy(frame + 20, plain, n);
	memcpy(frame + 20 + n, receive, strlen(receive));
	sealed->encrypt = envelope_seal(key, key, BLOCK, frame, whole, arena);
	sealed->signature = signature_of(
	    channel, arena_printf(arena, "%lld", (long long)timestamp_s), nonce, sealed->encrypt, arena);
	return true;
}

void
wecom_bot_answer(const struct wecom_sealed *sealed, int64_t timestamp_s, const char *nonce, struct buf *body)
{
	struct json_writer json = json_writer(body);

	json_open(&json, NULL, '{');
	json_put_text(&json, "encrypt", sealed->encrypt);
	json_put_text(&json, "msgsignature", sealed->signature);
	json_put_int(&json, "timestamp", timestamp_s);
	json_put_text(&json, "nonce", nonce);
	json_close(&json);
}

void
wecom_app_answer(const struct wecom_sealed *sealed, int64_t timestamp_s, const char *nonce, struct buf *body)
{
	buf_addf(body,
	    "<xml><Encrypt><![CDATA[%s]]></Encrypt><MsgSignature><![CDATA[%s]]></MsgSignature><TimeStamp>%lld</TimeStamp><Nonce><![CDATA[%s]]></Nonce></xml>",
	    sealed->encrypt, sealed->signature, (long long)timestamp_s, nonce);
}

static void
add_mentions(const struct outgoing *outgoing, struct json_writer *json)
{
	if (outgoing->mention_count == 0 && !outgoing->mention_all)
		return;
	json_open(json, "mentioned_list", '[');
	for (size_t i = 0; i < outgoing->mention_count; i++)
		json_put_text(json, NULL, outgoing->mention_ids[i]);
	if (outgoing->mention_all)
		json_put_text(json, NULL, "@all");
	json_close(json);
}

/* "msgtype":"text","text":{…} */
static void
content(const struct outgoing *outgoing, struct json_writer *json, bool mentions)
{
	bool markdown = outgoing->kind == OUT_markdown;

	json_put_text(json, "msgtype", markdown ? "markdown" : "text");
	json_open(json, markdown ? "markdown" : "text", '{');
	json_put_text(json, "content", markdown ? outgoing->markdown : outgoing->text);
	if (mentions && !markdown)
		add_mentions(outgoing, json);
	json_close(json);
}

static const char *
base_of(const struct channel *channel)
{
	return channel->base ? channel->base : BASE;
}

static const char *
with_token(const struct channel *channel, const char *path, const char *name, struct arena *arena)
{
	struct buf url = {0};

	buf_addf(&url, "%s%s?%s=", base_of(channel), path, name);
	http_escape(&url, channel->access_token ? channel->access_token : "");
	return buf_keep(&url, arena);
}

static bool
wecom_webhook_send(const struct channel *channel, const struct outgoing *outgoing, struct arena *arena,
    struct client_request *request)
{
	struct buf body = {0};
	struct json_writer json = json_writer(&body);

	json_open(&json, NULL, '{');
	if (outgoing->kind == OUT_image) { /* the picture itself: base64 and the MD5 of its bytes */
		uint8_t md5[16], *raw = arena_alloc(arena, strlen(outgoing->text) + 1);
		long n = base64_read(outgoing->text, strlen(outgoing->text), raw);
		char hex[33];

		if (n < 0) {
			buf_free(&body);
			return false;
		}
		digest_md5(raw, (size_t)n, md5);
		digest_hex(md5, sizeof md5, hex);
		json_put_text(&json, "msgtype", "image");
		json_open(&json, "image", '{');
		json_put_text(&json, "base64", outgoing->text);
		json_put_text(&json, "md5", hex);
		json_close(&json);
	} else {
		content(outgoing, &json, true);
	}
	json_close(&json);
	platform_request(request, arena, with_token(channel, "/cgi-bin/webhook/send", "key", arena), NULL, &body);
	return true;
}

static bool
wecom_response_send(const struct channel *channel, const struct outgoing *outgoing, struct arena *arena,
    struct client_request *request)
{
	struct buf body = {0};
	struct json_writer json = json_writer(&body);

	(void)channel;
	if (text_empty(outgoing->reply_url))
		return false;
	json_open(&json, NULL, '{');
	content(outgoing, &json, false);
	json_close(&json);
	platform_request(request, arena, outgoing->reply_url, NULL, &body);
	return true;
}

static bool
wecom_appchat_send(const struct channel *channel, const struct outgoing *outgoing, struct arena *arena,
    struct client_request *request)
{
	struct buf body = {0};
	struct json_writer json = json_writer(&body);

	json_open(&json, NULL, '{');
	json_put_text(&json, "chatid", outgoing->chat_id);
	content(outgoing, &json, true);
	json_put_int(&json, "safe", 0);
	json_close(&json);
	platform_request(
	    request, arena, with_token(channel, "/cgi-bin/appchat/send", "access_token", arena), NULL, &body);
	return true;
}

static bool
wecom_message_send(const struct channel *channel, const struct outgoing *outgoing, struct arena *arena,
    struct client_request *request)
{
	struct buf body = {0};
	struct json_writer json = json_writer(&body);

	json_open(&json, NULL, '{');
	json_put_text(&json, "touser", outgoing->chat_id);
	json_put_int(&json, "agentid", strtoll(channel->own_id ? channel->own_id : "0", NULL, 10));
	content(outgoing, &json, false);
	json_close(&json);
	platform_request(
	    request, arena, with_token(channel, "/cgi-bin/message/send", "access_token", arena), NULL, &body);
	return true;
}

static bool
wecom_token(const struct channel *channel, const struct outgoing *outgoing, struct arena *arena,
    struct client_request *request)
{
	struct buf url = {0}, none = {0};

	(void)outgoing;
	buf_addf(&url, "%s/cgi-bin/gettoken?corpid=", base_of(channel));
	http_escape(&url, channel->app_id ? channel->app_id : "");
	buf_adds(&url, "&corpsecret=");
	http_escape(&url, channel->app_secret ? channel->app_secret : "");
	platform_request(request, arena, buf_keep(&url, arena), NULL, &none);
	request->method = "GET";
	request->body = NULL;
	return true;
}

enum answer_class
wecom_classify(int status, const char *body, size_t n, int64_t *wait_s)
{
	static const struct {
		int64_t code;
		enum answer_class class;
	} codes[] = {
	    {0, ANSWER_ok},
	    {-1, ANSWER_retry},
	    {45009, ANSWER_slow_down},
	    {45033, ANSWER_slow_down},
	    {40014, ANSWER_token_expired},
	    {42001, ANSWER_token_expired},
	    {41001, ANSWER_token_expired},
	};
	cJSON *root = n ? json_parse(body, n) : NULL;
	const cJSON *code = cJSON_GetObjectItemCaseSensitive(root, "errcode");
	enum answer_class class = status == 429            ? ANSWER_slow_down
	    : status == 0 || status >= 500 || root == NULL ? ANSWER_retry
	                                                   : ANSWER_permanent;

	*wait_s = class == ANSWER_slow_down ? 60 : 0;
	for (size_t i = 0; cJSON_IsNumber(code) && i < sizeof codes / sizeof *codes; i++)
		if ((double)codes[i].code == code->valuedouble) {
			class = codes[i].class;
			*wait_s = class == ANSWER_slow_down ? 60 : 0;
		}
	cJSON_Delete(root);
	return class;
}

/* A bot's plain answer is one stream that is finished at once. */
static void
add_stream(const uint8_t random16[16], const char *words, struct buf *out)
{
	char id[33];

	digest_hex(random16, 16, id);
	struct json_writer json = json_writer(out);
	json_open(&json, NULL, '{');
	json_put_text(&json, "msgtype", "stream");
	json_open(&json, "stream", '{');
	json_put_text(&json, "id", id);
	json_put_bool(&json, "finish", true);
	json_put_text(&json, "content", words);
	json_close(&json);
	json_close(&json);
}

/* A text inside a CDATA section, which ends nowhere else. */
static void
add_cdata(const char *text, struct buf *out)
{
	buf_adds(out, "<![CDATA[");
	for (; *text; text++) {
		buf_addc(out, *text);
		if (text_starts(text, "]]>"))
			buf_adds(out, "]]><![CDATA[");
	}
	buf_adds(out, "]]>");
}

/* An app's answer to one member. */
static void
add_app_text(
    const struct answering *to, const char *member, const char *words, struct arena *arena, struct buf *out)
{
	size_t fits = strlen(words) <= APP_TEXT_BYTES ? strlen(words) : text_part(words, APP_TEXT_BYTES - 3);

	buf_adds(out, "<xml><ToUserName>");
	add_cdata(member, out);
	buf_adds(out, "</ToUserName><FromUserName>");
	add_cdata(to->channel->receive_id, out);
	buf_addf(out, "</FromUserName><CreateTime>%lld</CreateTime><MsgType>text</MsgType><Content>",
	    (long long)(to->now_ms / 1000));
	add_cdata(arena_printf(arena, "%.*s%s", (int)fits, words, words[fits] ? "…" : ""), out);
	buf_adds(out, "</Content></xml>");
}

/* What is said in the response itself, sealed for the request. */
static void
answer(const struct answering *to, const struct speech *replies, size_t count, struct arena *arena,
    struct buf *body)
{
	const char *nonce = http_query(to->request->query, "nonce", arena);
	bool app = !text_empty(to->channel->receive_id);
	struct buf words = {0}, plain = {0};
	struct wecom_sealed sealed;
	uint8_t random16[16];

	for (size_t i = 0; i < count; i++)
		buf_addf(&words, "%s%s", i ? "\n" : "", replies[i].text);
	if (count && nonce && !(app && text_empty(replies[0].to))) {
		digest_random(random16, sizeof random16);
		if (app)
			add_app_text(to, replies[0].to, buf_text(&words), arena, &plain);
		else
			add_stream(random16, buf_text(&words), &plain);
		if (wecom_seal(to->channel, buf_text(&plain), random16, to->now_ms / 1000, nonce, arena, &sealed))
			(app ? wecom_app_answer : wecom_bot_answer)(&sealed, to->now_ms / 1000, nonce, body);
	}
	buf_free(&words);
	buf_free(&plain);
}

/* Only WeCom's own address is written to. */
static bool
response_good(const struct channel *channel, const char *url)
{
	const char *base = base_of(channel);

	return url && text_starts(url, base) && url[strlen(base)] == '/';
}

/* Out: the group robot of a key; an app's messages need a token that is fetched; what a bot says behind its
 * answer goes to the address that came with the message, which takes it once. */
static bool
encode(const struct channel *channel, const struct post *post, int64_t now_s, struct arena *arena,
    struct client_request *request)
{
	struct outgoing outgoing = platform_outgoing(post, now_s, arena);

	if (channel->access_token == NULL)
		return response_good(channel, outgoing.reply_url) &&
		    wecom_response_send(channel, &outgoing, arena, request);
	if (channel->app_id)
		return (post->private ? wecom_message_send : wecom_appchat_send)(channel, &outgoing, arena, request);
	return !post->private && wecom_webhook_send(channel, &outgoing, arena, request);
}

/* A bot is answered in the response; so is an app's member where the app has no secret to send by, and else gets
 * a message. */
static bool
replies_by_post(const struct channel *channel)
{
	return !text_empty(channel->receive_id) && channel->app_id &&
	    (channel->app_secret || channel->access_token);
}

/* A group robot: 20 a minute. An app: 30 a minute to one member, silently dropped above. Texts of 2048
 * bytes, cut silently above. A bot's connection: 30 a minute to one conversation and 20,480 bytes, nobody can be
 * mentioned; a card takes 112 characters. In groups a bot hears who mentions it. */
static struct channel_traits
traits(const struct channel *channel)
{
	if (channel->app_id)
		return (struct channel_traits){.burst = 5, .per_minute = 24, .bytes = 2048, .no_buttons = true};
	if (channel->link)
		return (struct channel_traits){.burst = 20,
		    .per_minute = 600,
		    .chat_burst = 4,
		    .chat_per_minute = 24,
		    .bytes = 20000,
		    .button_bytes = 336,
		    .posts_only = true,
		    .mention_only = true,
		    .no_mentions = true,
		    .name = channel->own_name};
	return (struct channel_traits){.burst = 4,
	    .per_minute = 16,
	    .bytes = 2048,
	    .no_buttons = true,
	    .mention_only = channel->token != NULL,
	    .deaf = channel->token == NULL,
	    .no_private = true,
	    .name = channel->own_name};
}

static enum decoded
receive(const struct channel *channel, const struct http_request *request, int64_t now_ms,
    struct arena *arena, struct message *message, const char **reply)
{
	struct arrived arrived;

	return platform_decoded(
	    wecom_receive(channel, request, now_ms, arena, &arrived), &arrived, channel, arena, message, reply);
}

/* A bot gets the mention of itself as part of the words; which part, only its name tells. */
static const char *
lacks(const struct channel *channel)
{
	bool bot = channel->app_id == NULL && channel->receive_id == NULL && (channel->token || channel->link);

	if (platform_lacks_proof(channel))
		return platform_lacks_proof(channel);
	return bot && text_empty(channel->own_name)
	    ? "needs \"own_name\": the name by which members mention the bot in groups"
	    : NULL;
}

/* What `check --online` makes of its codes. */
static const struct complaint_row complaints[] = {
    {40001, NULL, COMPLAINT_credentials},
    {40013, NULL, COMPLAINT_credentials},
    {40091, NULL, COMPLAINT_credentials},
    {93000, NULL, COMPLAINT_credentials},
    {60020, NULL, COMPLAINT_ip},
    {0, NULL, COMPLAINT_other},
};

/* The request that opens the upload of a file over the connection, from {"type","filename","size","md5"}; its
 * bytes follow in chunks of 512 KiB. */
static bool
upload_body(const char *input, size_t n, struct arena *arena, struct buf *body)
{
	const int64_t chunk = 512 * 1024;
	cJSON *root = json_parse(input, n);
	const char *type = json_text(root, "type"), *filename = json_text(root, "filename"),
	           *md5 = json_text(root, "md5");
	int64_t size = json_whole(root, "size");

	(void)arena;
	if (type && filename && md5 && size > 0) {
		struct json_writer json = json_writer(body);

		json_open(&json, NULL, '{');
		json_put_text(&json, "type", type);
		json_put_text(&json, "filename", filename);
		json_put_int(&json, "total_size", size);
		json_put_int(&json, "total_chunks", (size + chunk - 1) / chunk);
		json_put_text(&json, "md5", md5);
		json_close(&json);
	}
	cJSON_Delete(root);
	return body->n > 0;
}

static const struct surface surfaces[] = {
    {.name = "wecom.callback.verify", .receive = wecom_receive},
    {.name = "wecom.aibot.callback", .receive = wecom_receive},
    {.name = "wecom.app.callback", .receive = wecom_receive},
    {.name = "wecom.webhook.send", .send = wecom_webhook_send},
    {.name = "wecom.aibot.response_url", .send = wecom_response_send},
    {.name = "wecom.api.appchat_send", .send = wecom_appchat_send},
    {.name = "wecom.api.message_send", .send = wecom_message_send},
    {.name = "wecom.api.gettoken", .send = wecom_token},
    {.name = "wecom.api.result", .classify = wecom_classify},
    {.name = "wecom.aibot.ws.upload", .body = upload_body},
    {0},
};

const struct platform platform_wecom = {
    .name = "wecom",
    .surfaces = surfaces,
    .complaints = complaints,
    .lacks = lacks,
    .link = &link_wecom,
    .checked_by_get = true,
    .receive = receive,
    .answer = answer,
    .replies_by_post = replies_by_post,
    .token = wecom_token,
    .traits = traits,
    .encode = encode,
    .classify = wecom_classify,
};
