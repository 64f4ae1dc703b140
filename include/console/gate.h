/* The gate of the group page: one request on its way, where it comes from, whose it is, and how
 * it is answered. Every file that answers requests stands above this one. */
#ifndef CONSOLE_GATE_H
#define CONSOLE_GATE_H

#include "console/page_setup.h"
#include "console/session.h"
#include "formats/json.h"

struct later;
struct live;
struct sent_codes;

struct gate {
	struct page_setup setup;
	struct sessions sessions;
};

/* One request on its way to its answer. */
struct exchange {
	struct gate *gate;
	struct live *live;
	struct later *later;
	struct sent_codes *codes;
	const struct http_request *request; /* NULL: its work came back from another thread */
	uint64_t token;
	int64_t person;          /* 0: nobody is known */
	struct session *session; /* NULL in the demo */
	cJSON *body;             /* of a POST with JSON */
	struct arena arena;
	enum language language;
};

/* Proves the request: it was asked for under the page's own name, a POST was sent by the page
 * itself, and somebody is signed in (`open`: need not be). Fills person and session. 0, or the
 * status to refuse it with and its sentence. */
int gate_pass(struct exchange *exchange, bool open, const char **error);

/* One sentence of error; nothing of the world is in it, so it need not wait. */
void exchange_refuse(const struct exchange *exchange, int status, const char *error);
/* The JSON body, when the disk has all of it; used up. */
void exchange_give(const struct exchange *exchange, struct buf *body);
/* A number of the query, 0 if it is absent or none. */
int64_t exchange_number(const struct exchange *exchange, const char *name);
/* Begins a turn that only looks, in the language and for the person of the request; end it by
 * turn_abort. */
void exchange_look(const struct exchange *exchange, struct turn *turn);

int64_t gate_now(const struct gate *gate);
void gate_answer(struct gate *gate, uint64_t token, const struct http_answer *answer);
/* The sender id under which the console knows the person, made at the first sign-in; NULL if
 * there is none. */
const char *gate_sender(const struct gate *gate, int64_t person);
/* 32 random hex digits, in the arena. */
const char *gate_random_id(struct arena *arena);

#endif
