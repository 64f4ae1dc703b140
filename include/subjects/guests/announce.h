/* An announcement of guests as people write it, read into an arrival and its parties:
 * 明天中午上海团150人,其中20人住宿,素食2桌 · 周六来5家:4人、3人、2人(吃素)、6人要一楼、8人. */
#ifndef GUESTS_ANNOUNCE_H
#define GUESTS_ANNOUNCE_H

#include "language/announcing.h"
#include "reading/parse.h"
#include "records/arrival.h"
#include "records/party.h"

#define ANNOUNCE_PARTIES_MAX 120

struct announcement {
	struct arrival arrival; /* heads, unit, at, nights, source, bringer, except, only, unmet */
	struct party parties[ANNOUNCE_PARTIES_MAX];
	size_t count;
	bool clock; /* its hour was said */
};

/* What the text from `from` on announces, without acting. */
void announce_hear(const struct turn *turn, const struct glyphs *text, size_t from, struct announced *said);
/* Makes an announcement of each meal; `out` has room for ANNOUNCED_MEALS. Their number, 0
 * after saying what is wrong. Texts live in the turn's arena. */
size_t announce_read(
    struct turn *turn, const struct glyphs *text, const struct announced *said, struct announcement *out);
/* 别给磨坊, 只给陈家和李家, 点名去陈家 as a whole sentence: ids, separated by ; or NULL. False when
 * anything else is said. */
bool announce_households(struct turn *turn, const struct glyphs *text, size_t from, const char **except,
    const char **only, const char **wish);
/* The instant a time expression means; false after saying what is wrong. */
bool announce_time(struct turn *turn, const struct when *when, int64_t otherwise, int64_t *at);

#endif
