/* A world from config/demo for the fuzzers; made once. */
#ifndef TESTS_DEMO_WORLD_H
#define TESTS_DEMO_WORLD_H

#include "base/require.h"
#include "cli/world_files.h"
#include "core/world.h"
#include "core/world_life.h"

static struct world *
demo_world(void)
{
	static struct world world;
	static bool made;
	static const struct seal_key key;
	struct import_result result = {0};
	struct turn turn;

	if (made)
		return &world;
	made = true;
	world_open(&world, "fuzz", 4, &key);
	world.everyone_on_console = true;
	turn_begin(&turn, &world, "import", 1);
	world_read_folder(&turn, "config/demo", &result);
	require(result.faults == 0);
	world_batch_done(&world, turn_close(&turn, 200, NULL, 0));
	import_result_free(&result);
	return &world;
}

#endif
