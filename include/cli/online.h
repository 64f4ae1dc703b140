/* check --online CHANNEL: asks the platform itself whether the channel's configuration will
 * do, and says in plain words, Chinese and English, what is wrong. */
#ifndef CLI_ONLINE_H
#define CLI_ONLINE_H

#include "shell/config.h"

/* Prints the findings; 0 when all that can be asked from here is good, else 1. `directory` is
 * the bot's: a connection that it holds itself is not taken from it. */
int online_check(const struct config *config, const char *name, const char *directory);

#endif
