/* The access tokens of apps: fetched once for all posts that wait for one, kept until five
 * minutes before they end. Part of serve.c's inside. */
#ifndef SHELL_TOKENS_H
#define SHELL_TOKENS_H

#include "core/rim.h"
#include "platforms/platform.h"

#define TOKEN_WAIT_MS 1000 /* then it is looked whether there is a token */

struct tokens;

/* All borrowed until tokens_close. Requests leave by rim->send with the number of tokens_number. */
struct tokens *tokens_open(struct rim *rim, const struct channel *channels, size_t count);
void tokens_close(struct tokens *tokens);
/* Puts the token into `mine`, a copy of channel `index`, if the channel needs one. False while
 * there is none: it has been asked for. */
bool tokens_put(struct tokens *tokens, size_t index, struct channel *mine);
/* The answer to the request of channel `index`; true: there is a token, its posts may go. */
bool tokens_came(struct tokens *tokens, size_t index, const struct client_result *answer);
/* The platform says the token is no longer good. */
void tokens_stale(struct tokens *tokens, size_t index);

#endif
