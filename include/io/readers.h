/* Answers of the HTTP server that stay open: who reads them, until he has gone. */
#ifndef IO_READERS_H
#define IO_READERS_H

#include "io/http_server.h"

struct readers;

/* `gone` is told the token of each reader that has gone, by itself or by us. */
struct readers *readers_open(void (*gone)(void *context, uint64_t token), void *context);
void readers_close(struct readers *readers);
/* The answer to this request stays open. */
void readers_begin(
    struct readers *readers, struct http_server *server, uint64_t token, const struct http_answer *answer);
/* More of the answer; p NULL: it ends. */
void readers_push(struct readers *readers, uint64_t token, const char *p, size_t n);
/* Ends all, at the end of the program; nobody is told. */
void readers_end(struct readers *readers);

#endif
