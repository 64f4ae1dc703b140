/* The steps of a life: who may take which from which state. Made of a record's X_LIFE list. */
#ifndef SUBJECTS_LIFE_H
#define SUBJECTS_LIFE_H

#include <stddef.h>
#include <stdint.h>

struct life_rule {
	int step;
	const char *name; /* as it stands in the events */
	int from, to;     /* the same where the state stays */
	uint32_t who;     /* bits; 0: a rule of its own */
};
struct life_rules {
	const struct life_rule *rows;
	size_t count;
};

/* Everybody who may take the step, whatever the state. */
uint32_t life_who(const struct life_rules *rules, int step);
/* The step from this state; NULL if it does not start there. */
const struct life_rule *life_rule(const struct life_rules *rules, int step, int from);
/* The step's name. */
const char *life_step_name(const struct life_rules *rules, int step);

#endif
