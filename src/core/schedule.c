/* Wakes, quiet hours, budgets; see the header. */
#include "core/schedule.h"

#include <string.h>

#include "base/memory.h"
#include "base/require.h"
#include "language/calendar.h"
#include "records/kinds.h"

bool
schedule_waits(const struct wake *wake, const struct wake_kind *kind)
{
	return wake->state == WAKE_scheduled && strcmp(wake->kind, kind->name) == 0;
}

void
turn_wake(struct turn *turn, const struct wake_kind *kind, int64_t subject, int rung, int64_t due_at)
{
	struct wake wake = {.kind = kind->name, .subject = subject, .rung = rung, .due_at = due_at};

	EACH_BY (&turn->world->store, wake, subject, store_key_int(subject), open)
		if (schedule_waits(open, kind) && open->rung == rung)
			wake.id = open->id;
	turn_put(turn, &kind_wake, &wake);
}

void
turn_unwake(struct turn *turn, const struct wake_kind *kind, int64_t subject)
{
	EACH_BY (&turn->world->store, wake, subject, store_key_int(subject), open)
		if (schedule_waits(open, kind)) {
			struct wake cleared = *open;

			cleared.state = WAKE_cleared;
			turn_put(turn, &kind_wake, &cleared);
		}
}

const struct wake_kind *
schedule_kind(const struct wake_kind *const *kinds, const char *name)
{
	for (int i = 0; kinds[i]; i++)
		if (strcmp(kinds[i]->name, name) == 0)
			return kinds[i];
	return NULL;
}

bool
schedule_begin(struct turn *turn, const struct wake_kind *const *kinds)
{
	bool any = false;

	for (int i = 0; kinds[i]; i++)
		if (kinds[i]->begin)
			any |= kinds[i]->begin(turn);
	return any;
}

const struct wake *
schedule_due(const struct world *world, int64_t now, int64_t *next_at)
{
	struct sorted_pair least = {0};
	const struct wake *wake = store_ordered(&world->store, &kind_wake, offsetof(struct wake, due_at), &least);

	*next_at = INT64_MAX;
	if (wake == NULL)
		return NULL;
	/* Fired wakes wait in the index only until they are durable; they sort as never. */
	*next_at = wake->due_at;
	return wake->due_at <= now && wake->state == WAKE_scheduled ? wake : NULL;
}

static bool
between(int64_t minute, int64_t from, int64_t to)
{
	return from <= to ? minute >= from && minute < to : minute >= from || minute < to;
}

int64_t
schedule_at(const struct world *world, int32_t day, int minute)
{
	return zone_instant(day, minute, (int)world->policy.zone_min);
}

int64_t
schedule_speak_at(const struct world *world, int64_t at)
{
	const struct policy *policy = &world->policy;
	int zone = (int)policy->zone_min, minute = zone_minute(at, zone);
	int32_t day = zone_day(at, zone);

	if (between(minute, policy->quiet_from, policy->quiet_to))
		return zone_instant(minute >= policy->quiet_to ? day + 1 : day, (int)policy->quiet_to, zone);
	if (between(minute, policy->noon_from, policy->noon_to))
		return zone_instant(day, (int)policy->noon_to, zone);
	return at;
}

int64_t
schedule_next_morning(const struct world *world, int64_t at)
{
	int zone = (int)world->policy.zone_min;

	return zone_instant(zone_day(at, zone) + 1, (int)world->policy.digest_minute, zone);
}

bool
schedule_spend(struct world *world, int64_t key, int64_t at, int64_t limit)
{
	int32_t day = zone_day(at, (int)world->policy.zone_min);
	struct spent *mine = NULL;

	for (size_t i = 0; i < world->spent_count && mine == NULL; i++)
		if (world->spent[i].key == key || world->spent[i].day < day - 1)
			mine = &world->spent[i];
	if (mine == NULL) {
		world->spent = mem_grow(world->spent, (world->spent_count + 1) * sizeof *world->spent);
		mine = &world->spent[world->spent_count++];
		*mine = (struct spent){.key = key, .day = day};
	}
	if (mine->key != key || mine->day != day)
		*mine = (struct spent){.key = key, .day = day};
	if (mine->count >= limit)
		return false;
	mine->count++;
	return true;
}

int64_t
schedule_working(const struct world *world, int64_t at, int64_t hours)
{
	static const int opens[] = {510, 840}, closes[] = {720, 1050};
	int zone = (int)world->policy.zone_min, left = (int)hours * 60;
	int32_t day = zone_day(at, zone);
	int minute = zone_minute(at, zone);

	for (int days = 0; days < 400; days++, day++, minute = 0) {
		if (!calendar_works(&world->calendar, day))
			continue;
		for (int half = 0; half < 2; half++) {
			int from = minute > opens[half] ? minute : opens[half];

			if (from >= closes[half])
				continue;
			if (from + left <= closes[half])
				return zone_instant(day, from + left, zone);
			left -= closes[half] - from;
		}
	}
	require_never("a calendar without working days");
	return at;
}

void
schedule_fire(struct turn *turn, const struct wake *due, const struct wake_kind *const *kinds)
{
	const struct wake_kind *kind = schedule_kind(kinds, due->kind);
	struct wake wake = *due;
	int64_t late_ms = turn->world->policy.late_say_min * MS_MINUTE;
	bool late = turn->now - due->due_at > late_ms;

	if (kind && kind->quiet) {
		int64_t at = schedule_speak_at(turn->world, turn->now);

		if (at > turn->now) { /* held; judged again when the window opens */
			wake.due_at = at;
			turn_put(turn, &kind_wake, &wake);
			return;
		}
	}
	bool runs = kind && !(late && kind->late == LATE_SKIP);
	wake.state = runs ? WAKE_fired : WAKE_skipped;
	wake.due_at = INT64_MAX; /* out of the way in the order until durable */
	turn_put(turn, &kind_wake, &wake);
	if (runs)
		kind->run(turn, due, late);
}
