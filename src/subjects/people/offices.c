/* Offices as they are said; see the header. */
#include "subjects/people/offices.h"

#include "core/names.h"
#include "records/kinds.h"
#include "records/place.h"
#include "records/role.h"
#include "subjects/people/roles.h"

bool
offices_read(struct turn *turn, const struct call *call, struct office *office)
{
	const struct glyphs *text = &call->text;
	struct name_hit hits[NAME_HITS_MAX];
	struct name_scope scope = parse_scope(turn);

	*office = (struct office){
	    .person = call->args[0].id, .role = -1, .from = turn_today(turn), .to = DAY_NONE};
	for (size_t at = call->args[1].from; at < text->n;) {
		struct when when;
		size_t used = 0;

		if (office->role < 0)
			office->role = roles_at(text, at, &used);
		if (used == 0 && office->place == 0 &&
		    names_at(turn->world, &kind_place, &scope, text, at, hits) == 1) {
			office->place = hits[0].id;
			used = hits[0].used;
		}
		size_t until = parse_word(text, at, "到") + parse_word(text, at, "until "),
		       since = parse_word(text, at, "从") + parse_word(text, at, "from ");
		if (used == 0 && (until || since)) {
			size_t day = when_read(text->cp + at + until + since, text->n - at - until - since,
			    turn_today(turn), turn_minute(turn), &when);

			if (day == 0 || when.bad || !when.has_day)
				break;
			*(until ? &office->to : &office->from) = when.day;
			used = until + since + day;
		}
		if (used == 0)
			break;
		at = parse_skip(text, at + used);
		if (at == text->n && office->role >= 0 && office->place) {
			const struct place *place = turn_find(turn, place, office->place);
			int kind = roles_place_kind(office->role);

			if (office->to != DAY_NONE && office->to < office->from)
				break;
			if ((kind >= 0 && place->kind != kind)) {
				turn_say(turn, "office-place",
				    WITH({"role", roles_word(turn, office->role)}, {"place", place->name}));
				return false;
			}
			if (!access_has(turn->world, turn->actor->id, ADMINS,
			        kind == PLACE_department ? place->parent : office->place, turn_today(turn)) &&
			    !access_has(turn->world, turn->actor->id, ADMINS, office->place, turn_today(turn))) {
				turn_say(turn, "office-not-yours", WITH({"place", place->name}));
				return false;
			}
			return true;
		}
	}
	turn_say(turn, "office-how", WITH_NONE);
	return false;
}

const struct role *
offices_holder(const struct turn *turn, const struct office *office, int64_t person)
{
	EACH_BY (&turn->world->store, role, place, store_key_int(office->place), role)
		if (role->role == office->role && role->stand_in_for == 0 &&
		    (role->to == DAY_NONE || role->to >= office->from) && (person == 0 || role->person == person))
			return role;
	return NULL;
}

void
offices_end(struct turn *turn, const struct role *old, int32_t last)
{
	struct role role = *old;

	role.to = last;
	turn_put(turn, &kind_role, &role);
}

void
offices_say(struct turn *turn, const char *key, const struct office *office, int64_t other)
{
	turn_say(turn, key,
	    WITH({"name", names_of(turn->world, &kind_person, office->person)},
	        {"role", roles_word(turn, office->role)},
	        {"place", names_of(turn->world, &kind_place, office->place)},
	        {"from", turn_day(turn, office->from)},
	        {"to", office->to == DAY_NONE ? "" : turn_day(turn, office->to)},
	        {"other", other ? names_of(turn->world, &kind_person, other) : ""}));
}
