/* A reminder somebody asked for falls due. A late one says so; a repeated one plans its
 * next time, missed ones are not caught up. */
#include "subjects/wakes.h"

#include "language/when.h"
#include "language/calendar.h"
#include "core/names.h"
#include "records/kinds.h"
#include "records/reminder.h"

static int64_t
next_time(const struct turn *turn, const struct reminder *reminder)
{
	int zone = (int)turn->world->policy.zone_min, minute = zone_minute(reminder->at, zone);
	int32_t day = zone_day(reminder->at, zone);

	do {
		switch ((enum when_repeat)reminder->repeat) {
		case WHEN_OTHERWISE:
		case WHEN_ONCE: return 0;
		case WHEN_DAILY: day++; break;
		case WHEN_WEEKLY: day += 7; break;
		case WHEN_WORKDAYS: day = calendar_after(&turn->world->calendar, day, 1); break;
		case WHEN_MONTHLY: {
			struct civil civil = civil_of(day);

			do {
				civil.month = civil.month % 12 + 1;
				civil.year += civil.month == 1;
			} while (!civil_valid(civil.year, civil.month, (int)reminder->repeat_on));
			day = civil_day(civil.year, civil.month, (int)reminder->repeat_on);
			break;
		}
		}
	} while (zone_instant(day, minute, zone) <= turn->now);
	return zone_instant(day, minute, zone);
}

static void
run(struct turn *turn, const struct wake *wake, bool late)
{
	const struct reminder *due = turn_find(turn, reminder, wake->subject);

	if (due == NULL || due->state != REMINDER_active)
		return;
	struct reminder reminder = *due;
	bool own = reminder.by == reminder.person;
	struct draft draft = turn_draft(turn,
	    late                        ? "reminder-late"
	        : own || reminder.group ? "reminder"
	                                : "reminder-from",
	    WITH({"text", reminder.text}, {"time", turn_time(turn, wake->due_at)},
	        {"by", names_of(turn->world, &kind_person, reminder.by)}));
	if (reminder.group)
		turn_post_group(turn, reminder.group, &draft);
	else
		turn_post_person(turn, reminder.person, &draft);
	int64_t next = next_time(turn, due);
	if (next) {
		reminder.at = next;
		turn_wake(turn, &wake_reminder, reminder.id, 0, next);
	} else {
		reminder.state = REMINDER_done;
	}
	turn_put(turn, &kind_reminder, &reminder);
}

const struct wake_kind wake_reminder = {
    .name = "reminder",
    .help = "a reminder somebody asked for",
    .help_zh = "有人要的提醒",
    .late = LATE_SAY,
    .run = run,
};
