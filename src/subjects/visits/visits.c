/* Visits; see the header. */
#include "subjects/visits/visits.h"

#include <string.h>

#include "base/text.h"
#include "core/access.h"
#include "core/names.h"
#include "core/post.h"
#include "language/calendar.h"
#include "records/kinds.h"
#include "records/place.h"
#include "subjects/wakes.h"

#define CONCERNS_MAX 3   /* last notes shown beside a list of the due */
#define CONCERN_CHARS 3  /* "都好" is none */
#define DUE_LISTED_MAX 6 /* a digest names so many; the rest is a number */

int32_t
visits_next(const struct turn *turn, const struct household *household, const struct visit *visit)
{
	const struct policy *policy = &turn->world->policy;
	/* The must-visit classes 五必访 and two more, each with its interval (domain-terms). */
	const struct {
		const char *word;
		int64_t days;
	} classes[] = {
	    {"困难", policy->visit_every_special_days},
	    {"上访", policy->visit_every_special_days},
	    {"信访", policy->visit_every_special_days},
	    {"致富带头人", policy->visit_every_must_days},
	    {"村老干部", policy->visit_every_must_days},
	    {"驻村企业", policy->visit_every_must_days},
	    {"低保", policy->visit_every_special_days},
	    {"危房", policy->visit_every_special_days},
	    {"hardship", policy->visit_every_special_days},
	    {"petition", policy->visit_every_special_days},
	};
	int64_t days = policy->visit_every_days;

	if (visit->outcome == VISIT_missed)
		return visit->day + (int32_t)policy->visit_retry_days;
	for (size_t i = 0; household->classes && i < sizeof classes / sizeof *classes; i++)
		if (strstr(household->classes, classes[i].word) && classes[i].days < days)
			days = classes[i].days; /* the strictest class wins */
	return visit->day + (int32_t)days;
}

int64_t
visits_lapsed(const struct turn *turn, const struct household *household, const struct visit *visit)
{
	struct visit done = *visit;

	done.outcome = VISIT_done;
	int32_t next = visits_next(turn, household, &done), every = next - visit->day;
	return turn_today(turn) > next ? (turn_today(turn) - next) / every : 0;
}

int
visits_missed(const struct turn *turn, int64_t household)
{
	int missed = 0;

	EACH_BY (&turn->world->store, visit, household, store_key_int(household), visit)
		missed = visit->outcome == VISIT_missed ? missed + 1 : 0;
	return missed;
}

const struct visit *
visits_last(const struct turn *turn, int64_t household)
{
	const struct visit *last = NULL;

	EACH_BY (&turn->world->store, visit, household, store_key_int(household), visit)
		if (last == NULL || visit->day >= last->day)
			last = visit;
	return last;
}

void
visits_plan_digest(struct turn *turn, int64_t person, int32_t day)
{
	int zone = (int)turn->world->policy.zone_min;

	while (!calendar_works(&turn->world->calendar, day))
		day--; /* before a rest day rather than on it */
	if (day <= turn_today(turn))
		day = turn_today(turn) + 1;
	/* One digest a person and day: the day is the rung. */
	turn_wake(turn, &wake_visit_digest, person, (int)day,
	    zone_instant(day, (int)turn->world->policy.digest_minute, zone));
}

/* Is it the household's last visit? Each household's visits are walked once, however often the
 * same cadre was there; `lasts` keeps what was found. */
static bool
is_last(const struct turn *turn, struct sorted *lasts, const struct visit *visit)
{
	uint64_t household = (uint64_t)visit->household;
	struct sorted_pair known;

	if (!sorted_seek(lasts, household, 0, &known) || known.key != household) {
		known.value = (uint64_t)visits_last(turn, visit->household)->id;
		sorted_add(lasts, household, known.value);
	}
	return known.value == (uint64_t)visit->id;
}

size_t
visits_due(struct turn *turn, int64_t person, struct buf *names, struct buf *concerns)
{
	struct sorted lasts = {0};
	size_t count = 0;

	EACH_BY (&turn->world->store, visit, by, store_key_int(person), last) {
		const struct household *household = turn_find(turn, household, last->household);

		if (household == NULL || household->status != HOUSEHOLD_active || !is_last(turn, &lasts, last))
			continue;
		int32_t next = visits_next(turn, household, last);
		if (next > turn_today(turn) + 1 &&
		    !(!calendar_works(&turn->world->calendar, next) && next <= turn_today(turn) + 4))
			continue;
		if (++count <= DUE_LISTED_MAX) {
			const char *why = last->outcome == VISIT_missed
			    ? (turn->language == EN ? " (nobody home last time)" : "(上次没人在)")
			    : "";

			if (concerns && count <= CONCERNS_MAX && last->note && text_length(last->note) > CONCERN_CHARS &&
			    last->outcome == VISIT_done)
				buf_addf(concerns, "\n%s",
				    turn_phrase(turn, "visits-concern",
				        WITH({"household", household->name}, {"day", turn_day(turn, last->day)},
				            {"note", last->note})));
			buf_addf(
			    names, "%s%s%s", names->n ? (turn->language == EN ? ", " : "、") : "", household->name, why);
		}
	}
	sorted_free(&lasts);
	return count;
}

void
visits_mute(struct turn *turn, const struct household *old, int32_t review)
{
	struct household household = *old;

	household.status = HOUSEHOLD_muted;
	household.review = review;
	const struct household *kept = turn_put(turn, &kind_household, &household);
	turn_wake(turn, &wake_mute_review, kept->id, 0,
	    zone_instant(review, (int)turn->world->policy.digest_minute, (int)turn->world->policy.zone_min));
}

void
visits_unmute(struct turn *turn, const struct household *old)
{
	struct household household = *old;

	household.status = HOUSEHOLD_active;
	household.review = DAY_NONE;
	turn_put(turn, &kind_household, &household);
	turn_unwake(turn, &wake_mute_review, household.id);
}

static void
cover_village(struct turn *turn, int64_t village, int32_t since, int32_t until, struct coverage *out)
{
	EACH_BY (&turn->world->store, household, village, store_key_int(village), household) {
		int64_t visits = 0;
		const struct visit *last = visits_last(turn, household->id);

		if (household->status == HOUSEHOLD_moved || household->status == HOUSEHOLD_empty)
			continue;
		out->households++;
		out->muted += household->status == HOUSEHOLD_muted;
		EACH_BY (&turn->world->store, visit, household, store_key_int(household->id), visit)
			if (visit->day >= since && visit->day < until &&
			    (visit->outcome == VISIT_done || visit->outcome == VISIT_received)) {
				visits++;
				out->received += visit->outcome == VISIT_received;
			}
		out->visits += visits;
		out->reached += visits > 0;
		if (last == NULL)
			out->never++;
		else if (household->status != HOUSEHOLD_muted &&
		    visits_next(turn, household, last) < turn_today(turn))
			out->overdue++;
		if (last && household->status != HOUSEHOLD_muted)
			out->lapsed += visits_lapsed(turn, household, last);
	}
}

struct coverage
visits_coverage(struct turn *turn, int64_t place, int32_t since, int32_t until)
{
	struct coverage out = {0};

	EACH (&turn->world->store, place, village)
		if (village->kind == PLACE_village &&
		    (village->id == place || place_inside(turn->world, village->id, place)))
			cover_village(turn, village->id, since, until, &out);
	return out;
}

bool
visits_private(struct turn *turn)
{
	if (!turn->chat.private_chat)
		turn_say(turn, "diary-private", WITH_NONE);
	return turn->chat.private_chat;
}
