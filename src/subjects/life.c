/* The steps of a life; see the header. */
#include "subjects/life.h"

#include "base/require.h"

uint32_t
life_who(const struct life_rules *rules, int step)
{
	uint32_t who = 0;

	for (size_t i = 0; i < rules->count; i++)
		if (rules->rows[i].step == step)
			who |= rules->rows[i].who;
	return who;
}

const struct life_rule *
life_rule(const struct life_rules *rules, int step, int from)
{
	for (size_t i = 0; i < rules->count; i++)
		if (rules->rows[i].step == step && rules->rows[i].from == from)
			return &rules->rows[i];
	return NULL;
}

const char *
life_step_name(const struct life_rules *rules, int step)
{
	for (size_t i = 0; i < rules->count; i++)
		if (rules->rows[i].step == step)
			return rules->rows[i].name;
	require_never("a step that no state has");
	return "";
}
