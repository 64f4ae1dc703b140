/* An arrival as the planner sees it: the village's households with what they have free
 * then, and its parties with what has been answered so far. */
#ifndef GUESTS_BOARD_H
#define GUESTS_BOARD_H

#include "core/turn.h"
#include "planning/parties.h"
#include "records/arrival.h"
#include "records/operator.h"
#include "records/party.h"

#define BOARD_HOUSES_MAX 200

struct board {
	const struct operator* operators[BOARD_HOUSES_MAX];
	size_t count;
	int64_t *parties;            /* of each row of the problem: the party's id */
	struct plan_problem problem; /* what was accepted stands in locked rows of its own */
	int64_t seats;               /* free in all open households */
	size_t open;
	bool whole; /* some party must stay together */
};

/* Owned by the caller; free with board_free. */
void board_open(struct turn *turn, const struct arrival *arrival, struct board *board);
/* The same as it was divided: no answers yet, nothing of it in the ledger. For 为什么. */
void board_open_as_divided(struct turn *turn, const struct arrival *arrival, struct board *board);
void board_free(struct board *board);
/* The problem as bytes, and back: a job's inputs. Equal boards give equal bytes. */
void board_pack(const struct board *board, struct buf *out);
/* The problem is the caller's (plan_problem_free). False if the bytes are of another
 * version of the program. */
bool board_unpack(const void *bytes, size_t n, struct plan_problem *problem);
/* Row of the free part of a party, or -1. */
int board_row(const struct board *board, int64_t party);
/* Heads a household has in this arrival now, not refused: offered, accepted or seated. */
int64_t board_heads(const struct turn *turn, int64_t arrival, int64_t operator);
/* What the household has free at an instant and for the nights after, leaving out one
 * arrival (0 = none). Closed: false. */
bool board_free_room(const struct turn *turn, const struct operator* operator, int64_t at, int64_t nights,
    int64_t except, struct plan_household *room);

#endif
