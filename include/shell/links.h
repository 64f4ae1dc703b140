/* Standing connections to platforms, one a channel at most: dialled, entered, kept alive,
 * dialled again with growing pauses; what arrives on them becomes messages, what the
 * outbox sends leaves by them. Sockets are the rim's, dialogues the platforms'. Beside
 * serve.c, which it tells what happens. */
#ifndef SHELL_LINKS_H
#define SHELL_LINKS_H

#include "core/rim.h"
#include "platforms/link.h"

#define LINK_TOKEN (1ULL << 61) /* set in every token of a message that came by a connection */

struct links;
struct links_events {
	void *context;
	/* Somebody said something; answered by links_answer with the token. */
	void (*message)(void *context, size_t channel, const struct message *message, uint64_t token);
	/* A push was answered, or never will be (unknown). */
	void (*settled)(void *context, int64_t post, enum answer_class class, bool unknown, int64_t wait_s);
	/* The words that answer a message could not be said as its answer: they must be posted. */
	void (*unsaid)(void *context, size_t channel, bool private_chat, const char *chat, const char *words);
	void (*up)(void *context, size_t channel);
	/* It is not dialled again by itself: another program took the connection over, or the
	 * platform refuses who we say we are. `phrase` is the sentence for the administrator. */
	void (*stopped)(void *context, size_t channel, const char *phrase);
};

/* Channels whose `link` is set and whose platform has one. */
struct links *links_open(
    struct rim *rim, const struct channel *channels, size_t count, const struct links_events *events);
void links_close(struct links *links);
/* Dials, pings, gives up what was never answered; when to be asked again. */
int64_t links_tick(struct links *links);
/* Nothing that arrives is taken any more; what was taken is still answered. */
void links_drain(struct links *links);

/* Do posts of the channel leave by a connection? */
bool links_carry(const struct links *links, size_t channel);
/* False: the connection is not there now. Else `settled` follows. */
bool links_push(struct links *links, size_t channel, const struct outgoing *outgoing, int64_t post);
/* What became of a message: 200 with words for it ("" = none), or a status of refusal. */
void links_answer(struct links *links, uint64_t token, int status, const char *words);
/* A bridge dials us: 101 and what to accept it with, or a status of refusal. */
int links_accept(const struct links *links, size_t channel, const struct http_request *request,
    struct arena *arena, const char **accept);

/* From the rim. */
void links_opened(struct links *links, size_t channel);
void links_frame(struct links *links, size_t channel, const char *p, size_t n);
void links_closed(struct links *links, size_t channel, const char *why);
/* The answer to a ticket's request. */
void links_ticket(struct links *links, size_t channel, const struct client_result *answer);

/* "up", "down", "opening" or "stopped"; NULL: the channel has none. How often it was opened. */
const char *links_state(const struct links *links, size_t channel);
int64_t links_opens(const struct links *links, size_t channel);

#endif
