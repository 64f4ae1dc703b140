/* Feishu 飞书 / Lark (open.feishu.cn: event callbacks, card callbacks, im/v1, custom bots;
 * read 2026-05): encrypted and signed events in; custom bots and the message API out. */
#ifndef PLATFORMS_FEISHU_H
#define PLATFORMS_FEISHU_H

#include "platforms/arrived.h"
#include "platforms/platform.h"

/* Opens {"encrypt":…}; NULL and the text in the arena, or what is wrong. */
const char *feishu_open(const char *encrypt_key, const char *sealed, struct arena *arena, const char **plain);
/* A callback: signature over the raw body, then the cipher, then the token. */
/* A plain v2 event that came by a connection that proved itself. */
bool feishu_event(
    const struct channel *channel, const char *body, size_t n, struct arena *arena, struct arrived *arrived);
/* To a custom bot's hook, to a conversation or a person, as an answer to a message (its id
 * is the outgoing reply_url); a tenant token; an address for the long connection. */
bool feishu_connection_open(const struct channel *channel, const struct outgoing *outgoing,
    struct arena *arena, struct client_request *request);
/* Where a picture of a message lies: ids as text and title. */
/* The answer to a card's button: a short word shown to the one who pressed. */
enum answer_class feishu_classify_open(int status, const char *body, size_t n, int64_t *wait_s);

extern const struct link_kind link_feishu;

#endif
