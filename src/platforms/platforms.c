/* What platforms share; see the header. */
#include "platforms/platform.h"

#include <string.h>

#include "base/text.h"
#include "formats/json.h"
#include "formats/json_write.h"
#include "records/button_item.h"
#include "records/mention_item.h"

static const struct platform *const all[] = {
#define PLATFORM(name) &platform_##name,
#include "platforms/platforms.def"
#undef PLATFORM
};

const struct platform *
platform_find(const char *name)
{
	for (size_t i = 0; i < sizeof all / sizeof *all; i++)
		if (strcmp(all[i]->name, name) == 0)
			return all[i];
	return NULL;
}

const char *
platform_names(bool linked, const char *last, struct arena *arena)
{
	const char *names[sizeof all / sizeof *all], *text = "";
	size_t count = 0;

	for (size_t i = 0; i < sizeof all / sizeof *all; i++)
		if (!linked || all[i]->link)
			names[count++] = all[i]->name;
	for (size_t i = 0; i < count; i++)
		text = arena_printf(arena, "%s%s%s%s", text,
		    i == 0              ? ""
		        : i + 1 < count ? ", "
		                        : " ",
		    i > 0 && i + 1 == count ? last : "", names[i]);
	return text;
}

void
speech_json(const struct speech *speech, struct buf *out)
{
	struct json_writer json = json_writer(out);

	json_open(&json, NULL, '{');
	json_put_text(&json, "post_id", speech->post_id);
	json_put_text(&json, "chat_type", speech->private_chat ? "private" : "group");
	json_put_text(&json, "group_id", speech->private_chat ? NULL : speech->chat_id);
	json_open(&json, "to", '[');
	if (speech->to)
		json_put_text(&json, NULL, speech->to);
	json_close(&json);
	json_put_text(&json, "text", speech->text);
	json_open(&json, "mentions", '[');
	for (size_t i = 0; i < speech->mention_count; i++) {
		json_open(&json, NULL, '{');
		json_put_text(&json, "sender_id", speech->mentions[i].sender_id ? speech->mentions[i].sender_id : "");
		json_put_text(&json, "name", speech->mentions[i].name);
		json_close(&json);
	}
	json_close(&json);
	json_open(&json, "buttons", '[');
	for (size_t i = 0; i < speech->button_count; i++) {
		json_open(&json, NULL, '{');
		json_put_text(&json, "label", speech->buttons[i].label);
		json_put_text(&json, "value", speech->buttons[i].value);
		json_close(&json);
	}
	json_close(&json);
	json_close(&json);
}

void
replies_json(const struct speech *replies, size_t count, struct buf *body)
{
	struct json_writer json = json_writer(body);

	json_open(&json, NULL, '{');
	json_open(&json, "replies", '[');
	for (size_t i = 0; i < count; i++) {
		json_put_name(&json, NULL);
		speech_json(&replies[i], body);
	}
	json_close(&json);
	json_close(&json);
}

struct speech
post_speech(const struct post *post, struct arena *arena)
{
	const struct mention_item *mentions = post->mentions.items;
	const struct button_item *buttons = post->buttons.items;
	struct mention *m = arena_alloc(arena, (post->mentions.n + 1) * sizeof *m);
	struct button *b = arena_alloc(arena, (post->buttons.n + 1) * sizeof *b);

	for (size_t i = 0; i < post->mentions.n; i++)
		m[i] = (struct mention){mentions[i].person, mentions[i].sender_id, mentions[i].name};
	for (size_t i = 0; i < post->buttons.n; i++)
		b[i] = (struct button){buttons[i].label, buttons[i].value};
	return (struct speech){
	    .post_id = arena_printf(arena, "p%lld", (long long)post->id),
	    .private_chat = post->private != 0,
	    .chat_id = post->private ? NULL : post->chat,
	    .to = post->private ? post->chat : NULL,
	    .text = post->text,
	    .mentions = m,
	    .mention_count = post->mentions.n,
	    .buttons = b,
	    .button_count = post->buttons.n,
	};
}

const char *
platform_trim(struct arena *arena, const char *text)
{
	size_t n;

	text += strspn(text, " \t\r\n");
	for (n = strlen(text); n && strchr(" \t\r\n", text[n - 1]);)
		n--;
	return arena_text(arena, text, n);
}

