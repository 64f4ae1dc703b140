/* A platform: five pure functions, bytes in, structs out. */
#ifndef PLATFORMS_PLATFORM_H
#define PLATFORMS_PLATFORM_H

#include "base/buf.h"
#include "base/memory.h"
#include "core/message.h"
#include "core/outbox.h"
#include "core/rim.h"
#include "records/post.h"

/* One configured connection to a platform. Secrets live here, in the rim's memory only. */
struct channel {
	const char *name;
	const struct platform *platform;
	const char *post_url;     /* NULL = posts of this channel cannot leave */
	const char *speaks_for;   /* another channel whose groups and accounts it uses, or NULL */
	uint8_t     secrets[2][64];
	size_t      secret_n[2];  /* 0 = absent */
	uint8_t     public_key[32];
	bool        has_public_key;
	int64_t     max_skew_s;
};

enum decoded { DECODED_MESSAGE, DECODED_IGNORE, DECODED_BAD };

struct platform {
	const char *name;
	/* Is the request genuine? Only the envelope with the proof has been looked at. */
	bool (*verify)(const struct channel *channel, const struct http_request *request, int64_t now_s);
	/* Verified bytes → message; texts in the arena. */
	enum decoded (*decode)(const struct channel *channel, const struct http_request *request, struct arena *arena, struct message *message);
	/* The answer's body for these replies. */
	void (*reply)(const struct speech *replies, size_t count, struct buf *body);
	/* Post → request; false if the channel cannot send. */
	bool (*encode)(const struct channel *channel, const struct post *post, int64_t now_s, struct arena *arena, struct wire_request *request);
	/* What came back → what becomes of the post. */
	void (*classify)(const struct wire_result *answer, struct sent_result *result);
};

extern const struct platform platform_webhook, platform_console;
/* The platform of that name, or NULL; from platforms.def. */
const struct platform *platform_find(const char *name);

/* Shared by platforms: REPLY objects of the contract. */
void speech_json(const struct speech *speech, struct buf *out);
void replies_json(const struct speech *replies, size_t count, struct buf *body);
/* A post record as speech; texts borrowed from the post, arrays from the arena. */
struct speech post_speech(const struct post *post, struct arena *arena);

#endif
