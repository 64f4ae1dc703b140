/* What a platform's bytes say: everything decoded from one request or frame, before the
 * program decides what of it is a message. Texts live in the arena. Ids are texts. */
#ifndef PLATFORMS_ARRIVED_H
#define PLATFORMS_ARRIVED_H

#include "base/memory.h"
#include "core/message.h"

#define ARRIVED_LIST_MAX 32

enum arrived_event {
	ARRIVED_REFUSED,
	ARRIVED_MESSAGE,
	ARRIVED_CARD_ACTION,
	ARRIVED_MEMBER_JOIN,
	ARRIVED_ENTER_CHAT,
	ARRIVED_FEEDBACK,
	ARRIVED_STREAM_REFRESH,
	ARRIVED_VERIFY,
	ARRIVED_HEARTBEAT,
	ARRIVED_LIFECYCLE,
	ARRIVED_KICKED,
	ARRIVED_IGNORED,
	ARRIVED_UNKNOWN,
};

struct arrived_list {
	const char *items[ARRIVED_LIST_MAX];
	size_t n;
};

struct arrived {
	enum arrived_event event;
	const char *error;     /* why it is refused: for logs and tests, never for the sender */
	const char *plaintext; /* after decryption */
	const char *reply;     /* what must be answered at once (a challenge), or NULL */
	const char *msg_type;
	const char *chat_id, *chat_name;
	bool private_chat;
	const char *sender_id, *sender_name;
	const char *text; /* as the person meant it: the mention of the bot taken off */
	/* The text with the others' mentions in their places, for platforms that send them apart; NULL: the text
	 * has them. `named` tells which "@name" of it is whose. */
	const char *words;
	struct arrived_names {
		struct mention items[ARRIVED_LIST_MAX];
		size_t n;
	} named;
	enum unread unread; /* without text: what came instead */
	const char *place;  /* the name of the place that was sent */
	bool at_bot, at_all;
	struct arrived_list mentions; /* ids, the bot left out */
	struct arrived_list images, files;
	const char *quote_text, *reply_to;
	const char *reply_url;
	int64_t reply_url_expires_ms;
	const char *stream_id;
	const char *dedupe_key; /* the platform's id of what happened */
	int64_t said_at;        /* ms, 0: not told */
	struct {
		const char *id, *card_id, *tag, *option, *response_code;
		const char *value, *params, *form; /* JSON */
		struct arrived_list selected_keys, selected_options;
	} action;
};

/* Adds a text that is there and not empty; what is beyond the room is left out. */
void arrived_add(struct arrived_list *list, const char *text);
/* One who is named in the words: by whom the platform means and by the name that stands there. */
void arrived_name(struct arrived *arrived, const char *id, const char *name);
/* A place by its name and its address, either of which may be missing: "name(address)"; NULL: neither came. */
const char *arrived_place(const char *name, const char *address, struct arena *arena);
/* Does the text up to `end` hold mentions alone? Who is named in front of the bot is shown the message; what
 * is said begins behind the bot's name. */
bool arrived_mentions_only(const char *text, const char *end);
/* Takes the first mention of the bot out of the text, with the one blank behind it, however the name's own
 * blanks are written, and with the mentions in front of it; in the arena. `found` is set if one was there. */
const char *arrived_unmention(const char *text, const char *own_name, struct arena *arena, bool *found);
/* Seconds a platform tells as ms; 0 where they are no time of this world. */
int64_t arrived_ms(int64_t seconds);
/* Refuses: sets event and error, returns false, so that checks read as one line. */
bool arrived_refuse(struct arrived *arrived, const char *error);

#endif
