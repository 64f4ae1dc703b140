/* The holidays of a year are not published to this program: an administrator hears it once, in
 * December before that year, or when a deadline has to be counted without them. */
#include "subjects/wakes.h"

#include "records/kinds.h"
#include "records/role.h"
#include "subjects/deadlines.h"

static bool
tell(struct turn *turn, int year)
{
	EACH (&turn->world->store, role, role) {
		if (role->role != ROLE_admin)
			continue;
		struct draft draft = turn_draft(turn, "calendar-missing", WITH({"year", turn_number(turn, year)}));

		draft.unasked = true;
		if (turn_post_person(turn, role->person, &draft))
			return true;
	}
	return false;
}

static void
run(struct turn *turn, const struct wake *wake, bool late)
{
	int year = (int)wake->subject, next = year + 1;

	(void)late;
	if (!calendar_known(&turn->world->calendar, civil_day(year, 1, 1)) && !tell(turn, year)) {
		turn_wake(turn, &wake_calendar_missing, year, 0, schedule_next_morning(turn->world, turn->now));
		return; /* nobody to tell yet */
	}
	turn_wake(turn, &wake_calendar_missing, next, 0,
	    schedule_at(turn->world, civil_day(next - 1, 12, 1), WORK_BEGINS));
}

const struct wake_kind wake_calendar_missing = {
    .name = "calendar_missing",
    .help = "in December: the next year's holidays are not there yet, an administrator hears it",
    .help_zh = "十二月还没有下一年的节假日表,告诉管理员",
    .late = LATE_RUN,
    .quiet = true,
    .begin = deadline_watch,
    .run = run,
};
