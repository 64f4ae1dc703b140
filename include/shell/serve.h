/* The heart of the program: event → step → persist → speak, for one world. Above rim.h; the
 * real program, the conversation player and the simulator drive it through these calls. What
 * waits, leaves or is told about it stands in the files beside it. */
#ifndef SHELL_SERVE_H
#define SHELL_SERVE_H

#include "core/rim.h"
#include "reading/step.h"
#include "platforms/platform.h"

#define WAKES_A_TICK 100 /* then the loop breathes */
#define CLOCK_JUMP_MS (10 * MS_MINUTE)
#define CLOCK_EVEN_MS 5000              /* a clock that drifts less runs evenly */
#define CLOCK_QUIET_MS (10 * MS_MINUTE) /* for so long: then it is believed, where nobody tells the time */
#define CLOCK_AGE_MS (7 * MS_DAY)

struct serve;

struct serve_setup {
	struct world *world; /* loaded */
	struct rim *rim;
	struct tables tables;
	const struct channel *channels;
	size_t channel_count;
	bool demo;        /* everybody on the console */
	bool keep_talk;   /* the console's chats are kept for the group page */
	bool watch_clock; /* hold wakes when the clock cannot be right */
	struct {
		int64_t from, to, since, until; /* turns, and between which times; to 0: none */
	} lost;                             /* an end of the database that is not there any more */
	const char *damage;                 /* what is not as it was written, "" or NULL: nothing */
	bool silent; /* nothing is sent and nothing falls due: an administrator's call on the files */
};

struct serve *serve_open(const struct serve_setup *setup);
/* What was missed while the program was off is said to the administrator; first tick. */
void serve_boot(struct serve *serve);
void serve_close(struct serve *serve);

#define SERVE_HOOKS "/hook/" /* behind it the name of a channel */
/* A request; the answer comes through rim->answer with the token, now or later. */
void serve_http(struct serve *serve, const struct http_request *request, uint64_t token);
/* Somebody says something on the console; answered like the demo's /api/say. */
void serve_say(struct serve *serve, const struct message *message, uint64_t token);
/* An answer that leaves when everything done so far is on the disk, 503 if that takes too long.
 * Takes `body`, and `headers` (whole lines, NULL = none) with free(); `type` is borrowed. */
void serve_answer(
    struct serve *serve, uint64_t token, int status, const char *type, char *body, size_t n, char *headers);
/* The batch is on the disk; takes it. Batches come back in order. */
void serve_durable(struct serve *serve, struct batch *batch);
/* The batch cannot be written and the disk is not merely full; takes it. */
void serve_failed(struct serve *serve, struct batch *batch, const char *why);
void serve_answer_read(struct serve *serve, uint64_t token, int status, const void *body, size_t n);
void serve_sent(struct serve *serve, int64_t post, const struct client_result *result);
/* What becomes of standing connections. */
void serve_link_opened(struct serve *serve, size_t channel);
void serve_link_frame(struct serve *serve, size_t channel, const char *p, size_t n);
void serve_link_closed(struct serve *serve, size_t channel, const char *why);
/* A job's work is done. */
void serve_computed(struct serve *serve, int64_t job, const void *result, size_t n);
/* Does what is due: wakes, posts, answers that waited too long. */
void serve_tick(struct serve *serve);
/* The state of the database, for /healthz: NULL = good. */
void serve_database_state(struct serve *serve, const char *trouble);
/* No new events; what is under way finishes. True when nothing waits any more. */
void serve_drain(struct serve *serve);
bool serve_idle(const struct serve *serve);

/* An administrator's turn from the program itself (import, invite): begin, change the
 * world, then serve_turn_done closes it and answers 200 with the body behind its commit. */
void serve_turn_begin(struct serve *serve, struct turn *turn, const char *kind);
void serve_turn_done(struct serve *serve, struct turn *turn, uint64_t token, const void *body, size_t n);
/* The same without an answer: call serve_answer for it, or nobody waits. */
void serve_turn_end(struct serve *serve, struct turn *turn);
/* The last turn that is on the disk. */
int64_t serve_durable_turn(const struct serve *serve);

#endif
