/* Roles by place; see the header. */
#include "core/access.h"

#include <string.h>

#include "base/text.h"
#include "core/names.h"
#include "records/account.h"
#include "records/group.h"
#include "records/kinds.h"
#include "records/member.h"
#include "records/operator.h"
#include "records/person.h"
#include "records/person_item.h"
#include "records/place.h"

static bool
holds_today(const struct role *role, int32_t today)
{
	return (role->from == DAY_NONE || role->from <= today) && (role->to == DAY_NONE || today <= role->to);
}

bool
access_has(const struct world *world, int64_t person, uint32_t roles, int64_t place, int32_t today)
{
	if (roles == ANYBODY)
		return true;
	EACH_BY (&world->store, role, person, store_key_int(person), role)
		if ((ROLE_BIT(role->role) & roles) && holds_today(role, today) &&
		    (place == 0 || role->place == 0 || place_inside(world, place, role->place)))
			return true;
	return false;
}

int64_t
access_county(const struct world *world, int64_t place)
{
	const struct place *here = place ? store_find(&world->store, &kind_place, place) : NULL;

	for (int depth = 0; here && here->parent && depth < 16; depth++)
		here = store_find(&world->store, &kind_place, here->parent);
	return here ? here->id : 0;
}

/* Lives or serves there, in it or over it; who is known by no office or home is where his groups are. */
static bool
near(const struct world *world, int64_t person, int64_t place, int32_t today)
{
	bool somewhere = false;

	EACH_BY (&world->store, role, person, store_key_int(person), role) {
		somewhere |= holds_today(role, today);
		if (holds_today(role, today) &&
		    (role->place == 0 || place_inside(world, place, role->place) ||
		        place_inside(world, role->place, place)))
			return true;
	}
	if (somewhere)
		return false;
	EACH_BY (&world->store, member, person, store_key_int(person), member) {
		const struct group *group = store_find(&world->store, &kind_group, member->group);

		if (group && group->place && place_inside(world, place, group->place))
			return true;
	}
	return false;
}

/* One of these offices anywhere in the county of the place. */
static bool
in_county(const struct world *world, int64_t person, uint32_t roles, int64_t place, int32_t today)
{
	int64_t county = access_county(world, place);

	EACH_BY (&world->store, role, person, store_key_int(person), role)
		if ((roles == ANYBODY || ROLE_BIT(role->role) & roles) && holds_today(role, today) &&
		    (role->place == 0 || access_county(world, role->place) == county))
			return true;
	return false;
}

bool
access_of_county(const struct world *world, int64_t person, int64_t place, int32_t today)
{
	const struct person *who = store_find(&world->store, &kind_person, person);
	bool somewhere = who && who->home;

	EACH_BY (&world->store, role, person, store_key_int(person), role)
		somewhere |= role->place != 0;
	return place == 0 || !somewhere || in_county(world, person, ANYBODY, place, today) ||
	    (who->home && access_county(world, who->home) == access_county(world, place));
}

bool
may(const struct world *world, int64_t person, enum right right, int64_t place, int32_t today)
{
	static const uint32_t roles[RIGHTS] = {
	    [RIGHT_figures] = VISITORS | CHECKERS,
	    [RIGHT_serve] = VISITORS,
	    [RIGHT_order] = LEADERS | ROLE_BIT(ROLE_cadre) | ROLE_BIT(ROLE_team_leader),
	    [RIGHT_lead] = LEADERS,
	    [RIGHT_check] = CHECKERS,
	    [RIGHT_administer] = ADMINS,
	};

	if (right == RIGHT_any || (right == RIGHT_near && place == 0))
		return true;
	if (right == RIGHT_near)
		return near(world, person, place, today);
	if (right == RIGHT_figures && place)
		return in_county(world, person, roles[right], place, today);
	return access_has(world, person, roles[right], place, today);
}

bool
access_volunteer(const struct world *world, int64_t person, int32_t today)
{
	return access_has(world, person, ROLE_BIT(ROLE_adviser), 0, today) &&
	    !access_has(world, person, VISITORS & ~ROLE_BIT(ROLE_adviser), 0, today);
}

/* Who stands in for the person in this role at this place today, else the person. */
static int64_t
standing(const struct world *world, const struct role *role, int32_t today)
{
	EACH_BY (&world->store, role, place, store_key_int(role->place), other)
		if (other->stand_in_for == role->person && other->role == role->role && holds_today(other, today))
			return other->person;
	return role->person;
}

int64_t
access_find_if(const struct world *world, enum role_role wanted, int64_t place, int32_t today,
    bool (*fits)(const void *context, int64_t person), const void *context)
{
	for (int depth = 0; place && depth < 16; depth++) {
		EACH_BY (&world->store, role, place, store_key_int(place), role)
			if ((enum role_role)role->role == wanted && holds_today(role, today) &&
			    fits(context, standing(world, role, today)))
				return standing(world, role, today);
		const struct place *here = store_find(&world->store, &kind_place, place);
		place = here ? here->parent : 0;
	}
	return 0;
}

static bool
is_other(const void *context, int64_t person)
{
	return person != *(const int64_t *)context;
}

int64_t
access_find(const struct world *world, enum role_role wanted, int64_t place, int32_t today, int64_t except)
{
	return access_find_if(world, wanted, place, today, is_other, &except);
}

bool
access_stands_in(const struct world *world, int64_t one, int64_t other, int32_t today)
{
	EACH_BY (&world->store, role, person, store_key_int(one), role)
		if (role->stand_in_for == other && holds_today(role, today))
			return true;
	return false;
}

const struct person *
access_person(const struct world *world, const char *channel, const char *sender_id)
{
	EACH_BY (&world->store, account, sender_id, store_key_text(sender_id), account)
		if (strcmp(account->sender_id, sender_id) == 0 && strcmp(account->channel, channel) == 0)
			return store_find(&world->store, &kind_person, account->person);
	if (world->everyone_on_console && strcmp(channel, "console") == 0)
		return store_find(&world->store, &kind_person, names_record(world, &kind_person, sender_id));
	return NULL;
}

const struct group *
access_group(const struct world *world, const char *channel, const char *chat_id)
{
	if (text_empty(chat_id))
		return NULL;
	EACH_BY (&world->store, group, chat_id, store_key_text(chat_id), group)
		if (text_equal(group->chat_id, chat_id) && text_equal(group->channel, channel))
			return group;
	if (world->everyone_on_console && strcmp(channel, "console") == 0) {
		EACH_BY (&world->store, group, name, store_key_text(chat_id), group)
			if (strcmp(group->name, chat_id) == 0)
				return group;
		return store_find(&world->store, &kind_group, names_record(world, &kind_group, chat_id));
	}
	return NULL;
}

bool
access_member(const struct world *world, int64_t group, int64_t person)
{
	EACH_BY (&world->store, member, person, store_key_int(person), member)
		if (member->group == group)
			return true;
	return false;
}

int64_t
access_operator(const struct world *world, int64_t person, int64_t village)
{
	for (const struct operator* operator= store_after(&world->store, &kind_operator, 0); operator;
	     operator= store_after(&world->store, &kind_operator, operator->id)) {
		const struct person_item *contacts = operator->contacts.items;

		if (village && operator->village != village)
			continue;
		for (size_t i = 0; i < operator->contacts.n; i++)
			if (contacts[i].person == person)
				return operator->id;
	}
	return 0;
}
