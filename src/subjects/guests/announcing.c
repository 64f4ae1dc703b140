/* Announcements; see the header. */
#include "subjects/guests/announcing.h"

#include <stdlib.h>
#include <string.h>

#include "base/digest.h"
#include "base/rng.h"
#include "core/dialog.h"
#include "core/names.h"
#include "reading/decide.h"
#include "records/group.h"
#include "records/kinds.h"
#include "records/place.h"
#include "subjects/guests/announce.h"
#include "subjects/guests/guest_report.h"
#include "subjects/guests/guest_words.h"
#include "subjects/guests/guest_facts.h"
#include "subjects/guests/guests.h"

#define ANSWER_MS (15 * MS_MINUTE) /* a bare 12点 later than this answers nothing */

/* The group that guests announced here are for, or NULL. */
static const struct group *
group_for(const struct turn *turn, int64_t village)
{
	const struct group *group = turn->group;

	if (group == NULL) /* said in private: it is meant for the operators' group he administers */
		EACH (&turn->world->store, group, one)
			if (one->purpose == PURPOSE_operators && place_inside(turn->world, one->place, village))
				group = one;
	return group;
}

/* ---- what is missing ---- */

/* Asks for it; the answer stands where {rest} is in what was said. */
static void
ask(struct turn *turn, const char *key, const char *given, const char *completed)
{
	/* Nobody says these words: a number or a time answers it, guests_hear() reads them. */
	struct answer_item answer = {.words = "{rest}", .say = completed};

	turn_say(turn, key, WITH({"given", given}));
	dialog_ask(turn, DIALOG_missing, &turn->chat, turn->actor->id, 0, &answer, 1, turn->now + ANSWER_MS);
}

static const char *
part_of(struct turn *turn, const struct glyphs *text, size_t from, size_t to)
{
	return arena_text(&turn->arena, text->clean + text->at[from], text->at[to] - text->at[from]);
}

/* True when all is there. */
static bool
is_whole(struct turn *turn, const struct call *call, const struct announced *said)
{
	const struct glyphs *text = &call->text;
	const char *words = part_of(turn, text, call->start, text->n),
	           *lead = parse_word(text, call->start, "派客") ? "" : "派客 ",
	           *more = arena_printf(&turn->arena, "%s%s,{rest}", lead, words);

	switch (said->status) {
	case ANNOUNCED_whole: return true;
	case ANNOUNCED_unread:
		turn_say(
		    turn, "guests-unread", WITH({"given", part_of(turn, text, said->about_from, said->about_to)}));
		break;
	case ANNOUNCED_two: turn_say(turn, "guests-two-numbers", WITH_NONE); break;
	case ANNOUNCED_no_time: ask(turn, "guests-no-time", "", more); break;
	case ANNOUNCED_about:
		ask(turn, "guests-about", part_of(turn, text, said->about_from, said->about_to),
		    arena_printf(&turn->arena, "%s%s{rest}%s", lead,
		        part_of(turn, text, call->start, said->about_from),
		        part_of(turn, text, said->about_to, text->n)));
		break;
	case ANNOUNCED_no_heads:
	case ANNOUNCED_none:
		if (said->about_to) /* 一批客人, 好几桌: the answer takes their place */
			more = arena_printf(&turn->arena, "%s%s{rest}%s", lead,
			    part_of(turn, text, call->start, said->about_from),
			    part_of(turn, text, said->about_to, text->n));
		ask(turn, "guests-no-heads", "", more);
		break;
	}
	guest_report_ask(turn, "announce", said->status == ANNOUNCED_no_time ? "when" : "heads");
	return false;
}

/* ---- one plan waits already ---- */

static const struct arrival *
waiting_in(const struct turn *turn, int64_t group)
{
	const struct arrival *waiting = NULL;

	EACH_BY (&turn->world->store, arrival, state, store_key_int(ARRIVAL_planned), arrival)
		if (arrival->group == group && arrival->at > turn->now)
			waiting = arrival;
	return waiting;
}

/* A second announcement never takes the place of one that waits unless somebody says so. */
static void
ask_second(struct turn *turn, const struct call *call, const struct arrival *waiting)
{
	const char *words = part_of(turn, &call->text, call->start, call->text.n), *instead = "";

	EACH_BY (&turn->world->store, arrival, state, store_key_int(ARRIVAL_planned), arrival)
		if (arrival->group == waiting->group)
			instead = arena_printf(&turn->arena, "%s取消派客 %lld\n", instead, (long long)arrival->id);
	struct answer_item answers[] = {
	    {"1|都要|另外一批|两批", arena_printf(&turn->arena, "另派客 %s", words)},
	    {"2|换掉|换成新的|改成新的", arena_printf(&turn->arena, "%s派客 %s", instead, words)},
	    {"3|新的不要|新的不派|算了|不要了", DECIDE_NONE},
	};

	dialog_say(turn, "guests-waiting",
	    WITH({"time", turn_time(turn, waiting->at)}, {"heads", guest_heads(turn, waiting)}), DIALOG_choice,
	    waiting->id, answers, sizeof answers / sizeof *answers, turn->now + ANSWER_MS);
}

