/* 自带客: guests of the household's own. They take room and do not count in the ledger. */
#include "reading/parse.h"

#include "language/count.h"
#include "language/cover.h"
#include "records/booking.h"
#include "records/kinds.h"
#include "subjects/guests/announce.h"
#include "subjects/guests/board.h"
#include "subjects/guests/guest_report.h"
#include "subjects/guests/guest_facts.h"

#define COUNTS_MAX 20
#define NIGHTS_MAX 60

struct own_guests {
	int64_t heads, tables, beds, nights, at;
	bool hour; /* said, not taken for granted */
};

/* How many: 8人, 三桌, a bare 8; false when none or not exactly. */
static bool
read_number(struct turn *turn, const struct glyphs *text, size_t from, struct own_guests *own)
{
	static const char *const stays[] = {"住", "过夜", "overnight", "stay", NULL};
	struct count counts[COUNTS_MAX];
	struct count_people people;
	size_t count = count_said(
	    text->cp, text->n, from, turn_today(turn), turn_minute(turn), counts, COUNTS_MAX);
	bool stay = false;

	if (!count_people(text->cp, text->n, counts, count, turn->world->policy.table_heads, false, &people))
		if (!count_people(text->cp, text->n, counts, count, turn->world->policy.table_heads, true, &people))
			return false;
	own->nights = 1;
	for (size_t i = 0; i < count; i++)
		if (counts[i].unit == COUNT_nights && counts[i].lo == counts[i].hi && counts[i].lo >= 100 &&
		    counts[i].lo / 100 <= NIGHTS_MAX)
			own->nights = counts[i].lo / 100;
	for (size_t i = 0; i < count; i++)
		if (counts[i].sign && counts[i].unit == COUNT_heads)
			return false;
	for (int i = 0; stays[i]; i++)
		stay |= parse_find(text, from, stays[i]) < text->n;
	own->heads = people.lo;
	own->tables = people.tables % 100 ? 0 : people.tables / 100;
	own->beds = stay ? people.lo : 0;
	return people.lo > 0 && !people.ask && !people.two && !people.about && people.to > 0;
}

static void
report(struct turn *turn, const struct own_guests *own)
{
	struct reading *reading = guest_report(turn, ZONE_act, "own_guests");

	guest_report_number(turn, reading, "heads", own->heads);
	if (own->tables)
		guest_report_number(turn, reading, "tables", own->tables);
	if (own->beds)
		guest_report_number(turn, reading, "beds", own->beds);
	if (own->hour)
		guest_report_at(turn, reading, own->at);
	else
		reading_slot(
		    reading, "day", civil_text(&turn->arena, zone_day(own->at, (int)turn->world->policy.zone_min)));
}

/* The household's own guests that are still to come, when there is one such booking. */
static const struct booking *
only_booking(const struct turn *turn, int64_t operator)
{
	const struct booking *found = NULL;

	EACH_BY (&turn->world->store, booking, operator, store_key_int(operator), booking) {
		if (booking->sort != BOOKING_own || booking->at <= turn->now)
			continue;
		if (found)
			return NULL;
		found = booking;
	}
	return found;
}

/* 自带客 改成10个: other heads for what was said before. */
static void
change_own(struct turn *turn, const struct operator* operator, struct own_guests * guests)
{
	const struct booking *old = only_booking(turn, operator->id);
	struct plan_household room;

	if (old == NULL) {
		turn_say(turn, "own-guests-how", WITH_NONE);
		return;
	}
	guests->at = old->at;
	guests->hour = true;
	guests->beds = old->beds ? guests->heads : 0;
	report(turn, guests);
	board_free_room(turn, operator, old->at, old->to - old->from + 1, 0, &room);
	if (guests->heads > room.seats + old->heads || guests->beds > room.beds + old->beds) {
		turn_say(turn, "own-guests-full",
		    WITH({"seats", turn_number(turn, room.seats + old->heads)},
		        {"beds", turn_number(turn, room.beds + old->beds)}, {"time", turn_time(turn, old->at)}));
		return;
	}
	struct booking booking = *old;
	booking.heads = guests->heads;
	booking.beds = guests->beds;
	turn_put(turn, &kind_booking, &booking);
	turn_say(turn, "own-guests", WITH({"name", operator->name}, {"time", turn_time(turn, booking.at)}, {"heads", turn_number(turn, booking.heads)}));
}

static void
run(struct turn *turn, const struct call *call)
{
	const struct operator* operator= turn_find(turn, operator, guests_own_said(turn));
	struct own_guests guests = {0};
	struct when when;
	size_t at, used;
	struct plan_household room;

	if (operator== NULL)
		return;
	bool number = read_number(turn, &call->text, call->start, &guests);
	if (number && parse_find(&call->text, call->start, "改") < call->text.n &&
	    !parse_when(turn, &call->text, call->start, &when, &at, &used)) {
		change_own(turn, operator, & guests);
		return;
	}
	if (!number || !parse_when(turn, &call->text, call->start, &when, &at, &used) ||
	    when.repeat != WHEN_ONCE || when.within) {
		turn_say(turn, "own-guests-how", WITH_NONE);
		return;
	}
	if (!announce_time(turn, &when, 0, &guests.at))
		return;
	guests.hour = cover_says_hour(call->text.cp, at, at + used);
	report(turn, &guests);
	board_free_room(turn, operator, guests.at, guests.nights, 0, &room);
	if (guests.heads > room.seats || guests.beds > room.beds) {
		turn_say(turn, "own-guests-full",
		    WITH({"seats", turn_number(turn, room.seats)}, {"beds", turn_number(turn, room.beds)},
		        {"time", turn_time(turn, guests.at)}));
		return;
	}
	int32_t day = zone_day(guests.at, (int)turn->world->policy.zone_min);
	struct booking booking = {.operator= operator->id,
	    .sort = BOOKING_own,
	    .from = day,
	    .to = guests.beds ? day + (int32_t)guests.nights - 1 : day,
	    .at = guests.at,
	    .heads = guests.heads,
	    .beds = guests.beds,
	    .by = turn->actor->id,
	    .made_at = turn->now};
	turn_put(turn, &kind_booking, &booking);
	turn_say(turn, "own-guests", WITH({"name", operator->name}, {"time", turn_time(turn, guests.at)}, {"heads", turn_number(turn, guests.heads)}));
}

const struct command command_own_guests = {
    .name = "own_guests",
    .topic = TOPIC_guests,
    .phrases = PHRASES("自带客", "自己的客人", "own guests"),
    .help_zh = "自带客 <几人> <时间> [住]:占我家的位子,不记公平账",
    .help_en = "own guests <number> <time> [overnight]: take my room, not in the ledger",
    .right = RIGHT_any,
    .where = WHERE_group,
    .hear = HEAR_CERTAIN,
    .args = {ARG_REST},
    .run = run,
    .operators = true,
    .time_first = true,
    .examples = EXAMPLES("自带客 8人 明天中午", "own guests 8 people tomorrow noon"),
};
