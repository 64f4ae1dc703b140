/* All commands, NULL-terminated; made from src/commands/commands.def. */
#ifndef COMMANDS_COMMANDS_H
#define COMMANDS_COMMANDS_H

#include "reading/parse.h"

extern const struct command *const commands_all[];

#define COMMAND(name) extern const struct command command_##name;
#include "../../src/subjects/commands.def"
#undef COMMAND

#endif
