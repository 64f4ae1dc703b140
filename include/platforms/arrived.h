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
/* Refuses: sets event and error, returns false, so that checks read as one line. */
bool arrived_refuse(struct arrived *arrived, const char *error);

#endif
