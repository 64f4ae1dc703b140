/* Plays conversations (contract.md section 2) through the same serve.c, outbox, console
 * encoder and a fresh SQLite file, on a virtual clock. */
#ifndef CLI_PLAYER_H
#define CLI_PLAYER_H

#include "cli/cli.h"

struct player;

/* A player with an empty temporary folder; NULL after saying why there is none. `name` is
 * what its faults are told under. Owned by the caller, ended by player_free. */
struct player *player_new(const char *name);
void player_free(struct player *player);
/* Plays a file's statements; false when something of it failed, said on standard output. */
bool player_read(struct player *player, const char *file);
/* The same as the statements `world` and `at`. */
bool player_world(struct player *player, const char *folder);
bool player_clock(struct player *player, const char *time);
/* From here on only faults are printed. */
void player_quiet(struct player *player);
/* What this person says in that chat, as a message; false if either is unknown. Borrows the texts. */
bool player_message(
    struct player *player, const char *chat, const char *who, const char *text, struct message *message);
/* The bot that plays; NULL before a world is open. */
struct serve *player_serve(struct player *player);

#endif
