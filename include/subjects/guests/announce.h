/* An announcement of guests as people write it, read into an arrival and its parties:
 * 明天中午上海团150人,其中20人住宿,素食2桌 · 周六来5家:4人、3人、2人(吃素)、6人要一楼、8人. */
#ifndef WORK_ANNOUNCE_H
#define WORK_ANNOUNCE_H

#include "reading/parse.h"
#include "records/arrival.h"
#include "records/party.h"

#define ANNOUNCE_PARTIES_MAX 120

struct announcement {
	struct arrival arrival; /* heads, unit, at, nights, source, bringer */
	struct party parties[ANNOUNCE_PARTIES_MAX];
	size_t count;
};

/* Reads the text from `from`. False after saying what is missing or has two readings.
 * Texts live in the turn's arena. */
bool announce_read(struct turn *turn, const struct glyphs *text, size_t from, struct announcement *out);
/* The instant a time expression means; false after saying what is wrong. */
bool announce_time(struct turn *turn, const struct when *when, int64_t otherwise, int64_t *at);

#endif
