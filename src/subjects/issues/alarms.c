/* Danger as it is heard; see the header. */
#include "subjects/issues/alarms.h"

#include "language/danger.h"
#include "reading/parse.h"
#include "records/group.h"

enum danger_kind
alarms_kind(const struct glyphs *text)
{
	return danger_find(text->cp, text->n, NULL, NULL);
}

const char *
alarms_call(struct turn *turn, const struct glyphs *text)
{
	const char *number = danger_call(alarms_kind(text));

	return *number ? turn_phrase(turn, "dial-now", WITH({"number", number})) : "";
}

/* 3号我看过了,是电线断了: of a matter that is known, said by its number. */
static bool
of_a_number(const struct glyphs *text, size_t from)
{
	size_t at = from;

	while (at < text->n && text->cp[at] >= '0' && text->cp[at] <= '9')
		at++;
	return at > from && parse_word(text, at, "号") && !parse_word(text, at, "号楼") &&
	    !parse_word(text, at, "号房");
}

/* 到现场看了,墙裂了三指宽: who was there says what he found; that belongs to a matter that is known. */
static bool
of_a_look(const struct glyphs *text, size_t from)
{
	static const char *const looks[] = {"核实", "现场看", "在现场", "实地看", "我看过了", NULL};

	for (int i = 0; looks[i]; i++)
		if (parse_find(text, from, looks[i]) < text->n)
			return true;
	return false;
}

const char *
alarms_hear(struct turn *turn, const struct glyphs *text, size_t from)
{
	struct glyphs behind = {text->cp + from, text->at + from, text->n - from, text->clean};

	if (turn->actor == NULL || of_a_number(text, from) || of_a_look(text, from) ||
	    alarms_kind(&behind) == DANGER_none)
		return NULL;
	if (!turn->addressed && (turn->group == NULL || turn->group->purpose == PURPOSE_none))
		return NULL;
	return arena_printf(&turn->arena, "上报 %s", text->clean + text->at[from]);
}
