/* Answers on their way: which wait for the disk, and in which form each leaves. Nothing is
 * spoken before every batch its author could have seen is durable. Part of serve.c's inside. */
#ifndef SHELL_ANSWERS_H
#define SHELL_ANSWERS_H

#include "core/turn.h"
#include "platforms/platform.h"
#include "shell/links.h"

#define WAIT_MS 2000 /* an answer waits so long for the disk, then 503 */

struct waiting;
struct answers {
	struct rim *rim;
	struct links *links;     /* to whom the answers of connections go */
	int64_t durable;         /* the last turn on the disk */
	int64_t refused;         /* how many were refused */
	struct waiting *waiting; /* a ring, in order of need */
	size_t first, count, cap;
};

void answers_close(struct answers *answers);
/* Did the token's message come by a standing connection? */
bool answers_by_link(uint64_t token);
/* Answers at once. Token 0: nobody waits. retry_after_s 0: none. */
void answers_give(struct answers *answers, uint64_t token, int status, const char *body, size_t n);
/* One sentence of error, at once. */
void answers_refuse(struct answers *answers, uint64_t token, int status, const char *error);
/* An answer that leaves when turn `need` is durable, at the next answers_release. Takes body and
 * `show` (what watchers of the console see, NULL = nothing). */
void answers_behind(
    struct answers *answers, uint64_t token, int64_t need, int status, char *body, size_t n, char *show);
/* The same with a content type (borrowed, NULL = JSON) and header lines (taken, NULL = none). */
void answers_behind_as(struct answers *answers, uint64_t token, int64_t need, int status, const char *type,
    char *body, size_t n, char *headers);
/* Gives all answers whose turn is durable. */
void answers_release(struct answers *answers);
/* Answers that have waited too long for the disk hear 503; their effect, if it becomes
 * durable after all, is found by the repeat. */
void answers_expire(struct answers *answers);
/* All that wait hear 503: what they wait for will never be durable here. */
void answers_fail(struct answers *answers, const char *error);

/* The body of the answer to the turn's message: what the platform takes there. Replies it does
 * not take leave as posts. `link`: it goes by a connection; `to`: the request, NULL if none. */
void answer_body(struct turn *turn, bool link, const struct platform *platform, const struct answering *to,
    struct buf *body);
/* One post as watchers of the console see it: REPLY with its chat's name. */
void answer_shown(const struct speech *speech, const char *chat, struct buf *show);
/* What the turn's message said and what was replied, for watchers of the console, a line each;
 * `said`: with the message itself. */
void answer_shown_turn(const struct turn *turn, bool said, struct buf *show);

#endif
