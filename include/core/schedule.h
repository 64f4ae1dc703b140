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
	const char *help, *help_zh; /* for the README's list and the board */
	enum wake_late late;
	bool quiet; /* waits for the end of quiet hours */
	/* Runs the wake; may plan further ones. `late` when it comes over late_say_min late. */
	void (*run)(struct turn *turn, const struct wake *wake, bool late);
};

/* The earliest open wake that is due, or NULL; *next_at is when to ask again. */
const struct wake *schedule_due(const struct world *world, int64_t now, int64_t *next_at);
/* Fires it: run, skip or hold by its kind; afterwards it is not due any more. */
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
/* Counted from `from` to `to`: the first year whose holidays are not published, or 0; then an
 * administrator hears of it now, if he has not heard yet. */
int schedule_guessed_year(struct turn *turn, int32_t from, int32_t to);
/* "(2027 年节假日未公布,…)" to stand behind a day that was counted so; "" for year 0. */
const char *schedule_guess_note(struct turn *turn, int64_t year);
/* Looks out for a missing list: plans the wake that asks for this year's or the next one's,
 * unless one is planned. True if it did. */
bool schedule_watch_calendar(struct turn *turn);
/* `hours` working hours (08:30-12:00, 14:00-17:30) after `at`, an instant inside them. */
int64_t schedule_working(const struct world *world, int64_t at, int64_t hours);

#endif
