/* The public draw of a group; see the header. */
#include "subjects/lots/lots.h"

#include <stdlib.h>
#include <string.h>

#include "base/digest.h"
#include "records/kinds.h"

/* Lines of a text, each with its end replaced; at most `max`. */
static size_t
lines_of(struct turn *turn, const char *text, const char **out, size_t max)
{
	size_t count = 0;

	for (const char *p = text; p && *p && count < max;) {
		size_t n = strcspn(p, "\n");

		out[count++] = arena_text(&turn->arena, p, n);
		p += n + (p[n] == '\n');
	}
	return count;
}

struct draw
lots_draw(struct turn *turn, const struct lot *lot, struct draw_entry entries[LOT_NAMES_MAX])
{
	const char *lines[LOT_NAMES_MAX];
	size_t count = lines_of(turn, lot->roll, lines, LOT_NAMES_MAX);

	for (size_t i = 0; i < count; i++) {
		const char *space = strrchr(lines[i], ' ');

		entries[i].weight = space ? strtoll(space, NULL, 10) : 1;
		entries[i].name = space ? arena_text(&turn->arena, lines[i], (size_t)(space - lines[i])) : lines[i];
	}
	return (struct draw){.number = lot->id,
	    .roll = entries,
	    .count = count,
	    .picks = (size_t)lot->picks,
	    .secret = lot->secret};
}

size_t
lots_contributions(struct turn *turn, const struct lot *lot, const char *out[LOT_NAMES_MAX])
{
	return lines_of(turn, lot->contributions, out, LOT_NAMES_MAX);
}

const struct lot *
lots_open(const struct turn *turn, int64_t group)
{
	const struct lot *found = NULL;

	EACH (&turn->world->store, lot, lot)
		if (lot->state == LOT_open && lot->group == group)
			found = lot;
	return found;
}

const char *
lots_hex(struct turn *turn, const uint8_t *bytes, size_t n)
{
	char *hex = arena_alloc(&turn->arena, 2 * n + 1);

	digest_hex(bytes, n, hex);
	return hex;
}
