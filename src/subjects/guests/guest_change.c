/* Changes of announced guests; see the header. */
#include "subjects/guests/guest_change.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "core/access.h"
#include "core/dialog.h"
#include "core/names.h"
#include "records/kinds.h"
#include "subjects/guests/announce.h"
#include "subjects/guests/guest_report.h"
#include "subjects/guests/guest_words.h"
#include "subjects/guests/guests.h"

#define HEADS_MAX 100000
#define WHICH_MAX 3

struct guest_change
guest_change_read(const struct turn *turn, const struct glyphs *text, size_t from)
{
	return change_understand(text->cp, text->n, from, turn_today(turn), turn_minute(turn));
}

/* May the speaker change it, here? In a group only what belongs to it. */
static bool
may_change(const struct turn *turn, const struct arrival *arrival)
{
	return turn->actor && arrival->at > turn->now &&
	    (turn->chat.private_chat || arrival->group == turn->chat.group) &&
	    access_has(turn->world, turn->actor->id, ADMINS, arrival->village, turn_today(turn));
}

/* 明天的客人不来了: the day and hour it names are those of the arrival. */
static bool
is_dated_so(const struct turn *turn, const struct arrival *arrival, const struct guest_change *change)
{
	int zone = (int)turn->world->policy.zone_min;

	return !change->dated ||
	    ((!change->which.has_day || change->which.day == zone_day(arrival->at, zone)) &&
	        (!change->which.has_minute || change->which.minute == zone_minute(arrival->at, zone)));
}

const struct arrival *
guest_change_of(const struct turn *turn, const struct guest_change *change, bool *several)
{
	static const enum arrival_state states[] = {ARRIVAL_planned, ARRIVAL_posted};
	const struct arrival *found = NULL;

	*several = false;
	/* What was just read back before what is published. */
	for (size_t i = 0; i < 2 && found == NULL; i++)
		EACH_BY (&turn->world->store, arrival, state, store_key_int(states[i]), arrival) {
			if (!may_change(turn, arrival) || !is_dated_so(turn, arrival, change))
				continue;
			*several |= found != NULL;
			found = arrival;
		}
	return *several ? NULL : found;
}

void
guest_change_which(
    struct turn *turn, const struct guest_change *change, const struct glyphs *text, size_t from)
{
	static const enum arrival_state states[] = {ARRIVAL_planned, ARRIVAL_posted};
	struct answer_item answers[WHICH_MAX];
	struct buf lines = {0};
	size_t count = 0;
	const char *words = text->clean + text->at[from];

	for (size_t i = 0; i < 2 && count == 0; i++)
		EACH_BY (&turn->world->store, arrival, state, store_key_int(states[i]), arrival) {
			if (!may_change(turn, arrival) || count == WHICH_MAX)
				continue;
			answers[count] = (struct answer_item){.words = arena_printf(&turn->arena, "%zu", count + 1),
			    .say = change->cancel
			        ? arena_printf(&turn->arena, "取消派客 %lld", (long long)arrival->id)
			        : arena_printf(&turn->arena, "改派客 %lld %s", (long long)arrival->id, words)};
			buf_addf(&lines, "%s%zu %s %s", count ? "  " : "", count + 1, turn_time(turn, arrival->at),
			    guest_heads(turn, arrival));
			count++;
		}
	dialog_say(turn, "guests-which", WITH({"lines", buf_text(&lines)}), DIALOG_choice, 0, answers, count,
	    turn->now + turn->world->policy.undo_min * MS_MINUTE * 3);
	buf_free(&lines);
}

/* ---- what is reported of it ---- */

static void
report(struct turn *turn, const char *does, int64_t heads, int64_t at, const struct guest_change *change)
{
	struct reading *reading = guest_report(turn, ZONE_act, does);

	turn->understood = does;

	if (heads)
		guest_report_number(turn, reading, "heads", heads);
	if (at)
		guest_report_at(turn, reading, at);
	if (change->diet)
		reading_slot(reading, "diet",
		    arena_printf(&turn->arena, change->diet_count ? "%s:%lld" : "%s",
		        change->diet == CHANGE_vegetarian ? "vegetarian" : "halal",
		        (long long)(change->diet_count / 100 *
		            (change->diet_tables ? turn->world->policy.table_heads : 1))));
}

