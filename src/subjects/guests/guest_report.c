/* Reports of what was understood; see the header. */
#include "subjects/guests/guest_report.h"

#include "base/civil.h"

/* Where slots go that nobody wants to see. */
static struct understanding *
shown(struct turn *turn)
{
	return turn->understanding ? turn->understanding
	                           : arena_alloc(&turn->arena, sizeof(struct understanding));
}

struct reading *
guest_report(struct turn *turn, enum zone zone, const char *does)
{
	struct understanding *understanding = shown(turn);

	*understanding = (struct understanding){.zone = zone, .score = 1000, .margin = 1000};
	understanding->does.does = does;
	return &understanding->does;
}

struct reading *
guest_report_ask(struct turn *turn, const char *does, const char *missing)
{
	struct understanding *understanding = shown(turn);

	guest_report(turn, ZONE_ask, does)->missing = missing;
	understanding->ask_count = 1;
	understanding->asks[0].does = does;
	return &understanding->asks[0];
}

void
guest_report_number(struct turn *turn, struct reading *reading, const char *key, int64_t number)
{
	reading_slot(reading, key, turn_number(turn, number));
}

void
guest_report_at(struct turn *turn, struct reading *reading, int64_t at)
{
	int zone = (int)turn->world->policy.zone_min, minute = zone_minute(at, zone);

	reading_slot(reading, "at",
	    arena_printf(&turn->arena, "%sT%02d:%02d", civil_text(&turn->arena, zone_day(at, zone)), minute / 60,
	        minute % 60));
}