void
platform_add_header(struct client_request *request, struct arena *arena, const char *name, const char *value)
{
	struct http_header *headers = arena_alloc(arena, (request->header_count + 1) * sizeof *headers);

	if (request->header_count)
		memcpy(headers, request->headers, request->header_count * sizeof *headers);
	headers[request->header_count++] = (struct http_header){name, value};
	request->headers = headers;
}

void
platform_request(struct client_request *request, struct arena *arena, const char *url, const char *bearer,
    struct buf *body)
{
	size_t n = body->n;

	*request = (struct client_request){.url = url, .n = n, .body = buf_keep(body, arena)};
	platform_add_header(request, arena, "Content-Type", "application/json");
	if (bearer)
		platform_add_header(request, arena, "Authorization", arena_printf(arena, "Bearer %s", bearer));
}

bool
platform_read_token(const char *body, size_t n, struct arena *arena, const char **token, int64_t *expires_s)
{
	static const struct {
		const char *token, *expires;
	} names[] = {
	    {"tenant_access_token", "expire"}, {"accessToken", "expireIn"}, {"access_token", "expires_in"}};
	cJSON *root = n ? json_parse(body, n) : NULL;

	*token = NULL;
	for (size_t i = 0; i < sizeof names / sizeof *names && *token == NULL; i++) {
		const char *text = json_text(root, names[i].token);

		if (!text_empty(text)) {
			*token = arena_text(arena, text, strlen(text));
			*expires_s = json_whole(root, names[i].expires);
		}
	}
	cJSON_Delete(root);
	return *token != NULL && *expires_s > 0;
}

enum complaint
platform_complaint(const struct platform *platform, int status, const char *body, size_t n)
{
	cJSON *root = n ? json_parse(body, n) : NULL;
	const cJSON *code = cJSON_GetObjectItemCaseSensitive(root, "errcode");
	enum complaint found = COMPLAINT_other;

	if (code == NULL)
		code = cJSON_GetObjectItemCaseSensitive(root, "code");
	for (const struct complaint_row *row = platform->complaints; row && row->complaint && !found; row++)
		if (row->word ? n && strstr(body, row->word)
		              : cJSON_IsNumber(code) && code->valuedouble == (double)row->code)
			found = row->complaint;
	cJSON_Delete(root);
	return found == COMPLAINT_other && (status == 401 || status == 403) ? COMPLAINT_credentials : found;
}

const char *
platform_lacks_proof(const struct channel *channel)
{
	return channel->token || channel->cipher_key || channel->app_secret || channel->access_token
	    ? NULL
	    : "has nothing to prove itself with: see config/platforms.md (token_file, cipher_key_file, app_secret_file, access_token_file)";
}

void
platform_fate(enum answer_class class, bool unknown, int64_t wait_s, struct sent_result *result)
{
	static const struct {
		enum sent_class class;
		enum post_note note;
	} fates[] = {
	    [ANSWER_ok] = {SENT_OK, NOTE_none},
	    [ANSWER_slow_down] = {SENT_LATER, NOTE_throttled},
	    [ANSWER_token_expired] = {SENT_LATER, NOTE_token_expired},
	    [ANSWER_retry] = {SENT_LATER, NOTE_not_delivered},
	    [ANSWER_permanent] = {SENT_NEVER, NOTE_refused},
	    [ANSWER_too_long] = {SENT_TOO_LONG, NOTE_too_long},
	};

	result->class = unknown ? SENT_UNKNOWN : fates[class].class;
	result->note = unknown ? NOTE_no_answer : fates[class].note;
	result->wait_ms = wait_s * 1000;
	result->refresh = class == ANSWER_token_expired;
	result->pause = class == ANSWER_slow_down;
}

void
platform_settle(
    const struct platform *platform, const struct client_result *answer, struct sent_result *result)
{
	int64_t wait_s = 0;
	enum answer_class class = platform->classify(answer->status, answer->body, answer->n, &wait_s);

	platform_fate(class, answer->status == 0 && !answer->refused,
	    answer->retry_after_s > 0 ? answer->retry_after_s : wait_s, result);
}

bool
platform_fresh(const struct channel *channel, int64_t at_s, int64_t now_ms)
{
	return channel->max_skew_s <= 0 ||
	    (at_s >= now_ms / 1000 - channel->max_skew_s && at_s <= now_ms / 1000 + channel->max_skew_s);
}

