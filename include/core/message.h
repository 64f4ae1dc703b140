/* What a platform decodes and encodes: a message in, replies and posts out. */
#ifndef CORE_MESSAGE_H
#define CORE_MESSAGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* What came that no program reads; the one who sent it is asked to type. */
enum unread {
	UNREAD_none,
	UNREAD_voice,
	UNREAD_place, /* its name, where one came, is message.place */
	UNREAD_forwarded,
	UNREAD_file,
	UNREAD_video,
	UNREAD_link,
	UNREAD_other,
};

struct mention {
	int64_t person;
	const char *sender_id;
	const char *name;
};

struct message {
	const char *channel;  /* the channel's name in the configuration */
	const char *event_id; /* the platform's id of this delivery */
	bool private_chat;
	const char *chat_id; /* "" in a private chat */
	const char *chat_name;
	const char *sender_id;
	const char *sender_name;
	const char *text; /* as sent; valid UTF-8 */
	/* Who is named in the text: each by the id there and by the name as it stands behind an @, in the order
	 * of the text. The program puts the registered names in their places. */
	const struct mention *mentions;
	size_t mention_count;
	enum unread unread; /* with an empty text: what came in its place */
	const char *place;  /* the name of a place that was sent, or NULL */
	int64_t said_at;    /* platform time, ms UTC; 0 = not told */
	const char *message_id;
	const char *quoted;      /* id of the post answered to, or NULL */
	const char *quoted_text; /* its words where the platform gives them, or NULL; never read as said */
	bool button;             /* text is the value of a pressed button */
	const char *media;       /* references of pictures that came with it, separated by ;, or NULL */
	bool from_bot;
	bool unkept;           /* the console keeps no line of it: a code, a page to print */
	const char *reply_url; /* an address that takes the answer for a while, or NULL */
	int64_t reply_until;
};

struct button {
	const char *label, *value;
};

/* One post as it leaves: a reply in the answer, or an outbox post. */
struct speech {
	const char *post_id;
	bool private_chat;
	const char *chat_id; /* of the group; NULL in private */
	const char *to;      /* sender id of the person; NULL in a group */
	const char *text;    /* holds the @names */
	const struct mention *mentions;
	size_t mention_count;
	const struct button *buttons;
	size_t button_count;
};

#endif
