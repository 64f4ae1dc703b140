/* Days counted over years whose holidays are not published; see the header. */
#include "subjects/deadlines.h"

#include "core/post.h"
#include "records/kinds.h"
#include "subjects/wakes.h"

static const struct wake *
watch_of(const struct turn *turn, int year)
{
	EACH_BY (&turn->world->store, wake, subject, store_key_int(year), wake)
		if (schedule_waits(wake, &wake_calendar_missing))
			return wake;
	return NULL;
}

int
deadline_guessed_year(struct turn *turn, int32_t from, int32_t to)
{
	int year = calendar_unknown_year(&turn->world->calendar, from, to);
	const struct wake *watch = year ? watch_of(turn, year) : NULL;

	if (watch && watch->due_at > turn->now)
		turn_wake(turn, &wake_calendar_missing, year, 0, turn->now);
	return year;
}

const char *
deadline_guess_note(struct turn *turn, int64_t year)
{
	if (year == 0)
		return "";
	const char *note = turn_phrase(turn, "calendar-guessed", WITH({"year", turn_number(turn, year)}));
	return turn->language == EN ? arena_printf(&turn->arena, " %s", note) : note;
}

bool
deadline_watch(struct turn *turn)
{
	int32_t today = turn_today(turn);
	int year = civil_of(today).year;

	for (int i = -1; i <= 2; i++)
		if (watch_of(turn, year + i))
			return false;
	if (calendar_known(&turn->world->calendar, today))
		year++;
	/* The notices come in November; in December a missing one is asked for. */
	turn_wake(turn, &wake_calendar_missing, year, 0,
	    schedule_at(turn->world, civil_day(year - 1, 12, 1), WORK_BEGINS));
	return true;
}
