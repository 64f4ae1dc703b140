/* The table of calls. */
#include <stddef.h>

#include "cli/admin.h"

extern const struct cli_call cli_serve, cli_terminal, cli_check, cli_chat, cli_plan, cli_match, cli_read;

const struct cli_call *const cli_calls[] = {
    &cli_serve,
    &cli_terminal,
    &cli_check,
    &cli_chat,
    &cli_plan,
    &cli_match,
    &cli_read,
    &cli_import,
    &cli_export,
    &cli_invite,
    &cli_backup,
    &cli_restore,
    &cli_verify,
    NULL,
};
