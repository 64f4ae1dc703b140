/* Does a sentence announce guests, when, and how many? 明天中午三十个人吃饭 · 周六中午来10桌 ·
 * 14号中午80人 · 明天中午30人,晚上50人 (two meals). Pure: who speaks and where, and the households'
 * names, are not known here. Questions, hearsay, what was yesterday and what is about
 * something else are no announcements. */
#ifndef LANGUAGE_ANNOUNCING_H
#define LANGUAGE_ANNOUNCING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "language/count.h"
#include "language/when.h"

#define ANNOUNCED_MEALS 3
#define ANNOUNCED_COUNTS 60

enum announced_status {
	ANNOUNCED_none,
	ANNOUNCED_whole,
	ANNOUNCED_no_heads,
	ANNOUNCED_no_time,
	ANNOUNCED_about,  /* 大概三十个, 七八个: to be asked */
	ANNOUNCED_unread, /* a number that nothing here explains */
	ANNOUNCED_two     /* several numbers that do not go together, or none that is certain */
};

struct announced_meal {
	size_t from, to; /* its words */
	struct when when;
	bool timed;
	bool clock; /* an hour was said, or a meal that has one: 中午, 12点 */
	struct count_people people;
};

struct announced {
	enum announced_status status; /* of the first meal that is not whole */
	bool certain;                 /* heard although nobody addressed the bot */
	struct announced_meal meals[ANNOUNCED_MEALS];
	size_t count;
	struct count counts[ANNOUNCED_COUNTS]; /* of the whole sentence */
	size_t counted;
	size_t about_from, about_to; /* the number that is not exact, or not explained */
};

/* When and where it is said. */
struct announced_now {
	int32_t today;
	int minute;
	int64_t table_heads; /* people at a table */
	const bool *known;   /* code points that are names of households; or NULL */
};
void announce_understand(
    const uint32_t *cp, size_t n, size_t from, const struct announced_now *now, struct announced *out);

#endif
