/* The other side of the program under test: a receiver of requests on loopback, and a
 * WebSocket peer written from RFC 6455 alone, so that it shares no line with ours. */
#ifndef TESTS_RECEIVER_H
#define TESTS_RECEIVER_H

#include <stdbool.h>

#include "base/buf.h"
#include "bot.h"

int receiver_open(int *port);
/* Takes one request, answers with these bytes. */
void receiver_take(int listener, const char *answer, struct buf *request);
/* Answers 200 with a JSON body. */
void receiver_take_json(int listener, const char *json, struct buf *request);
/* A one-line file beside the bot's folders. */
void receiver_secret(const char *name, const char *line);

enum { PEER_MORE = 0, PEER_TEXT = 1, PEER_BINARY = 2, PEER_CLOSE = 8, PEER_PING = 9, PEER_PONG = 10 };
/* A WebSocket client has come: answered 101; its head in `head`. */
int peer_accept(int listener, struct buf *head);
/* Dials the bot's path with more header lines; the status, and the connection when it is 101. */
int peer_dial(const struct bot *bot, const char *path, const char *lines, int *fd);
/* One frame; clients mask. */
void peer_say(int fd, bool client, int opcode, bool last, const void *p, size_t n);
void peer_say_text(int fd, bool client, const char *text);
/* The next message's bytes, pings answered on the way; its opcode, -1 when the other side has
 * gone. What came is `from` a client or it ends the test: masks are a must one way and
 * forbidden the other. */
int peer_hear(int fd, bool from_client, struct buf *message);

#endif
