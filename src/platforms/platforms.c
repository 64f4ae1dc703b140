/* What platforms share; see the header. */
#include "platforms/platform.h"

#include <string.h>
#include <strings.h>

#include "records/button_item.h"
#include "records/mention_item.h"

static const struct platform *const all[] = {
#define PLATFORM(name) &platform_##name,
#include "platforms.def"
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
http_header(const struct http_request *request, const char *name, bool *twice)
{
	const char *found = NULL;

	*twice = false;
	for (size_t i = 0; i < request->header_count; i++)
		if (strcasecmp(request->headers[i].name, name) == 0) {
			*twice |= found != NULL;
			found = request->headers[i].value;
		}
	return found;
}

void
speech_json(const struct speech *speech, struct buf *out)
{
	buf_adds(out, "{\"post_id\":");
	buf_json(out, speech->post_id);
	buf_addf(out, ",\"chat_type\":\"%s\",\"group_id\":", speech->private_chat ? "private" : "group");
	buf_json(out, speech->private_chat ? NULL : speech->chat_id);
	buf_adds(out, ",\"to\":[");
	if (speech->to)
		buf_json(out, speech->to);
	buf_adds(out, "],\"text\":");
	buf_json(out, speech->text);
	buf_adds(out, ",\"mentions\":[");
	for (size_t i = 0; i < speech->mention_count; i++) {
		buf_adds(out, i ? ",{\"sender_id\":" : "{\"sender_id\":");
		buf_json(out, speech->mentions[i].sender_id ? speech->mentions[i].sender_id : "");
		buf_adds(out, ",\"name\":");
		buf_json(out, speech->mentions[i].name);
		buf_addc(out, '}');
	}
	buf_adds(out, "],\"buttons\":[");
	for (size_t i = 0; i < speech->button_count; i++) {
		buf_adds(out, i ? ",{\"label\":" : "{\"label\":");
		buf_json(out, speech->buttons[i].label);
		buf_adds(out, ",\"value\":");
		buf_json(out, speech->buttons[i].value);
		buf_addc(out, '}');
	}
	buf_adds(out, "]}");
}

void
replies_json(const struct speech *replies, size_t count, struct buf *body)
{
	buf_adds(body, "{\"replies\":[");
	for (size_t i = 0; i < count; i++) {
		if (i)
			buf_addc(body, ',');
		speech_json(&replies[i], body);
	}
	buf_adds(body, "]}");
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
		.post_id = arena_printf(arena, "p%lld", (long long)post->id), .private_chat = post->private != 0,
		.chat_id = post->private ? NULL : post->chat, .to = post->private ? post->chat : NULL, .text = post->text,
		.mentions = m, .mention_count = post->mentions.n, .buttons = b, .button_count = post->buttons.n,
	};
}
