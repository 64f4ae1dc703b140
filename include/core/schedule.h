/* Timed work: wakes on an ordered index, quiet hours, the budget of unasked messages.
 * Pure: now comes in. */
#ifndef CORE_SCHEDULE_H
#define CORE_SCHEDULE_H

#include "core/turn.h"
#include "records/wake.h"

/* What a wake that is late (the bot was down, the clock held) does. */
enum wake_late { LATE_RUN, LATE_SKIP, LATE_SAY };

struct wake_kind {
	const char *name;
	const char *help, *help_zh; /* for the list of wakes (config/reference.md) and the board */
	enum wake_late late;
	bool quiet;               /* waits for the end of quiet hours */
	const struct kind *about; /* whose number the subject is, if anybody may hear it; or NULL */
	/* Plans what must always be planned, at the start of the program; true if it did. Or NULL. */
	bool (*begin)(struct turn *turn);
	/* Runs the wake; may plan further ones. `late` when it comes over late_say_min late. */
	void (*run)(struct turn *turn, const struct wake *wake, bool late);
};

/* Plans a wake, once per (kind, subject, rung): an open one is moved. */
void turn_wake(struct turn *turn, const struct wake_kind *kind, int64_t subject, int rung, int64_t due_at);
/* Clears every open wake of the kind for the subject. */
void turn_unwake(struct turn *turn, const struct wake_kind *kind, int64_t subject);
/* Is it of this kind, and still to come? */
bool schedule_waits(const struct wake *wake, const struct wake_kind *kind);
/* The kind of this name; NULL for one that the program does not know (any more). */
const struct wake_kind *schedule_kind(const struct wake_kind *const *kinds, const char *name);
/* Lets every kind plan what must always be planned; true if one did. */
bool schedule_begin(struct turn *turn, const struct wake_kind *const *kinds);

/* The earliest open wake that is due, or NULL; *next_at is when to ask again. */
const struct wake *schedule_due(const struct world *world, int64_t now, int64_t *next_at);
/* Fires it: run, skip or hold by its kind; afterwards it is not due any more. One of an
 * unknown kind is skipped, which the caller has to tell. */
void schedule_fire(struct turn *turn, const struct wake *wake, const struct wake_kind *const *kinds);

#define WORK_BEGINS 540 /* 09:00: when somebody in office is spoken to of work */
#define WORK_ENDS 1050  /* 17:30: "N working days" end then (rules.md) */
/* The instant of that minute of the day, in the world's zone. */
int64_t schedule_at(const struct world *world, int32_t day, int minute);

/* When an unasked message thought of at `at` may be said: `at`, or the end of the
 * quiet hours it falls into. */
int64_t schedule_speak_at(const struct world *world, int64_t at);
/* The digest time of the next morning after `at`. */
int64_t schedule_next_morning(const struct world *world, int64_t at);
/* Takes one from the day's budget of `key`; false when it is used up. */
bool schedule_spend(struct world *world, int64_t key, int64_t at, int64_t limit);
/* `hours` working hours (08:30-12:00, 14:00-17:30) after `at`, an instant inside them. */
int64_t schedule_working(const struct world *world, int64_t at, int64_t hours);

#endif
