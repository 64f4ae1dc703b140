/* Something said on the console, the group page's own chats: by a person or by the bot. The
 * page is the platform here, so it keeps what others' platforms keep for their users. */
#ifndef RECORDS_TALK_H
#define RECORDS_TALK_H

#include "data/field.h"

/* start: an empty world was filled; restart: the program began again. */
enum talk_sort { TALK_said, TALK_bot, TALK_start, TALK_restart };

struct talk {
	int64_t id;
	int32_t sort;
	int64_t group;  /* 0 in private */
	int64_t person; /* in private: whose chat with the bot it is */
	int64_t by;     /* 0: the bot */
	int64_t at;
	const char *text;
	struct list mentions; /* struct mention_item */
	struct list buttons;  /* struct button_item */
	const char *post;     /* the bot's: the id it is answered to by */
	const char *event;    /* a person's: the id of the sending, so that a repeat is known */
	const char *quoted;   /* a person's: the post it answers */
	const char *media;    /* pictures, separated by ; */
	int64_t pressed;      /* 1: a button */
};

extern const struct kind kind_talk;

#endif
