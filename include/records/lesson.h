/* A confirmed category: what the learner of categories has learned from. A correction is
 * another lesson that names the label it replaces. */
#ifndef RECORDS_LESSON_H
#define RECORDS_LESSON_H

#include "data/field.h"

struct lesson {
	int64_t id;
	int64_t issue;
	const char *label;
	const char *was; /* NULL: the issue's first */
	int64_t by;
};

extern const struct kind kind_lesson;

#endif
