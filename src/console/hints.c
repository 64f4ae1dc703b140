/* Hints for typing; see the header. */
#include "console/hints.h"

#include <string.h>

#include "base/text.h"
#include "records/household.h"
#include "records/kinds.h"
#include "records/member.h"
#include "records/operator.h"
#include "records/place.h"
#include "subjects/issues/issues.h"
#include "subjects/people/roles.h"

#define ISSUES_MAX 200

static const char *const arg_words[] = {
    [ARG_HOUSEHOLD] = "household",
    [ARG_PERSON] = "person",
    [ARG_OPERATOR] = "operator",
    [ARG_DAY_OPTIONAL] = "day",
    [ARG_NUMBER] = "number",
    [ARG_SLIP] = "slip",
    [ARG_PROMISE] = "promise",
    [ARG_PLACE] = "place",
    [ARG_NUMBER_OPTIONAL] = "number",
    [ARG_REST] = "text",
    [ARG_REST_OPTIONAL] = "text",
};

bool
hints_may(const struct turn *turn, const struct command *const *commands, int64_t person, const char *name)
{
	for (; *commands; commands++)
		if (strcmp((*commands)->name, name) == 0)
			return person && access_has(turn->world, person, (*commands)->needs, 0, turn_today(turn));
	return false;
}

static void
add_text(struct buf *out, size_t *count, const char *text)
{
	if ((*count)++)
		buf_addc(out, ',');
	buf_json(out, text);
}

static void
add_commands(const struct turn *turn, const struct command *const *commands, int64_t person, struct buf *out)
{
	size_t count = 0;

	buf_adds(out, "{\"commands\":[");
	for (; *commands; commands++) {
		const struct command *command = *commands;
		size_t phrases = 0, args = 0;

		if (command->hidden || (command->operators && access_operator(turn->world, person, 0) == 0) ||
		    !access_has(turn->world, person, command->needs, 0, turn_today(turn)))
			continue;
		buf_adds(out, count++ ? ",{\"say\":[" : "{\"say\":[");
		for (int i = 0; command->phrases[i]; i++)
			add_text(out, &phrases, command->phrases[i]);
		buf_adds(out, "],\"args\":[");
		for (int i = 0; i < ARGS_MAX && command->args[i] != ARG_END; i++)
			add_text(out, &args, arg_words[command->args[i]]);
		buf_adds(out, "],\"zh\":");
		buf_json(out, command->help_zh);
		buf_adds(out, ",\"en\":");
		buf_json(out, command->help_en);
		buf_addc(out, '}');
	}
	buf_addc(out, ']');
}

/* Is the place one where the person has an office or a household, or anywhere for him who has none? */
static bool
near(const struct turn *turn, int64_t person, int64_t place)
{
	bool any = false;

	EACH_BY (&turn->world->store, role, person, store_key_int(person), role) {
		any |= role->place != 0;
		if (role->place &&
		    (place_inside(turn->world, place, role->place) || place_inside(turn->world, role->place, place)))
			return true;
	}
	return !any;
}

static void
add_names(const struct turn *turn, int64_t person, struct buf *out)
{
	const struct store *store = &turn->world->store;
	size_t count = 0;

	/* Names of households are for those who visit them. */
	buf_adds(out, ",\"names\":{\"household\":[");
	if (access_has(turn->world, person, VISITORS, 0, turn_today(turn)))
		EACH (store, household, household)
			if (count < HINT_NAMES_MAX && household->status != HOUSEHOLD_moved &&
			    near(turn, person, household->village))
				add_text(out, &count, household->name);
	buf_adds(out, "],\"operator\":[");
	count = 0;
	EACH (store, operator, operator)
		if (count < HINT_NAMES_MAX && near(turn, person, operator->village))
			add_text(out, &count, operator->name);
	buf_adds(out, "],\"person\":[");
	count = 0;
	/* People who share a group with him. */
	EACH (store, person, other) {
		bool together = false;

		EACH_BY (store, member, person, store_key_int(other->id), member)
			together = together || access_member(turn->world, member->group, person);
		if (count < HINT_NAMES_MAX && together)
			add_text(out, &count, other->name);
	}
	buf_adds(out, "],\"place\":[");
	count = 0;
	EACH (store, place, place)
		if (count < HINT_NAMES_MAX)
			add_text(out, &count, place->name);
	buf_adds(out, "]}");
}

static void
add_issues(struct turn *turn, int64_t person, struct buf *out)
{
	size_t count = 0;

	buf_adds(out, ",\"issues\":[");
	EACH (&turn->world->store, issue, issue) {
		bool mine = issue->reporter == person || issue->owner == person ||
		    access_has(turn->world, person, VISITORS, issue->place, turn_today(turn));

		if (count >= ISSUES_MAX || !issues_open(issue) || !mine || !issues_may_read(turn, issue, person))
			continue;
		buf_addf(out, "%s{\"n\":%lld,\"text\":", count++ ? "," : "", (long long)issue->id);
		buf_json(out, issue->restricted ? "" : issues_brief(turn, issue));
		buf_addc(out, '}');
	}
	buf_adds(out, "]}");
}

void
hints_json(struct turn *turn, const struct command *const *commands, int64_t person, struct buf *out)
{
	add_commands(turn, commands, person, out);
	add_names(turn, person, out);
	add_issues(turn, person, out);
}

void
hints_person(struct turn *turn, int64_t id, struct buf *out)
{
	const struct person *person = turn_find(turn, person, id);
	size_t count = 0;

	if (person == NULL) {
		buf_adds(out, "null");
		return;
	}
	buf_addf(out, "{\"id\":%lld,\"name\":", (long long)id);
	buf_json(out, person->name);
	buf_adds(out, ",\"roles\":[");
	EACH_BY (&turn->world->store, role, person, store_key_int(id), role)
		if (access_has(turn->world, id, ROLE_BIT(role->role), role->place, turn_today(turn)))
			add_text(out, &count,
			    arena_printf(&turn->arena, "%s%s%s",
			        role->place ? names_of(turn->world, &kind_place, role->place) : "",
			        turn->language == EN && role->place ? " " : "", roles_word(turn, role->role)));
	buf_addf(out, "],\"visitor\":%s,\"leader\":%s,\"admin\":%s}",
	    access_has(turn->world, id, VISITORS, 0, turn_today(turn)) ? "true" : "false",
	    access_has(turn->world, id, LEADERS, 0, turn_today(turn)) ? "true" : "false",
	    access_has(turn->world, id, ADMINS, 0, turn_today(turn)) ? "true" : "false");
}
