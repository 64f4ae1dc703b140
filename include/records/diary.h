/* A page of somebody's diary 民情日记: private; he alone finds it again. */
#ifndef RECORDS_DIARY_H
#define RECORDS_DIARY_H

#include "data/field.h"

struct diary {
	int64_t id;
	int64_t by;
	int64_t at;
	const char *text;
	int64_t issue; /* made into this one, or 0 */
};

extern const struct kind kind_diary;

#endif
