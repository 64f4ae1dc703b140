/* Where a command acts; see the header. */
#include "reading/placed.h"

#include "core/outbox.h"
#include "reading/reading.h"
#include "records/arrival.h"
#include "records/household.h"
#include "records/issue.h"
#include "records/lot.h"
#include "records/operator.h"
#include "records/person_item.h"
#include "records/place.h"

/* The record that the argument names, if it is one with a place: its kind. */
static const struct kind *
kind_named(enum where where, enum arg_type type)
{
	if (type == ARG_HOUSEHOLD)
		return &kind_household;
	if (type == ARG_OPERATOR)
		return &kind_operator;
	if (type != ARG_NUMBER && type != ARG_NUMBER_OPTIONAL)
		return NULL;
	switch (where) {
	case WHERE_issue: return &kind_issue;
	case WHERE_arrival: return &kind_arrival;
	case WHERE_lot: return &kind_lot;
	case WHERE_post: return &kind_post;
	case WHERE_own:
	case WHERE_said:
	case WHERE_group:
	case WHERE_asked:
	case WHERE_told: break;
	}
	return NULL;
}

static int64_t
group_place(const struct turn *turn, int64_t id)
{
	const struct group *group = turn_find(turn, group, id);

	return group ? group->place : 0;
}

/* The place of a record; false if the record is not there. */
static bool
place_of(const struct turn *turn, const struct kind *kind, int64_t id, int64_t *place)
{
	const void *record = store_find(&turn->world->store, kind, id);

	if (record == NULL)
		return false;
	*place = kind == &kind_household ? ((const struct household *)record)->village
	    : kind == &kind_operator     ? ((const struct operator*)record)->village
	    : kind == &kind_arrival      ? ((const struct arrival *)record)->village
	    : kind == &kind_issue        ? ((const struct issue *)record)->place
	    : kind == &kind_lot          ? group_place(turn, ((const struct lot *)record)->group)
	                                 : 0;
	return true;
}

/* Has he to do with the issue, wherever it is? */
static bool
concerned(const struct issue *issue, int64_t person)
{
	return issue->owner == person || issue->reporter == person || issue->dispatcher == person ||
	    person_item_in(&issue->helpers, person) || person_item_in(&issue->followers, person) ||
	    person_item_in(&issue->parties, person);
}

/* A post is the administrator's where its receiver is. */
static bool
may_with_post(const struct turn *turn, enum right right, int64_t id)
{
	const struct post *post = turn_find(turn, post, id);

	return post == NULL || outbox_may(turn, turn->actor->id, right, post);
}

static bool
may_with(const struct turn *turn, const struct command *command, const struct kind *kind, int64_t id)
{
	const struct form *form = form_of(command->name);
	int64_t place;

	if (kind == &kind_post)
		return may_with_post(turn, command->right, id);
	if (!place_of(turn, kind, id, &place)) /* not there: the command says so in its own words */
		return true;
	if (may(turn->world, turn->actor->id, command->right, place, turn_today(turn)))
		return true;
	if (command->right == RIGHT_near && form && form->effect == EFFECT_look && turn->group &&
	    turn->group->place && place_inside(turn->world, place, turn->group->place))
		return true;
	return kind == &kind_issue && concerned(turn_find(turn, issue, id), turn->actor->id);
}

/* What he is told of a record that is not his. */
static void
say_not_yours(struct turn *turn, const struct kind *kind, int64_t id)
{
	int64_t place = 0;
	const char *n = turn_number(turn, id);

	if (kind == &kind_issue)
		turn_say(turn, "issue-none", WITH({"n", n}));
	else if (kind == &kind_arrival)
		turn_say(turn, "guests-not-open", WITH_NONE);
	else if (kind == &kind_lot)
		turn_say(turn, "lot-none", WITH_NONE);
	else if (kind == &kind_post)
		turn_say(turn, "resend-which", WITH_NONE);
	else if (place_of(turn, kind, id, &place))
		turn_say(turn, kind == &kind_household ? "household-not-yours" : "office-not-yours",
		    WITH({"village", names_place_title(turn->world, place, &turn->arena)},
		        {"place", names_place_title(turn->world, place, &turn->arena)}));
}

/* A person who is to have a hand in an issue belongs to its county. */
static bool
person_fits(struct turn *turn, const struct call *call, int64_t person, bool quiet)
{
	const struct issue *issue = turn_find(turn, issue, call->args[0].number);

	if (issue == NULL || access_of_county(turn->world, person, issue->place, turn_today(turn)))
		return true;
	if (!quiet)
		turn_say(turn, "issue-other-county",
		    WITH({"n", turn_number(turn, issue->id)}, {"name", names_of(turn->world, &kind_person, person)}));
	return false;
}

bool
placed(struct turn *turn, const struct call *call, bool quiet)
{
	const struct command *command = call->command;

	if (turn->actor == NULL)
		return true;
	if (command->where == WHERE_group && turn->group && turn->group->place &&
	    !may(turn->world, turn->actor->id, command->right, turn->group->place, turn_today(turn))) {
		if (!quiet)
			turn_say(turn, "office-not-yours",
			    WITH({"place", names_place_title(turn->world, turn->group->place, &turn->arena)}));
		return false;
	}
	for (int i = 0; i < ARGS_MAX && command->args[i] != ARG_END; i++) {
		const struct arg *arg = &call->args[i];
		const struct kind *kind = kind_named(command->where, command->args[i]);
		int64_t id = arg->id ? arg->id : arg->number;

		if (!arg->given)
			continue;
		if (command->where == WHERE_issue && command->args[i] == ARG_PERSON &&
		    !person_fits(turn, call, arg->id, quiet))
			return false;
		if (kind == NULL || may_with(turn, command, kind, id))
			continue;
		if (!quiet)
			say_not_yours(turn, kind, id);
		return false;
	}
	return true;
}
