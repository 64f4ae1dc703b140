/* Chasing; see the header. */
#include "subjects/issues/chasing.h"

#include "base/text.h"
#include "core/access.h"
#include "core/names.h"
#include "core/post.h"
#include "records/kinds.h"
#include "records/person_item.h"
#include "records/post.h"
#include "subjects/issues/issue_life.h"
#include "subjects/issues/issue_rights.h"

static const struct {
	int tier;
	enum role_role role;
} tiers[] = {
    {0, ROLE_village_secretary},
    {0, ROLE_village_head},
    {1, ROLE_district_secretary},
    {2, ROLE_team_leader},
    {2, ROLE_district_sponsor},
    {3, ROLE_admin},
};

bool
chasing_waits(const struct issue *issue)
{
	return issue->state == ISSUE_reported || issue->state == ISSUE_accepted || issue->state == ISSUE_assigned;
}

int64_t
chasing_next(const struct turn *turn, const struct issue *issue, int tier, int *found)
{
	for (size_t i = 0; i < sizeof tiers / sizeof *tiers; i++) {
		if (tiers[i].tier < tier)
			continue;
		int64_t person = issue_officer(turn, issue, tiers[i].role, issue->owner);

		if (person == 0 || person == issue->owner || person_item_in(&issue->chased, person) ||
		    !turn_reachable(turn, person))
			continue;
		*found = tiers[i].tier;
		return person;
	}
	return 0;
}

const struct issue *
chasing_told(struct turn *turn, const struct issue *open, int64_t person)
{
	struct issue issue = *open;

	issue.chased = person_item_added(&turn->arena, &open->chased, person);
	const struct issue *kept = turn_put(turn, &kind_issue, &issue);
	life_note(turn, kept, "chase", kept->state, names_of(turn->world, &kind_person, person));
	return kept;
}

const char *
chasing_names(struct turn *turn, const struct issue *issue)
{
	const struct person_item *items = issue->chased.items;
	const char *out = "";

	for (size_t i = 0; i < issue->chased.n; i++)
		out = arena_printf(&turn->arena, "%s%s%s", out, i ? turn->language == EN ? ", " : "、" : "",
		    names_of(turn->world, &kind_person, items[i].person));
	return out;
}

/* Reminders of its owner that have left since he holds it. */
static int64_t
reminders(const struct turn *turn, const struct issue *issue)
{
	int64_t topic = turn_topic(&kind_issue, issue->id), count = 0;

	EACH_BY (&turn->world->store, issue_event, issue, store_key_int(issue->id), event) {
		if (life_is(event, LIFE_hand_over) || life_is(event, LIFE_assign) || life_is(event, LIFE_give_back) ||
		    event->round != issue->round)
			count = 0;
		count += text_equal(event->step, STEP_REMIND) - text_equal(event->step, STEP_UNREMIND);
	}
	EACH_BY (&turn->world->store, post, topic, store_key_int(topic), post)
		count -= post->person == issue->owner && post->unasked && post->state != POST_sent;
	return count > 0 ? count : 0;
}

const char *
chasing_tried(struct turn *turn, const struct issue *issue)
{
	int64_t count = reminders(turn, issue);
	const char *reminded = count
	    ? turn_phrase(turn, "chase-reminded", WITH({"count", turn_number(turn, count)}))
	    : turn_phrase(turn, "chase-not-reminded", WITH_NONE);

	if (issue->chased.n == 0)
		return reminded;
	return arena_printf(&turn->arena, "%s%s%s", reminded, turn->language == EN ? ", " : ",",
	    turn_phrase(turn, "chase-told", WITH({"names", chasing_names(turn, issue)})));
}
