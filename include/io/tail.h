/* The last durable turn, in a file beside the database: its number, its time and the head of the chain.
 * A database that ends before it has lost its end. One line of fixed length, written in place. */
#ifndef IO_TAIL_H
#define IO_TAIL_H

#include <stdbool.h>
#include <stdint.h>

struct tail {
	int64_t turn, at; /* at: ms UTC */
	uint8_t chain[32];
};
enum tail_state { TAIL_NONE, TAIL_GOOD, TAIL_DAMAGED };

enum tail_state tail_read(const char *path, struct tail *tail);
/* A descriptor for tail_write; -1 with errno. */
int tail_open(const char *path);
/* Written and synced; false with errno. */
bool tail_write(int fd, const struct tail *tail);

#endif
