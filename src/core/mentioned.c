/* Names shown by a platform → names as registered; see the header. */
#include "core/mentioned.h"

#include <string.h>

#include "base/buf.h"
#include "base/text.h"
#include "core/access.h"
#include "records/person.h"

const char *
mentioned_text(const struct world *world, const struct message *message, struct arena *arena)
{
	const char *from = message->text;
	struct buf out = {0};

	for (size_t i = 0; i < message->mention_count; i++) {
		const struct mention *mention = &message->mentions[i];
		const struct person *person = access_person(world, message->channel, mention->sender_id);
		const char *shown = arena_printf(arena, "@%s", mention->name), *at = strstr(from, shown);

		if (at == NULL)
			continue;
		buf_add(&out, from, (size_t)(at - from));
		buf_addf(&out, "@%s", person ? person->name : mention->name);
		from = at + strlen(shown);
	}
	if (out.n == 0)
		return message->text;
	buf_adds(&out, from);
	return buf_keep(&out, arena);
}
