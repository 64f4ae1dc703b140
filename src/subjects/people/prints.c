/* What is printed for households; see the header. */
#include "subjects/people/prints.h"

#include <string.h>

#include "base/text.h"
#include "core/access.h"
#include "core/names.h"
#include "records/household.h"
#include "records/person.h"
#include "records/place.h"
#include "records/role.h"

/* "何书记 13800001234": name and phone as they are printed. */
static const char *
reach(struct turn *turn, int64_t id)
{
	const struct person *person = id ? turn_find(turn, person, id) : NULL;

	if (person == NULL)
		return turn_phrase(turn, "board-nobody", WITH_NONE);
	return text_empty(person->phone) ? person->name
	                                 : arena_printf(&turn->arena, "%s %s", person->name, person->phone);
}

struct with *
prints_board(struct turn *turn, const struct household *household)
{
	int32_t today = turn_today(turn);
	int64_t contact = household->contact_cadre
	    ? household->contact_cadre
	    : access_find(turn->world, ROLE_cadre, household->village, today, 0);
	struct with *facts = arena_alloc(&turn->arena, 7 * sizeof *facts);

	if (contact == 0)
		contact = access_find(turn->world, ROLE_first_secretary, household->village, today, 0);
	facts[0] = (struct with){"household", household->name};
	facts[1] = (struct with){"village", names_place_title(turn->world, household->village, &turn->arena)};
	facts[2] = (struct with){"contact", reach(turn, contact)};
	facts[3] = (struct with){"secretary",
	    reach(turn, access_find(turn->world, ROLE_village_secretary, household->village, today, 0))};
	facts[4] = (struct with){"grid",
	    reach(turn,
	        access_find(turn->world, ROLE_grid_leader, household->grid ? household->grid : household->village,
	            today, 0))};
	facts[5] = (struct with){"day", civil_text(&turn->arena, today)}; /* paper outlives "today" */
	facts[6] = (struct with){0};
	return facts;
}

int64_t
prints_mark(const struct with *facts)
{
	uint64_t hash = 1;

	for (; facts->name; facts++)
		if (strcmp(facts->name, "day") != 0)
			hash = hash * 31 + text_hash(facts->text);
	return (int64_t)(hash >> 2) + 1;
}

struct with *
prints_card(struct turn *turn, const struct person *person)
{
	struct with *facts = arena_alloc(&turn->arena, 4 * sizeof *facts);
	const char *place = "";

	EACH_BY (&turn->world->store, role, person, store_key_int(person->id), role)
		if (*place == 0 && role->place && role->stand_in_for == 0 &&
		    access_has(turn->world, person->id, ROLE_BIT(role->role), role->place, turn_today(turn)))
			place = names_place_title(turn->world, role->place, &turn->arena);
	facts[0] = (struct with){"name", person->name};
	facts[1] = (struct with){"place", place};
	facts[2] = (struct with){
	    "phone", text_empty(person->phone) ? turn_phrase(turn, "board-nobody", WITH_NONE) : person->phone};
	facts[3] = (struct with){0};
	return facts;
}