/* ---- announcing ---- */

static void
report_list(struct turn *turn, struct reading *reading, const char *key, const char *ids)
{
	for (const char *p = ids; p && *p;) {
		char *end;
		int64_t id = strtoll(p, &end, 10);

		reading_slot(reading, key, names_of(turn->world, &kind_operator, id));
		p = *end ? end + 1 : end;
	}
}

static void
report(struct turn *turn, const struct call *call, const struct announced *said,
    const struct announcement *meals, size_t count)
{
	struct reading *reading = guest_report(turn, ZONE_read_back, "announce");

	for (size_t i = 0; i < count; i++) {
		const struct announcement *one = &meals[i];
		int64_t beds = 0;
		const char *diet = NULL;

		if (one->clock)
			guest_report_at(turn, reading, one->arrival.at);
		else
			reading_slot(reading, "day",
			    civil_text(&turn->arena, zone_day(one->arrival.at, (int)turn->world->policy.zone_min)));
		guest_report_number(turn, reading, "heads", one->arrival.heads);
		if (said->meals[i].people.tables && said->meals[i].people.tables % 100 == 0)
			guest_report_number(turn, reading, "tables", said->meals[i].people.tables / 100);
		for (size_t k = 0; k < one->count; k++) {
			beds += one->parties[k].beds;
			if (one->parties[k].must && strstr(one->parties[k].must, "vegetarian"))
				diet = "vegetarian";
			else if (one->parties[k].must && strstr(one->parties[k].must, "halal"))
				diet = "halal";
		}
		if (beds)
			guest_report_number(turn, reading, "beds", beds);
		if (diet)
			reading_slot(reading, "diet", diet);
		report_list(turn, reading, "except", one->arrival.except);
		report_list(turn, reading, "only", one->arrival.only);
	}
	reading_slot(reading, "text", part_of(turn, &call->text, call->start, call->text.n));
}

static const struct arrival *
keep(struct turn *turn, struct announcement *announcement, const struct group *group, int64_t village,
    int64_t together)
{
	struct arrival *arrival = &announcement->arrival;
	uint8_t draw[32];
	char hex[2 * sizeof draw + 1];

	arrival->group = group->id;
	arrival->village = village;
	arrival->by = turn->actor->id;
	arrival->privately = turn->chat.private_chat;
	arrival->state = ARRIVAL_planned;
	arrival->together = together;
	/* Ties of this arrival go by a draw of its own: nobody is always the second. */
	rng_bytes(&turn->world->rng, draw, sizeof draw);
	digest_hex(draw, sizeof draw, hex);
	arrival->draw = arena_text(&turn->arena, hex, strlen(hex));
	const struct arrival *kept = turn_put(turn, &kind_arrival, arrival);
	for (size_t i = 0; i < announcement->count; i++) {
		announcement->parties[i].arrival = kept->id;
		turn_put(turn, &kind_party, &announcement->parties[i]);
	}
	return kept;
}

void
guests_announce(struct turn *turn, const struct call *call, bool besides)
{
	struct announced *said = arena_alloc(&turn->arena, sizeof *said);
	struct announcement *meals = arena_alloc(&turn->arena, ANNOUNCED_MEALS * sizeof *meals);
	int64_t village = guests_village(turn);
	const struct group *group = group_for(turn, village);

	if (group == NULL || village == 0 ||
	    !access_has(turn->world, turn->actor->id, ADMINS, village, turn_today(turn))) {
		turn_say(turn, village ? "needs-admin" : "guests-no-operators",
		    WITH({"command", turn->language == EN ? "allocate" : "派客"}));
		return;
	}
	announce_hear(turn, &call->text, call->start, said);
	if (!is_whole(turn, call, said))
		return;
	size_t count = announce_read(turn, &call->text, said, meals);
	const struct arrival *waiting = waiting_in(turn, group->id);
	if (count == 0)
		return;
	report(turn, call, said, meals, count);
	if (waiting && !besides) {
		ask_second(turn, call, waiting);
		return;
	}
	int64_t together = waiting ? (waiting->together ? waiting->together : waiting->id) : 0,
	        ids[ANNOUNCED_MEALS];
	if (waiting && waiting->together == 0) {
		struct arrival first = *waiting;

		first.together = first.id;
		turn_put(turn, &kind_arrival, &first);
	}
	for (size_t i = 0; i < count; i++) {
		const struct arrival *kept = keep(turn, &meals[i], group, village, together);

		ids[i] = kept->id;
		if (together == 0 && count > 1) {
			struct arrival first = *kept;

			together = first.together = first.id;
			turn_put(turn, &kind_arrival, &first);
		}
	}
	for (size_t i = 0; i < count; i++)
		guests_divide(turn, turn_find(turn, arrival, ids[i]), NULL);
}
