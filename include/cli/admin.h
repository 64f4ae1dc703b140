/* What administrators do from a shell: import, export, invite, backup, verify. The same
 * code answers a running bot's control socket and works on the files alone. */
#ifndef CLI_ADMIN_H
#define CLI_ADMIN_H

#include "cli/cli.h"

struct admin {
	struct serve *serve;
	struct world *world;
	struct rim *rim; /* answers go through it */
	const char *directory;
	void *context;
	/* Behind all commits: a snapshot into `path`, or a check; answers the token itself. */
	void (*backup)(void *context, const char *path, uint64_t token);
	void (*verify)(void *context, uint64_t token);
};

/* {"do":"import"|"export"|"invite"|"backup"|"verify",…}; false if "do" is none of these. */
bool admin_request(const struct admin *admin, const char *line, const char *body, size_t n, uint64_t token);

extern const struct cli_call cli_import, cli_export, cli_invite, cli_backup, cli_restore, cli_verify;

#endif
