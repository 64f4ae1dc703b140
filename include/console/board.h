/* Requests about the board: its sums, its lists, and these as files. What stands in a list is in
 * lists.h. */
#ifndef CONSOLE_BOARD_H
#define CONSOLE_BOARD_H

#include "console/gate.h"

struct pending;

/* GET /api/board, GET /api/list. */
void board_sums(struct exchange *exchange);
void board_list(struct exchange *exchange);
/* A workbook has been made. */
void board_made(const struct exchange *exchange, const struct pending *pending, const void *result, size_t n);

#endif
