/* Slips in words; see the header. */
#include "subjects/slips/slip_words.h"

#include "core/names.h"
#include "core/post.h"
#include "records/issue.h"
#include "records/kinds.h"
#include "records/place.h"
#include "subjects/slips/slip_life.h"
#include "subjects/slips/slips.h"

bool
slips_private(struct turn *turn)
{
	if (!turn->chat.private_chat)
		turn_say(turn, "slip-private", WITH_NONE);
	return turn->chat.private_chat;
}

bool
slips_readable(struct turn *turn, const struct slip *slip)
{
	if (!slips_private(turn))
		return false;
	if (!slips_may_read(turn, slip)) {
		turn_say(turn, "slip-none", WITH({"n", turn_number(turn, slip->id)}));
		return false;
	}
	return true;
}

void
slips_say(struct turn *turn, const char *key, const struct slip *slip)
{
	turn_say(turn, key,
	    WITH({"slip", turn_number(turn, slip->id)},
	        {"department", names_of(turn->world, &kind_place, slip->department)},
	        {"until", slips_until(turn, slip)}, {"returns", turn_number(turn, slip->returns)}));
}

void
slips_tell_askers(struct turn *turn, const struct slip *slip, const char *key, const char *text)
{
	const struct issue *issue = turn_find(turn, issue, slip->issue);
	int64_t to[] = {issue->owner, slip->approver};

	for (size_t i = 0; i < 2; i++)
		if (to[i] && to[i] != turn->actor->id && (i == 0 || to[1] != to[0]))
			slips_tell(turn, slip, to[i], key, text);
}

void
slips_tell_department(struct turn *turn, const struct slip *slip, const char *key, const char *text)
{
	for (int64_t officer = slip_officer(turn, slip->department, 0); officer;
	     officer = slip_officer(turn, slip->department, officer))
		if (officer != turn->actor->id)
			slips_tell(turn, slip, officer, key, text);
}

int64_t
slips_department_in(const struct turn *turn, const struct slip *slip, const struct glyphs *text, size_t at)
{
	const struct issue *issue = turn_find(turn, issue, slip->issue);
	int64_t found = 0;
	size_t used;

	for (; at < text->n && found == 0; at++)
		found = slips_department_at(turn, text, at, issue->place, &used);
	return found;
}
