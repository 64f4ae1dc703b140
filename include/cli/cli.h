/* The calls of the program, one file each; main.c finds them by name. Each returns the
 * exit status: 0 success, 1 a fault in the input (said on stderr), 2 wrong usage. */
#ifndef CLI_CLI_H
#define CLI_CLI_H

#include "core/world.h"
#include "shell/serve.h"

struct config;

struct options {
	const char *config_path; /* -c */
	const char *directory;   /* -d, or the configuration's */
	const struct config *config;
	int count; /* what follows the call's name */
	char **words;
};

struct cli_call {
	const char *name, *usage, *help;
	int (*run)(const struct options *options);
};
extern const struct cli_call *const cli_calls[];

#endif
