/* A stationed cadre's term nears its end: 90, 30 and 7 days before, he and the village
 * secretary hear that the hand-over is due. */
#include "subjects/wakes.h"

#include "core/access.h"
#include "core/names.h"
#include "records/kinds.h"
#include "records/role.h"

static void
run(struct turn *turn, const struct wake *wake, bool late)
{
	const struct role *role = turn_find(turn, role, wake->subject);
	int32_t today = turn_today(turn);

	(void)late;
	if (role == NULL || role->to == DAY_NONE || role->to < today)
		return;
	struct with with[] = {{"who", names_of(turn->world, &kind_person, role->person)},
	    {"village", names_place_title(turn->world, role->place, &turn->arena)},
	    {"days", turn_number(turn, role->to - today)}, {"day", turn_day(turn, role->to)}, {0}};
	struct draft draft = turn_draft(turn, "term-end", with);
	draft.unasked = true;
	turn_post_person(turn, role->person, &draft);
	int64_t secretary = access_find(turn->world, ROLE_village_secretary, role->place, today, role->person);
	if (secretary) {
		struct draft other = turn_draft(turn, "term-end-village", with);

		other.unasked = true;
		turn_post_person(turn, secretary, &other);
	}
}

const struct wake_kind wake_term_end = {
    .name = "term_end",
    .help = "a stationed cadre's term ends: hand-over notices 90, 30 and 7 days before",
    .help_zh = "驻村任期快满,交接提醒",
    .late = LATE_RUN,
    .quiet = true,
    .run = run,
};