struct outgoing
platform_outgoing(const struct post *post, int64_t now_s, struct arena *arena)
{
	const struct mention_item *mentions = post->mentions.items;
	const char **ids = arena_alloc(arena, (post->mentions.n + 1) * sizeof *ids),
	           **names = arena_alloc(arena, (post->mentions.n + 1) * sizeof *names);
	size_t count = 0;

	for (size_t i = 0; i < post->mentions.n; i++)
		if (!text_empty(mentions[i].sender_id)) {
			names[count] = mentions[i].name;
			ids[count++] = mentions[i].sender_id;
		}
	const struct button_item *buttons = post->buttons.items;
	struct card_button *kept = arena_alloc(arena, (post->buttons.n + 1) * sizeof *kept);

	for (size_t i = 0; i < post->buttons.n; i++)
		kept[i] = (struct card_button){.text = buttons[i].label, .value = buttons[i].value};
	return (struct outgoing){
	    .reply_url = now_s * 1000 < post->reply_until ? post->reply_url : NULL,
	    .buttons = kept,
	    .button_count = post->buttons.n,
	    .chat_id = post->chat,
	    .private_chat = post->private != 0,
	    .text = post->text,
	    .now_ms = now_s * 1000,
	    .mention_ids = ids,
	    .mention_names = names,
	    .mention_count = count,
	    .key = arena_printf(arena, "p%lld-%lld", (long long)post->created_at, (long long)post->id),
	};
}

void
platform_acknowledge(const struct speech *replies, size_t count, struct buf *body)
{
	(void)replies;
	(void)count;
	buf_adds(body, "{}");
}

bool
platform_by_post(const struct channel *channel)
{
	(void)channel;
	return true;
}

enum decoded
platform_decoded(bool accepted, const struct arrived *arrived, const struct channel *channel,
    struct arena *arena, struct message *message, const char **reply)
{
	if (!accepted) {
		*reply = arrived->error;
		return DECODED_REFUSED;
	}
	if (arrived->reply == NULL && arrived_message(arrived, channel, arena, message))
		return DECODED_MESSAGE;
	*reply = arrived->reply ? arrived->reply : "";
	return DECODED_ANSWERED;
}

bool
arrived_message(const struct arrived *arrived, const struct channel *channel, struct arena *arena,
    struct message *message)
{
	const char *text = arrived->words ? arrived->words : arrived->text ? arrived->text : "", *media = NULL;

	if (arrived->event == ARRIVED_CARD_ACTION) {
		text = arrived->action.value ? arrived->action.value : arrived->action.id;
	} else if (arrived->event != ARRIVED_MESSAGE && arrived->unread == UNREAD_none) {
		return false;
	}
	struct mention *named = arena_alloc(arena, (arrived->named.n + 1) * sizeof *named);

	memcpy(named, arrived->named.items, arrived->named.n * sizeof *named);
	for (size_t i = 0; i < arrived->images.n; i++)
		media = arena_printf(arena, "%s%s%s", media ? media : "", media ? ";" : "", arrived->images.items[i]);
	*message = (struct message){
	    .channel = channel->name,
	    .event_id = arrived->dedupe_key,
	    .private_chat = arrived->private_chat,
	    .chat_id = arrived->private_chat || arrived->chat_id == NULL ? "" : arrived->chat_id,
	    .chat_name = arrived->chat_name,
	    .sender_id = arrived->sender_id,
	    .sender_name = arrived->sender_name ? arrived->sender_name : "",
	    .said_at = arrived->said_at,
	    .message_id = arrived->dedupe_key,
	    .quoted = arrived->reply_to,
	    .quoted_text = arrived->quote_text,
	    .mentions = named,
	    .mention_count = arrived->named.n,
	    .unread = arrived->unread,
	    .place = arrived->place,
	    .button = arrived->event == ARRIVED_CARD_ACTION,
	    .media = media,
	    .reply_url = arrived->reply_url,
	    .reply_until = arrived->reply_url_expires_ms,
	    /* The platform has taken the mention of the bot off; the program hears by it. */
	    .text = arrived->at_bot && !arrived->private_chat ? arena_printf(arena, "@连心 %s", text) : text,
	};
	return !text_empty(message->event_id) && !text_empty(message->sender_id) && message->text != NULL &&
	    (message->private_chat || *message->chat_id);
}
