/* A reminder 提醒 somebody asked for, once or repeated. */
#ifndef RECORDS_REMINDER_H
#define RECORDS_REMINDER_H

#include "data/field.h"

enum reminder_state { REMINDER_active, REMINDER_done, REMINDER_cancelled };

struct reminder {
	int64_t id;
	int64_t person;
	int64_t by;
	int64_t group; /* 0 = private */
	const char *text;
	int64_t at;     /* the next one */
	int64_t repeat; /* enum when_repeat */
	int64_t repeat_on;
	const char *rule; /* how it repeats (language/repeat.h); NULL: once, or an old one by the two above */
	int64_t set_at;   /* when it was last set or changed */
	int32_t state;
};

extern const struct kind kind_reminder;

#endif
