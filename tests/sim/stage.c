/* A stage for long simulations; see the header. */
#include "core/world_life.h"
#include "stage.h"

#include <inttypes.h>
#include <stdio.h>

#include "base/require.h"
#include "subjects/commands.h"
#include "subjects/hearers.h"
#include "subjects/wakes.h"
#include "subjects/jobs.h"

static void
open_serve(struct stage *stage)
{
	stage->rim.serve = serve_open(&(struct serve_setup){.world = &stage->world,
	    .rim = &stage->rim.rim,
	    .tables = {commands_all, wakes_all, jobs_all, hearers_all},
	    .demo = true});
}

void
stage_open(struct stage *stage, uint64_t seed, int64_t now)
{
	char why[256] = "";

	*stage = (struct stage){.seed = seed, .key = {{7}}};
	rng_seed(&stage->rng, &seed, sizeof seed);
	stage->db = db_sqlite.open(":memory:", &stage->key, why);
	require(stage->db != NULL);
	world_open(&stage->world, &seed, sizeof seed, &stage->key);
	stage->world.everyone_on_console = true;
	sync_rim_init(&stage->rim, &db_sqlite, stage->db, now);
	open_serve(stage);
}

void
stage_close(struct stage *stage)
{
	serve_close(stage->rim.serve);
	db_sqlite.close(stage->db);
	sync_rim_free(&stage->rim);
	world_close(&stage->world);
}

void
stage_fill(struct stage *stage, void (*fill)(struct turn *turn))
{
	struct turn turn;

	serve_turn_begin(stage->rim.serve, &turn, "import");
	fill(&turn);
	serve_turn_done(stage->rim.serve, &turn, 0, "", 0);
}

void
stage_crash(struct stage *stage)
{
	int64_t now = stage->rim.now;
	char why[256] = "";
	uint64_t seed = stage->seed * 977 + (uint64_t)++stage->crashes;

	serve_close(stage->rim.serve);
	world_close(&stage->world);
	sync_rim_free(&stage->rim);
	world_open(&stage->world, &seed, sizeof seed, &stage->key);
	stage->world.everyone_on_console = true;
	if (!db_sqlite.load(stage->db, &stage->world, now, why))
		stage_violated(stage, "the database does not load", why);
	sync_rim_init(&stage->rim, &db_sqlite, stage->db, now);
	open_serve(stage);
	serve_boot(stage->rim.serve);
}

void
stage_say(struct stage *stage, const char *who, const char *group, const char *text)
{
	char id[24];

	snprintf(id, sizeof id, "e%d", stage->event++);
	serve_say(stage->rim.serve,
	    &(struct message){.channel = "console",
	        .event_id = id,
	        .private_chat = group == NULL,
	        .chat_id = group ? group : "",
	        .sender_id = who,
	        .sender_name = "",
	        .text = text},
	    1);
	sync_rim_until(&stage->rim, stage->rim.now);
}

void
stage_violated(struct stage *stage, const char *what, const char *about)
{
	if (stage->fault[0] == 0)
		snprintf(stage->fault, sizeof stage->fault, "day %" PRId64 ": %s: %.200s",
		    (int64_t)zone_day(stage->rim.now, 480), what, about);
}

uint64_t
stage_below(struct stage *stage, uint64_t bound)
{
	return rng_below(&stage->rng, bound);
}
