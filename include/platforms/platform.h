/* A platform: a row of pure functions, bytes in, structs out. Of those that may be NULL it is
 * said what is missing then. A standing connection is a second row, link.h. */
#ifndef PLATFORMS_PLATFORM_H
#define PLATFORMS_PLATFORM_H

#include "base/buf.h"
#include "base/memory.h"
#include "core/message.h"
#include "core/outbox.h"
#include "core/rim.h"
#include "platforms/arrived.h"
#include "records/post.h"

/* One configured connection to a platform. Secrets live here, in the rim's memory only. */
struct channel {
	const char *name;
	const struct platform *platform;
	const char *post_url;   /* NULL = posts of this channel cannot leave */
	const char *speaks_for; /* another channel whose groups and accounts it uses, or NULL */
	uint8_t secrets[2][64];
	size_t secret_n[2]; /* 0 = absent */
	uint8_t public_key[32];
	bool has_public_key;
	int64_t max_skew_s;
	/* Of the platforms of other makers; NULL where a platform has none. */
	const char *own_id;     /* the bot's own id there: self_id, open_id, robot code, bot id */
	const char *own_name;   /* the name it is mentioned by */
	const char *token;      /* that callbacks prove themselves with */
	const char *cipher_key; /* that callbacks are encrypted with */
	const char *receive_id; /* whom an encrypted callback must be for */
	const char *app_id, *app_secret;
	const char *access_token; /* of an API, as given or as fetched last */
	const char *base;         /* address of the API; NULL: the platform's own */
	const char *link;         /* a standing connection is held: "on", or the address to dial; NULL: none */
};

/* What becomes of a request to a platform's API, by its answer's body and status. */
enum answer_class {
	ANSWER_ok,
	ANSWER_slow_down,
	ANSWER_token_expired,
	ANSWER_retry,
	ANSWER_permanent,
	ANSWER_too_long
};
/* A button of a card. */
struct card_button {
	const char *text, *value, *url;
};
/* Something to be sent, platform by platform made into a request. */
struct outgoing {
	enum { OUT_text, OUT_markdown, OUT_image, OUT_buttons } kind;
	const char *chat_id; /* a conversation, or a person in private */
	bool private_chat;
	const char *text, *title, *markdown;
	const char *const *mention_ids;
	const char *const *mention_names; /* as the text names them behind @; NULL: not known */
	size_t mention_count;
	bool mention_all;
	const struct card_button *buttons;
	size_t button_count;
	const char *reply_url; /* an address given with the message answered to */
	const char *key;       /* the same for every try */
	int64_t now_ms;
};

/* REFUSED: no proof; `reply` says why, for the log alone. BAD: proven, and not of the channel's form. ANSWERED: with `reply` at
 * once, nothing is kept. */
enum decoded { DECODED_REFUSED, DECODED_BAD, DECODED_IGNORE, DECODED_ANSWERED, DECODED_MESSAGE };

/* What an answer inside the response is made from. */
struct answering {
	const struct channel *channel;
	const struct http_request *request;
	int64_t now_ms;
};

/* What an answer of the platform complains of: by its code, or by a word of it. A list ends with the other ones. */
enum complaint {
	COMPLAINT_other,
	COMPLAINT_credentials,
	COMPLAINT_ip,
	COMPLAINT_signature,
	COMPLAINT_keyword
};
struct complaint_row {
	int64_t code;
	const char *word; /* NULL: the code tells */
	enum complaint complaint;
};

/* One thing that the platform's maker documents, by the name that the wire vectors call it: a request that comes
 * in, one that goes out, the meaning of an answer, or a body made from JSON. What the program needs of them it
 * reaches by the row; the vectors hold each. A list ends without a name. */
struct surface {
	const char *name;
	bool (*receive)(const struct channel *channel, const struct http_request *request, int64_t now_ms,
	    struct arena *arena, struct arrived *arrived);
	bool (*send)(const struct channel *channel, const struct outgoing *outgoing, struct arena *arena,
	    struct client_request *request);
	enum answer_class (*classify)(int status, const char *body, size_t n, int64_t *wait_s);
	bool (*body)(const char *json, size_t n, struct arena *arena, struct buf *body);
};

