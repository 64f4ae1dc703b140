/* lianxin: parse options, find the call, run it. */
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/digest.h"
#include "base/memory.h"
#include "base/seal.h"
#include "cli/cli.h"
#include "shell/config.h"

static int
usage(FILE *to)
{
	fprintf(to, "usage: lianxin [-c FILE] [-d DIR] CALL …\n");
	for (int i = 0; cli_calls[i]; i++)
		fprintf(to, "  %-46s %s\n", cli_calls[i]->usage, cli_calls[i]->help);
	return 2;
}

int
main(int argc, char **argv)
{
	struct options options = {0};
	struct config config;
	struct buf faults = {0};
	const struct cli_call *call = NULL;
	int at = 1, kept = 0;

	umask(077); /* databases, keys and backups are nobody else's */

	/* -c and -d may stand before or behind the call's name. */
	for (at = 1; at < argc; at++) {
		if (strcmp(argv[at], "-c") == 0 && at + 1 < argc)
			options.config_path = argv[++at];
		else if (strcmp(argv[at], "-d") == 0 && at + 1 < argc)
			options.directory = argv[++at];
		else if (strcmp(argv[at], "--version") == 0 && call == NULL)
			return printf("lianxin %s\n", LIANXIN_VERSION) > 0 ? 0 : 1;
		else if (strcmp(argv[at], "--help") == 0 && call == NULL)
			return usage(stdout) * 0;
		else
			argv[kept++] = argv[at];
	}
	if (kept == 0)
		return usage(stderr);
	for (int i = 0; cli_calls[i]; i++)
		if (strcmp(cli_calls[i]->name, argv[0]) == 0)
			call = cli_calls[i];
	if (call == NULL)
		return usage(stderr);
	/* check looks at the file itself; it must not be stopped by its faults here. */
	bool good = config_read(&config, strcmp(call->name, "check") == 0 ? NULL : options.config_path, &faults);
	int status = 1;
	if (!good) {
		fputs(buf_text(&faults), stderr);
	} else {
		if (options.directory == NULL)
			options.directory = config.directory;
		options.config = &config;
		options.words = argv + 1;
		options.count = kept - 1;
		status = call->run(&options);
		if (status == 2)
			fprintf(stderr, "usage: lianxin %s\n", call->usage);
	}
	buf_free(&faults);
	config_free(&config);
	digest_thread_done();
	seal_thread_done();
	arena_thread_done();
	return status;
}
