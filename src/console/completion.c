/* Completion; see the header. */
#include "console/completion.h"

#include <string.h>

#include "base/text.h"
#include "formats/json_write.h"
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
completion_may(
    const struct turn *turn, const struct command *const *commands, int64_t person, const char *name)
{
	for (; *commands; commands++)
		if (strcmp((*commands)->name, name) == 0)
			return person && may(turn->world, person, (*commands)->right, 0, turn_today(turn));
	return false;
}

static void
add_texts(struct json_writer *json, const char *name, const char *const *texts, size_t count)
{
	json_open(json, name, '[');
	for (size_t i = 0; i < count; i++)
		json_put_text(json, NULL, texts[i]);
	json_close(json);
}

static void
add_commands(
    const struct turn *turn, const struct command *const *commands, int64_t person, struct json_writer *json)
{
	json_open(json, "commands", '[');
	for (; *commands; commands++) {
		const struct command *command = *commands;
		const char *words[ARGS_MAX];
		size_t phrases = 0, args = 0;

		if (command->hidden || (command->operators && access_operator(turn->world, person, 0) == 0) ||
		    !may(turn->world, person, command->right, 0, turn_today(turn)))
			continue;
		while (command->phrases[phrases])
			phrases++;
		for (; args < ARGS_MAX && command->args[args] != ARG_END; args++)
			words[args] = arg_words[command->args[args]];
		json_open(json, NULL, '{');
		add_texts(json, "say", command->phrases, phrases);
		add_texts(json, "args", words, args);
		json_put_text(json, "zh", command->help_zh);
		json_put_text(json, "en", command->help_en);
		json_close(json);
	}
	json_close(json);
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

/* One sort of names is full at COMPLETION_NAMES_MAX. */
static void
add_name(struct json_writer *json, size_t *count, const char *name)
{
	if ((*count)++ < COMPLETION_NAMES_MAX)
		json_put_text(json, NULL, name);
}

/* Do the two share a group? */
static bool
together(const struct turn *turn, int64_t person, int64_t other)
{
	EACH_BY (&turn->world->store, member, person, store_key_int(other), member)
		if (access_member(turn->world, member->group, person))
			return true;
	return false;
}

static void
add_names(const struct turn *turn, int64_t person, struct json_writer *json)
{
	const struct store *store = &turn->world->store;
	size_t households = 0, operators = 0, people = 0, places = 0;

	json_open(json, "names", '{');
	json_open(json, "household", '[');
	/* Names of households are for those who visit them. */
	if (access_has(turn->world, person, VISITORS, 0, turn_today(turn)))
		EACH (store, household, household)
			if (households < COMPLETION_NAMES_MAX && household->status != HOUSEHOLD_moved &&
			    near(turn, person, household->village))
				add_name(json, &households, household->name);
	json_close(json);
	json_open(json, "operator", '[');
	EACH (store, operator, operator)
		if (operators < COMPLETION_NAMES_MAX && near(turn, person, operator->village))
			add_name(json, &operators, operator->name);
	json_close(json);
	json_open(json, "person", '[');
	EACH (store, person, other)
		if (people < COMPLETION_NAMES_MAX && together(turn, person, other->id))
			add_name(json, &people, other->name);
	json_close(json);
	json_open(json, "place", '[');
	EACH (store, place, place)
		add_name(json, &places, place->name);
	json_close(json);
	json_close(json);
}

static void
add_issues(struct turn *turn, int64_t person, struct json_writer *json)
{
	size_t count = 0;

	json_open(json, "issues", '[');
	EACH (&turn->world->store, issue, issue) {
		bool mine = issue->reporter == person || issue->owner == person ||
		    access_has(turn->world, person, VISITORS, issue->place, turn_today(turn));

		if (count >= ISSUES_MAX || !issues_open(issue) || !mine || !issues_may_read(turn, issue, person))
			continue;
		count++;
		json_open(json, NULL, '{');
		json_put_int(json, "n", issue->id);
		json_put_text(json, "text", issue->restricted ? "" : issues_brief(turn, issue));
		json_close(json);
	}
	json_close(json);
}

void
completion_json(struct turn *turn, const struct command *const *commands, int64_t person, struct buf *out)
{
	struct json_writer json = json_writer(out);

	json_open(&json, NULL, '{');
	add_commands(turn, commands, person, &json);
	add_names(turn, person, &json);
	add_issues(turn, person, &json);
	json_close(&json);
}

void
completion_person(struct turn *turn, int64_t id, struct json_writer *json, const char *name)
{
	const struct person *person = turn_find(turn, person, id);
	int32_t today = turn_today(turn);

	if (person == NULL) {
		json_put_text(json, name, NULL);
		return;
	}
	json_open(json, name, '{');
	json_put_int(json, "id", id);
	json_put_text(json, "name", person->name);
	json_open(json, "roles", '[');
	EACH_BY (&turn->world->store, role, person, store_key_int(id), role)
		if (access_has(turn->world, id, ROLE_BIT(role->role), role->place, today))
			json_put_text(json, NULL,
			    arena_printf(&turn->arena, "%s%s%s",
			        role->place ? names_of(turn->world, &kind_place, role->place) : "",
			        turn->language == EN && role->place ? " " : "", roles_word(turn, role->role)));
	json_close(json);
	json_put_bool(json, "visitor", access_has(turn->world, id, VISITORS, 0, today));
	json_put_bool(json, "leader", access_has(turn->world, id, LEADERS, 0, today));
	json_put_bool(json, "admin", access_has(turn->world, id, ADMINS, 0, today));
	json_close(json);
}
