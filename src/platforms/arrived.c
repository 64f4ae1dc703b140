/* Lists and refusals of what arrives; see the header. */
#include "platforms/arrived.h"

#include <string.h>

#include "base/text.h"

void
arrived_add(struct arrived_list *list, const char *text)
{
	if (!text_empty(text) && list->n < ARRIVED_LIST_MAX)
		list->items[list->n++] = text;
}

void
arrived_name(struct arrived *arrived, const char *id, const char *name)
{
	struct arrived_names *named = &arrived->named;

	if (!text_empty(id) && !text_empty(name) && named->n < ARRIVED_LIST_MAX)
		named->items[named->n++] = (struct mention){.sender_id = id, .name = name};
}

const char *
arrived_place(const char *name, const char *address, struct arena *arena)
{
	if (text_empty(name) || text_empty(address))
		return text_empty(name) && text_empty(address)
		    ? NULL
		    : arena_printf(arena, "%s%s", name ? name : "", address ? address : "");
	return arena_printf(arena, "%s(%s)", name, address);
}

/* The bytes of the blank at p: ASCII, no-break, four-per-em (some clients put it behind a mention), wide. */
static size_t
blank_at(const char *p)
{
	static const char *const blanks[] = {" ", "\xc2\xa0", "\xe2\x80\x85", "\xe3\x80\x80"};

	for (size_t i = 0; i < sizeof blanks / sizeof *blanks; i++)
		if (text_starts(p, blanks[i]))
			return strlen(blanks[i]);
	return 0;
}

/* The bytes at p that say the name, its blanks written in any way or left out; 0 if it does not stand there. */
static size_t
name_at(const char *p, const char *name)
{
	const char *from = p;
	size_t blank;

	while (*name) {
		while ((blank = blank_at(name)) > 0)
			name += blank;
		while (p > from && *name && (blank = blank_at(p)) > 0)
			p += blank;
		if (*name == 0)
			break;
		if (*p != *name)
			return 0;
		p++;
		name++;
	}
	return (size_t)(p - from);
}

bool
arrived_mentions_only(const char *text, const char *end)
{
	size_t blank;

	while (text < end) {
		if ((blank = blank_at(text)) > 0) {
			text += blank;
			continue;
		}
		if (*text != '@')
			return false;
		while (text < end && blank_at(text) == 0)
			text++;
	}
	return true;
}

const char *
arrived_unmention(const char *text, const char *own_name, struct arena *arena, bool *found)
{
	if (text_empty(own_name))
		return text;
	for (const char *at = strchr(text, '@'); at; at = strchr(at + 1, '@')) {
		size_t n = name_at(at + 1, own_name);

		if (n == 0)
			continue;
		const char *behind = at + 1 + n;
		size_t front = arrived_mentions_only(text, at) ? 0 : (size_t)(at - text);

		*found = true;
		return arena_printf(arena, "%.*s%s", (int)front, text, behind + blank_at(behind));
	}
	return text;
}

int64_t
arrived_ms(int64_t seconds)
{
	return seconds > 0 && seconds < INT64_MAX / 1000 ? seconds * 1000 : 0;
}

bool
arrived_refuse(struct arrived *arrived, const char *error)
{
	arrived->event = ARRIVED_REFUSED;
	arrived->error = error;
	return false;
}
