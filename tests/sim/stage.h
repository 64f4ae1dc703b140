/* A stage for long simulations: a world above the program without threads, one seed, one
 * course of events; it can die without a word and start again from its file. */
#ifndef SIM_STAGE_H
#define SIM_STAGE_H

#include "base/rng.h"
#include "cli/sync_rim.h"
#include "core/turn.h"

struct stage {
	uint64_t seed;
	struct rng rng;
	struct seal_key key;
	struct world world;
	struct sync_rim rim;
	struct db *db;
	int event, crashes;
	char fault[400]; /* the first law that was broken */
};

/* Opens an empty world at `now`; everybody has a console account. */
void stage_open(struct stage *stage, uint64_t seed, int64_t now);
void stage_close(struct stage *stage);
/* Runs `fill` in one turn of the program, as an import does. */
void stage_fill(struct stage *stage, void (*fill)(struct turn *turn));
/* Dies and starts again from the file. */
void stage_crash(struct stage *stage);
/* Somebody says something, in a group or (NULL) in private. */
void stage_say(struct stage *stage, const char *who, const char *group, const char *text);
/* A law is broken; only the first one is kept. */
void stage_violated(struct stage *stage, const char *what, const char *about);
uint64_t stage_below(struct stage *stage, uint64_t bound);

#endif
