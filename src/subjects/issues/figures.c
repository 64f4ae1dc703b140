/* The figures of issues; see the header. Rates keep their denominators: asked is not
 * answered, closed is not solved (rules.md). */
#include "subjects/issues/figures.h"

#include <string.h>

#include "core/names.h"
#include "core/schedule.h"
#include "records/issue_event.h"
#include "records/kinds.h"
#include "records/person.h"
#include "records/place.h"
#include "subjects/issues/categories.h"
#include "subjects/issues/issue_life.h"
#include "subjects/issues/issues.h"

static void
count_events(struct turn *turn, const struct issue *issue, struct figures *out)
{
	bool asked = false, answered = false, taken = false;
	int64_t due = schedule_working(turn->world, issue->reported_at, turn->world->policy.accept_hours);

	EACH_BY (&turn->world->store, issue_event, issue, store_key_int(issue->id), event) {
		if (event->slip || event->promise)
			continue;
		asked |= event->to == ISSUE_resolved;
		answered |= event->from == ISSUE_resolved && event->by == issue->reporter &&
		    event->to != ISSUE_resolved;
		taken |= life_is(event, LIFE_take) && event->at <= due;
	}
	out->asked += asked;
	out->answered += answered;
	out->responded += taken;
}

int
figures_age(int64_t days)
{
	return days <= 7 ? 0 : days <= 30 ? 1 : 2;
}

bool
figures_takes(struct turn *turn, const struct figures_of *of, const struct issue *issue)
{
	if (issue->reported_at < of->since || issue->reported_at >= of->until ||
	    (of->owner && issue->owner != of->owner))
		return false;
	if (of->category && strcmp(categories_counted(turn, issue->category), of->category) != 0)
		return false;
	return of->place == 0 || issue->place == of->place || place_inside(turn->world, issue->place, of->place);
}

struct figures
figures_of(struct turn *turn, const struct figures_of *of)
{
	struct figures out = {0};

	EACH (&turn->world->store, issue, issue) {
		if (!figures_takes(turn, of, issue))
			continue;
		out.duplicates += issue->state == ISSUE_duplicate;
		out.withdrawn += issue->state == ISSUE_withdrawn;
		out.refused += issue->state == ISSUE_rejected;
		if (issue->state == ISSUE_duplicate || issue->state == ISSUE_withdrawn)
			continue;
		out.listed++;
		if (issues_open(issue)) {
			int64_t days = (turn->now - issue->reported_at) / MS_DAY;

			out.open++;
			out.suspended += issue->state == ISSUE_suspended;
			out.age[figures_age(days)]++;
			out.oldest_days = days > out.oldest_days ? days : out.oldest_days;
		} else if (issue->state == ISSUE_resolved || issue->state == ISSUE_closed) {
			out.solved += issue->outcome == OUTCOME_solved;
			out.level[issue->level] += issue->outcome == OUTCOME_solved;
			out.explained += issue->outcome == OUTCOME_explained;
			out.not_possible += issue->outcome == OUTCOME_not_possible;
			out.confirmed += issue->state == ISSUE_closed && issue->word == WORD_solved;
			out.silent += issue->state == ISSUE_closed && issue->word == WORD_none;
		}
		count_events(turn, issue, &out);
	}
	return out;
}

struct figures_of
figures_asked(struct turn *turn, const struct call *call)
{
	struct name_scope scope = parse_scope(turn);
	struct name_hit hits[NAME_HITS_MAX];
	struct figures_of of = {.until = INT64_MAX};

	for (size_t at = call->from; at < call->text.n; at++) {
		size_t end = at;

		if (of.place == 0 && names_at(turn->world, &kind_place, &scope, &call->text, at, hits) == 1)
			of.place = hits[0].id;
		if (of.owner == 0 && names_at(turn->world, &kind_person, &scope, &call->text, at, hits) == 1)
			of.owner = hits[0].id;
		while (end < call->text.n && call->text.cp[end] != ' ')
			end++;
		const char *word = arena_text(
		    &turn->arena, call->text.clean + call->text.at[at], call->text.at[end] - call->text.at[at]);
		if (of.category == NULL)
			of.category = categories_named(turn, word);
	}
	if (of.place == 0 && of.owner == 0 && scope.count)
		of.place = scope.places[0];
	return of;
}

bool
figures_may(struct turn *turn, const struct call *call, const struct figures_of *of)
{
	int32_t today = turn_today(turn);
	bool his = of->owner == 0 || of->owner == turn->actor->id;

	/* Of one person: where that person serves. */
	if (!his)
		EACH_BY (&turn->world->store, role, person, store_key_int(of->owner), role)
			his |= may(turn->world, turn->actor->id, RIGHT_serve, role->place, today);
	if (his && may(turn->world, turn->actor->id, call->command->right, of->place, today))
		return true;
	turn_say(turn, "office-not-yours", WITH({"place", figures_about(turn, of)}));
	return false;
}

const char *
figures_about(struct turn *turn, const struct figures_of *of)
{
	return arena_printf(&turn->arena, "%s%s%s%s%s",
	    of->place ? names_of(turn->world, &kind_place, of->place) : "", of->place && of->owner ? " " : "",
	    of->owner ? names_of(turn->world, &kind_person, of->owner) : "", of->category ? " " : "",
	    of->category ? categories_said(turn, of->category) : "");
}
