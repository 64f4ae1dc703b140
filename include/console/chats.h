/* Requests about chats: who I am, what was said, what I say, what may be picked while typing. */
#ifndef CONSOLE_CHATS_H
#define CONSOLE_CHATS_H

#include "console/gate.h"

/* GET /api/me, GET /api/talk, POST /api/say, GET /api/completion. */
void chats_me(struct exchange *exchange);
void chats_talk(struct exchange *exchange);
void chats_say(struct exchange *exchange);
void chats_completion(struct exchange *exchange);

#endif
