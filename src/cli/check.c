/* check: faults of configuration and world, each with its place. `--settings` and
 * `--commands` print the lists of config/reference.md. */
#include <stdio.h>
#include <string.h>

#include "cli/cli.h"
#include "cli/online.h"
#include "cli/world_files.h"
#include "core/world_life.h"
#include "subjects/commands.h"
#include "shell/config.h"
#include "io/files.h"
#include "subjects/wakes.h"

static int
print_settings(void)
{
	struct buf out = {0};

	config_describe(&out);
	fputs(buf_text(&out), stdout);
	buf_free(&out);
	return 0;
}

static int
print_commands(void)
{
	for (int i = 0; commands_all[i]; i++)
		if (!commands_all[i]->hidden)
			printf("| %s | %s |\n", commands_all[i]->help_zh, commands_all[i]->help_en);
	return 0;
}

static int
print_wakes(void)
{
	for (int i = 0; wakes_all[i]; i++)
		printf("| `%s` | %s | %s |\n", wakes_all[i]->name, wakes_all[i]->help,
		    wakes_all[i]->late == LATE_RUN        ? "runs once"
		        : wakes_all[i]->late == LATE_SKIP ? "is dropped"
		                                          : "runs and says that it is late");
	return 0;
}

/* A world folder, read into memory alone. */
static int
check_world(const char *folder)
{
	static const struct seal_key key;
	struct import_result result = {0};
	struct world world;
	struct turn turn;

	world_open(&world, "check", 5, &key);
	turn_begin(&turn, &world, "import", 1);
	world_read_folder(&turn, folder, &result);
	size_t faults = result.faults;
	if (faults)
		fputs(buf_text(&result.fault_lines), stderr);
	else
		printf("%s: %zu records, no faults\n", folder, result.added);
	import_result_free(&result);
	turn_abort(&turn);
	world_close(&world);
	return faults ? 1 : 0;
}

static int
run(const struct options *options)
{
	if (options->count == 1 && strcmp(options->words[0], "--settings") == 0)
		return print_settings();
	if (options->count == 1 && strcmp(options->words[0], "--commands") == 0)
		return print_commands();
	if (options->count == 1 && strcmp(options->words[0], "--wakes") == 0)
		return print_wakes();
	bool online = options->count == 2 && strcmp(options->words[0], "--online") == 0;
	if (options->count > 1 && !online)
		return 2;
	struct config config;
	struct buf faults = {0};
	const char *path = options->count && !online ? options->words[0] : options->config_path;
	bool good = config_read(&config, path, &faults);
	fputs(buf_text(&faults), stderr);
	if (good && online) {
		int status = online_check(&config, options->words[1],
		    options->directory == options->config->directory ? config.directory : options->directory);

		buf_free(&faults);
		config_free(&config);
		return status;
	}
	if (good)
		printf("%s: no faults\n", path ? path : "(defaults)");
	int status = good ? 0 : 1;
	if (good && config.demo_world[0])
		status = check_world(config.demo_world);
	buf_free(&faults);
	config_free(&config);
	return status;
}

const struct cli_call cli_check = {"check", "check [FILE | --online CHANNEL | --settings …]",
    "checks configuration and world; asks a channel's platform", run};
