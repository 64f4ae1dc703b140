/* What stands for the speaker: what waits for his word and what he may mean by "that". */
#ifndef READING_STANDING_H
#define READING_STANDING_H

#include "core/turn.h"
#include "language/symbols.h"

#define STANDING_MAX 12

struct ids {
	int64_t id[STANDING_MAX];
	int count; /* up to STANDING_MAX; more are not looked at */
};

struct standing {
	uint64_t contexts;   /* CONTEXT_BIT()s */
	struct ids mine;     /* issues he reported, not over */
	struct ids owned;    /* issues that he is to act on */
	struct ids asked;    /* his issues whose outcome he was asked about */
	struct ids disputes; /* those that he mediates */
	struct ids slips;    /* slips that wait for him, in whatever way */
	struct ids promised; /* his promises */
	struct ids promised_me;
	int64_t own_operator, own_household;
};

/* Looks at the records of the speaker; costs a few index look-ups. */
void standing_find(const struct turn *turn, struct standing *standing);

#endif
