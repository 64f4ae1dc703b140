/* What was understood of a sentence, without doing it. */
#ifndef CLI_READ_H
#define CLI_READ_H

#include "cli/player.h"
#include "reading/reading.h"

/* A sentence that was handled in a turn of its own; the turn is taken back by read_done. */
struct read_result {
	struct turn *turn;
	struct understanding *understanding; /* borrowed from the turn */
	struct buf says;
};

/* A world after this conversation (NULL: none), at this time (NULL: as it is). NULL if it
 * cannot be played. Ended by player_free. */
struct player *read_prepare(const char *prep, const char *world, const char *at);
/* False if chat or speaker are unknown. read_done in any case. */
bool read_say(
    struct player *player, const char *chat, const char *who, const char *text, struct read_result *result);
/* One line of JSON. */
void read_print(const struct read_result *result);
void read_done(struct read_result *result);
/* Every row of a table, then the figures; the exit status. */
int read_table(const char *file, const char *world);

#endif
