/* Which of many texts a question in people's words is about. Pure: whole numbers, no world. */
#ifndef ASKING_MATCHING_H
#define ASKING_MATCHING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/memory.h"

/* What is asked about: names (separated by ;) and what else is written of it. */
struct matter {
	const char *names, *body;
};
struct match {
	size_t matter; /* index */
	int64_t score;
};
#define MATCHES_MAX 3

/* The matters that the question may be about by falling score, MATCHES_MAX at most; 0 when it
 * is about none of them. Words that people use for what rules call otherwise are known. */
size_t matching_find(struct arena *arena, const char *question, const struct matter *matters, size_t count,
    struct match out[MATCHES_MAX]);

#endif
