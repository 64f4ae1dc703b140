/* Arrivals, lines and households as they stand; see the header. */
#include "subjects/guests/guest_facts.h"

#include "core/access.h"
#include "core/names.h"
#include "core/post.h"
#include "reading/parse.h"
#include "records/kinds.h"
#include "records/person_item.h"
#include "records/place.h"

int64_t
guests_contact(const struct operator* operator)
{
	const struct person_item *contacts = operator->contacts.items;

	return operator->contacts.n ? contacts[0].person : 0;
}

int64_t
guests_own(const struct turn *turn)
{
	return turn->actor ? access_operator(turn->world, turn->actor->id, turn->group ? turn->group->place : 0)
	                   : 0;
}

int64_t
guests_own_said(struct turn *turn)
{
	int64_t operator= guests_own(turn);

	if (operator== 0)
		turn_say(turn, "operator-only", WITH_NONE);
	return operator;
}

int64_t
guests_village(const struct turn *turn)
{
	struct name_scope scope = parse_scope(turn);

	for (int i = 0; i < scope.count; i++)
		EACH (&turn->world->store, operator, operator)
			if (place_inside(turn->world, operator->village, scope.places[i]))
				return operator->village;
	return 0;
}

const struct line *
guests_line(const struct turn *turn, int64_t operator, int state, int64_t after)
{
	const struct line *line = NULL;

	for (;;) {
		line = store_next(&turn->world->store, &kind_line, offsetof(struct line, operator),
		    store_key_int(operator), line ? line->id : after);
		if (line == NULL)
			return NULL;
		const struct arrival *arrival = turn_find(turn, arrival, line->arrival);

		if (arrival && (arrival->state == ARRIVAL_posted || arrival->state == ARRIVAL_running) &&
		    (state < 0 ? line_live(line) : line->state == state))
			return line;
	}
}

const struct line *
guests_due_line(const struct turn *turn, int64_t operator)
{
	for (const struct line *line = operator? guests_line(turn, operator, - 1, 0) : NULL; line;
	     line = guests_line(turn, operator, - 1, line->id)) {
		const struct arrival *arrival = turn_find(turn, arrival, line->arrival);

		if (line->state != LINE_offered && arrival->at - GUESTS_EARLY_MS <= turn->now)
			return line;
	}
	return NULL;
}

struct guest_count
guests_count(const struct turn *turn, int64_t arrival)
{
	struct guest_count count = {0};

	EACH_BY (&turn->world->store, line, arrival, store_key_int(arrival), line) {
		if (!line_live(line))
			continue;
		bool first = true; /* a household with two lines counts once */
		bool all = true;
		EACH_BY (&turn->world->store, line, arrival, store_key_int(arrival), other) {
			if (other->operator!= line->operator|| !line_live(other))
				continue;
			first &= other->id >= line->id;
			all &= other->state != LINE_offered;
		}
		count.asked += first;
		count.accepted += first && all;
		count.heads += line->heads;
		if (line->state != LINE_offered)
			count.heads_accepted += line->heads;
	}
	return count;
}

const struct arrival *
guests_current(const struct turn *turn, int64_t group, int state)
{
	const struct arrival *found = NULL;

	EACH_BY (&turn->world->store, arrival, state, store_key_int(state), arrival)
		if (group == 0 || arrival->group == group)
			found = arrival;
	return found;
}
