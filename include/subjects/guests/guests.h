/* Guest dispatch 派客: an arrival's life from the read-back to the ledger. Shared by its
 * commands, wakes and job. States: domain-terms, arrival and its lines. */
#ifndef GUESTS_GUESTS_H
#define GUESTS_GUESTS_H

#include "core/jobs.h"
#include "core/turn.h"
#include "records/arrival.h"
#include "records/line.h"
#include "records/operator.h"
#include "records/party.h"
#include "subjects/guests/board.h"

#define GUEST_LINES_MAX 400 /* lines given up in one turn */

/* Divides the arrival's guests and says the result: the read-back with 确认 while it is
 * planned, what changed for whom once it is posted (`from` says whose heads they were).
 * A long search becomes a job: then a line says that it will come. */
void guests_divide(struct turn *turn, const struct arrival *arrival, const char *from);
/* Publishes what was read back: lines, the post with everybody's number, wakes. If the
 * village's room has changed meanwhile it divides and reads back anew. */
void guests_publish(struct turn *turn, const struct arrival *arrival);
/* Marks lines of one arrival declined / no answer / failed, charges them by the rules
 * and divides their heads anew. */
void guests_give_up(struct turn *turn, int64_t arrival, const int64_t *lines, size_t count,
    enum line_state state, const char *reason);
/* Gives back `heads` of a line that may be cut; the rest is accepted. */
void guests_give_part(struct turn *turn, const struct line *line, int64_t heads);
/* The line's new state, with who answered and when. */
const struct line *guests_answer(
    struct turn *turn, const struct line *line, enum line_state state, const char *reason);

/* Cancels without charge; false if nothing had been published. */
bool guests_cancel(struct turn *turn, const struct arrival *arrival);
/* Other heads (0 = the same) or another time (0 = the same) for a posted arrival. */
void guests_change(struct turn *turn, const struct arrival *arrival, int64_t heads, int64_t at);
/* The bulk that grows or shrinks with the arrival: its largest party that may be cut. */
const struct party *guests_elastic(const struct turn *turn, int64_t arrival);
/* Another number for an arrival that waits for its confirmation; the caller keeps it. False
 * after saying that none of its parties can grow or shrink so. */
bool guests_resize(struct turn *turn, struct arrival *arrival, int64_t heads, bool tables);
/* Its parties were divided otherwise: what does not fit any more is given on. */
void guests_regroup(struct turn *turn, const struct arrival *arrival, const char *from);
/* Settles an arrival that is over: what was taken is served, the ledger is written once. */
void guests_settle(struct turn *turn, const struct arrival *arrival);

extern const struct job_kind job_plan_guests;

#endif