/* ---- doing it ---- */

/* How many there are then; 0 if the number does not change, negative if it is no number. */
static int64_t
heads_then(const struct turn *turn, const struct arrival *arrival, const struct guest_change *change)
{
	int64_t size = change->tables ? turn->world->policy.table_heads : 1, hundredths = change->count * size;

	if (change->heads == CHANGE_same)
		return 0;
	if (hundredths % 100 || hundredths <= 0)
		return -1;
	int64_t heads = hundredths / 100;
	heads = change->heads == CHANGE_plus ? arrival->heads + heads
	    : change->heads == CHANGE_minus  ? arrival->heads - heads
	                                     : heads;
	return heads > 0 && heads <= HEADS_MAX ? heads : -1;
}

static bool
time_then(struct turn *turn, const struct arrival *arrival, const struct guest_change *change, int64_t *at)
{
	*at = 0;
	if (!change->timed)
		return true;
	if (change->shift_ms == 0)
		return announce_time(turn, &change->when, arrival->at, at);
	*at = arrival->at + change->shift_ms;
	if (*at > turn->now)
		return true;
	turn_say(turn, "guests-past", WITH({"time", turn_time(turn, *at)}));
	return false;
}

/* The bulk of this arrival that needs exactly this. */
static const struct party *
party_that_needs(const struct turn *turn, int64_t arrival, const char *must)
{
	EACH_BY (&turn->world->store, party, arrival, store_key_int(arrival), party)
		if (party->unit && text_equal(party->must, must))
			return party;
	return NULL;
}

/* Of those who were announced as one bulk, some eat otherwise: a party of their own. */
static bool
part_off(struct turn *turn, const struct arrival *arrival, const struct guest_change *change)
{
	bool greens = change->diet == CHANGE_vegetarian;
	int64_t size = change->diet_tables ? turn->world->policy.table_heads : 1,
	        heads = change->diet_count * size / 100;
	const char *must = greens ? "vegetarian" : "halal";
	const struct party *bulk = guests_elastic(turn, arrival->id),
	                   *had = party_that_needs(turn, arrival->id, must);
	int64_t more = had && !change->diet_more ? heads - had->heads : heads;

	if (change->diet_count * size % 100 || bulk == NULL || more > bulk->heads || more < 0 ||
	    (heads > 0 && more == 0) || (had && (heads == 0 || more == bulk->heads))) {
		turn_say(turn, "guests-change-parties", WITH_NONE);
		return false;
	}
	struct party part = had ? *had : *bulk, rest = *bulk;
	more = heads ? more : bulk->heads;
	if (had == NULL) {
		part.must = must;
		part.name = turn_phrase(turn, greens ? "guest-vegetarian" : "guest-halal", WITH_NONE);
		part.heads = 0;
		part.unit = size;
		part.id = more == bulk->heads ? bulk->id : 0;
	}
	part.heads += more;
	part.unit = part.heads % part.unit ? 1 : part.unit;
	rest.heads -= more;
	if (rest.heads > 0) {
		rest.unit = rest.heads % rest.unit ? 1 : rest.unit;
		turn_put(turn, &kind_party, &rest);
	}
	turn_put(turn, &kind_party, &part);
	return true;
}

/* Before it is published: the plan is made anew and read back. */
static void
change_planned(struct turn *turn, const struct arrival *planned, const struct guest_change *change,
    int64_t heads, int64_t at)
{
	struct arrival arrival = *planned;
	bool tables = change->tables && change->heads == CHANGE_to;

	if (heads && heads != arrival.heads && !guests_resize(turn, &arrival, heads, tables))
		return;
	if (at) {
		arrival.at = at;
		arrival.hour_assumed &= !change->when.has_minute;
	}
	if (change->diet && !part_off(turn, &arrival, change))
		return;
	guests_divide(turn, turn_put(turn, &kind_arrival, &arrival), NULL);
}

