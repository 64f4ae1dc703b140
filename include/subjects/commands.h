/* All commands, NULL-terminated, in the order help lists them; made from commands.def. */
#ifndef SUBJECTS_COMMANDS_H
#define SUBJECTS_COMMANDS_H

#include "reading/parse.h"

extern const struct command *const commands_all[];

#endif