struct link_kind;
struct platform {
	const char *name;
	bool local; /* this program itself: nothing comes in from outside, nothing is sent out */
	const struct link_kind *link; /* its standing connection; NULL: it has none */
	bool stamped;                 /* its proof holds a time that was checked: a clock that agrees is right */
	bool checked_by_get;          /* its address is checked by a GET */
	/* What the configuration of this channel lacks, as a sentence; NULL: nothing. A platform without it asks
	 * for nothing more than a proof. */
	const char *(*lacks)(const struct channel *channel);
	/* Bytes → message or reply, proof first; texts in the arena. */
	enum decoded (*receive)(const struct channel *channel, const struct http_request *request, int64_t now_ms,
	    struct arena *arena, struct message *message, const char **reply);
	/* An answer sealed for the request it answers; platforms without one have reply. */
	void (*answer)(const struct answering *to, const struct speech *replies, size_t count,
	    struct arena *arena, struct buf *body);
	/* The answer's body for these replies; NULL: an empty one. */
	void (*reply)(const struct speech *replies, size_t count, struct buf *body);
	/* The answer that shows a few words to the one who pressed a button, and to nobody else; false,
	 * and nothing written, if they are too many. NULL: the platform shows none. */
	bool (*toast)(const struct speech *replies, size_t count, struct buf *body);
	/* Replies leave as posts: this platform takes none in its answer on this channel. NULL:
	 * it always takes them. */
	bool (*replies_by_post)(const struct channel *channel);
	/* The request for a fresh access_token, where an app's secret is configured; its answer
	 * is read by platform_read_token. */
	bool (*token)(const struct channel *channel, const struct outgoing *outgoing, struct arena *arena,
	    struct client_request *request);
	/* What this channel can do: pace, lengths, who is heard, what is shown; NULL: the default. */
	struct channel_traits (*traits)(const struct channel *channel);
	/* Post → request; false if the channel cannot send. */
	bool (*encode)(const struct channel *channel, const struct post *post, int64_t now_s, struct arena *arena,
	    struct client_request *request);
	/* What came back (status 0: nothing did) → what becomes of the request; wait_s: how long to
	 * wait, 0 if that is not told. */
	enum answer_class (*classify)(int status, const char *body, size_t n, int64_t *wait_s);
	const struct surface *surfaces; /* NULL: none by name */
	/* For `check --online`. NULL: only the status tells. */
	const struct complaint_row *complaints;
	/* The request who we are there, where that can be asked, and the account in its answer (NULL: none). */
	void (*whoami)(const struct channel *channel, struct arena *arena, struct client_request *request);
	const char *(*account)(const char *body, size_t n, struct arena *arena);
};

/* Every platform, by its line in platforms.def. */
#define PLATFORM(name) extern const struct platform platform_##name;
#include "platforms/platforms.def"
#undef PLATFORM

/* The text without blanks around it, in the arena. */
const char *platform_trim(struct arena *arena, const char *text);
/* A JSON request with a bearer token, if any; the body is used up. */
void platform_request(struct client_request *request, struct arena *arena, const char *url,
    const char *bearer, struct buf *body);
/* One header more; both texts borrowed. */
void platform_add_header(
    struct client_request *request, struct arena *arena, const char *name, const char *value);
/* The token in the answer to a token request, and the seconds it is good for; false if there is none. */
bool platform_read_token(
    const char *body, size_t n, struct arena *arena, const char **token, int64_t *expires_s);
/* What an answer that is no success complains of. */
enum complaint platform_complaint(const struct platform *platform, int status, const char *body, size_t n);
/* A `lacks` for platforms whose callbacks or calls are proven by a secret of any kind. */
const char *platform_lacks_proof(const struct channel *channel);
/* What becomes of a post by the class of its answer (unknown: none came, it may have arrived), and by its answer. */
void platform_fate(enum answer_class class, bool unknown, int64_t wait_s, struct sent_result *result);
void platform_settle(
    const struct platform *platform, const struct client_result *answer, struct sent_result *result);
/* Is the time (seconds) within the channel's window around now? A channel without one takes all. */
bool platform_fresh(const struct channel *channel, int64_t at_s, int64_t now_ms);
/* A post as something to be sent: its words, for whom, whom they mention. */
struct outgoing platform_outgoing(const struct post *post, int64_t now_s, struct arena *arena);
/* The rows of platforms whose callbacks are acknowledged by {} and answered by posts. */
void platform_acknowledge(const struct speech *replies, size_t count, struct buf *body);
bool platform_by_post(const struct channel *channel);
/* What a platform's own decoder gave, as its row gives it. */
enum decoded platform_decoded(bool accepted, const struct arrived *arrived, const struct channel *channel,
    struct arena *arena, struct message *message, const char **reply);
/* What arrived as a message of the program; false if it is none. */
bool arrived_message(const struct arrived *arrived, const struct channel *channel, struct arena *arena,
    struct message *message);
/* The platform of that name, or NULL. */
const struct platform *platform_find(const char *name);
/* All names as a list, `last` ("or ") before the last; `linked`: of those that have a standing
 * connection. In the arena. */
const char *platform_names(bool linked, const char *last, struct arena *arena);

/* Shared by platforms: REPLY objects of the contract. */
void speech_json(const struct speech *speech, struct buf *out);
void replies_json(const struct speech *replies, size_t count, struct buf *body);
/* A post record as speech; texts borrowed from the post, arrays from the arena. */
struct speech post_speech(const struct post *post, struct arena *arena);

#endif