static void
change_posted(struct turn *turn, const struct arrival *posted, const struct guest_change *change,
    int64_t heads, int64_t at)
{
	if (heads || at)
		guests_change(turn, posted, heads, at);
	const struct arrival *now = turn_find(turn, arrival, posted->id);
	if (change->diet && part_off(turn, now, change))
		guests_regroup(turn, now,
		    turn_phrase(turn,
		        change->diet == CHANGE_vegetarian ? "guests-now-vegetarian" : "guests-now-halal",
		        WITH({"heads",
		            turn_number(turn,
		                change->diet_count / 100 *
		                    (change->diet_tables ? turn->world->policy.table_heads : 1))})));
}

void
guest_change_apply(struct turn *turn, const struct arrival *arrival, const struct guest_change *change)
{
	bool posted = arrival->state == ARRIVAL_posted;
	int64_t heads = heads_then(turn, arrival, change), at = 0;

	if (change->ask || !change->any || change->cancel || heads < 0) {
		turn_say(turn, heads < 0 && !change->ask ? "guests-bad-number" : "guests-change-how", WITH_NONE);
		guest_report_ask(turn, posted ? "adjust_dispatch" : "change_dispatch", "heads");
		return;
	}
	if (change->no_hour) {
		turn_say(turn, "guests-change-hour", WITH_NONE);
		guest_report_ask(turn, posted ? "adjust_dispatch" : "change_dispatch", "when");
		return;
	}
	/* 不是150是130, and nobody said 150: another arrival may be meant. */
	if (change->old &&
	    change->old / 100 * (change->tables ? turn->world->policy.table_heads : 1) != arrival->heads) {
		turn_say(turn, "guests-not-so-many",
		    WITH({"time", turn_time(turn, arrival->at)}, {"heads", guest_heads(turn, arrival)}));
		return;
	}
	if (!time_then(turn, arrival, change, &at))
		return;
	report(turn, posted ? "adjust_dispatch" : "change_dispatch", heads, at, change);
	if (posted)
		change_posted(turn, arrival, change, heads, at);
	else
		change_planned(turn, arrival, change, heads, at);
}

static const char *
joined(struct turn *turn, const char *list, const char *more)
{
	if (text_empty(more))
		return list;
	return text_empty(list) ? more : arena_printf(&turn->arena, "%s;%s", list, more);
}

bool
guest_change_households(struct turn *turn, const struct glyphs *text, size_t from)
{
	const char *except, *only, *wish;
	bool several;
	const struct arrival *planned = guest_change_of(turn, &(struct guest_change){0}, &several);

	if (planned == NULL || planned->state != ARRIVAL_planned ||
	    !announce_households(turn, text, from, &except, &only, &wish))
		return false;
	const struct party *bulk = wish ? guests_elastic(turn, planned->id) : NULL;
	/* 去陈家了 tells where somebody is; 点名 wishes. */
	if (wish && (bulk == NULL || except || only || parse_find(text, from, "点名") == text->n))
		return false;
	struct arrival arrival = *planned;
	arrival.except = joined(turn, arrival.except, except);
	arrival.only = text_empty(only) ? arrival.only : only;
	if (bulk) {
		struct party party = *bulk;

		for (const char *p = wish; p && *p; p = strchr(p, ';') ? strchr(p, ';') + 1 : "")
			party.prefer = joined(
			    turn, party.prefer, arena_printf(&turn->arena, "#%.*s", (int)strcspn(p, ";"), p));
		turn_put(turn, &kind_party, &party);
	}
	struct reading *reading = guest_report(turn, ZONE_read_back, "change_dispatch");
	for (const char *p = except; p && *p; p = strchr(p, ';') ? strchr(p, ';') + 1 : "")
		reading_slot(reading, "except", names_of(turn->world, &kind_operator, strtoll(p, NULL, 10)));
	turn->understood = "change_dispatch";
	guests_divide(turn, turn_put(turn, &kind_arrival, &arrival), NULL);
	return true;
}
