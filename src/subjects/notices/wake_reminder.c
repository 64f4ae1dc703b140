/* A reminder somebody asked for falls due. A late one says so; a repeated one plans its
 * next time, missed ones are not caught up. */
#include "subjects/wakes.h"

#include "core/names.h"
#include "records/kinds.h"
#include "core/schedule.h"
#include "records/reminder.h"
#include "subjects/notices/reminders.h"

/* The next time after now that the rule names, or 0. */
static int64_t
next_time(const struct turn *turn, const struct reminder *reminder)
{
	int zone = (int)turn->world->policy.zone_min, minute;
	struct repeat rule;
	int32_t day;
	int64_t now = turn->now > reminder->at ? turn->now : reminder->at;

	if (!reminders_rule(turn, reminder, &rule) ||
	    !repeat_next(&rule, &turn->world->calendar, zone_day(reminder->at, zone), WORK_BEGINS,
	        zone_day(now, zone), zone_minute(now, zone), &day, &minute))
		return 0;
	return zone_instant(day, minute, zone);
}

static void
run(struct turn *turn, const struct wake *wake, bool late)
{
	const struct reminder *due = turn_find(turn, reminder, wake->subject);

	if (due == NULL || due->state != REMINDER_active || due->at != wake->due_at)
		return; /* cancelled, or moved to a later time */
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
		reminders_wake(turn, &reminder);
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
