/* 确认配对: a proposal becomes roles with terms, and their ends are announced. */
#include "reading/parse.h"

#include "base/memory.h"
#include "core/names.h"
#include "records/kinds.h"
#include "records/pair_item.h"
#include "records/pairing.h"
#include "records/person.h"
#include "records/place.h"
#include "records/role.h"
#include "subjects/people/pairing.h"
#include "subjects/wakes.h"

/* The notices of a term's end: 90, 30 and 7 days before, in the morning. */
static void
plan_term(struct turn *turn, const struct role *role)
{
	static const int days[] = {90, 30, 7};

	for (int rung = 0; rung < 3; rung++)
		turn_wake(turn, &wake_term_end, role->id, rung,
		    zone_instant(role->to - days[rung], (int)turn->world->policy.digest_minute,
		        (int)turn->world->policy.zone_min));
}

static void
run(struct turn *turn, const struct call *call)
{
	const struct pairing *open = pairing_proposed(turn, call);
	int32_t today = turn_today(turn);
	struct civil end = civil_of(today);

	if (open == NULL)
		return;
	struct pairing pairing = *open;
	const struct pair_item *items = open->pairs.items;
	end.year += (int)turn->world->policy.term_years;
	if (end.month == 2 && end.day == 29)
		end.day = 28;
	pairing.state = PAIRING_confirmed;
	size_t n = pairing.pairs.n;
	for (size_t i = 0; i < n; i++) {
		/* He leaves where he was; one village a person. */
		EACH_BY (&turn->world->store, role, person, store_key_int(items[i].person), old)
			if (old->role == ROLE_cadre && (old->to == DAY_NONE || old->to >= today) &&
			    (old->from == DAY_NONE || old->from < today)) {
				struct role role = *old;

				role.to = today - 1;
				turn_unwake(turn, &wake_term_end, role.id);
				turn_put(turn, &kind_role, &role);
			}
		struct role role = {.person = items[i].person,
		    .role = ROLE_cadre,
		    .place = items[i].place,
		    .from = today,
		    .to = civil_day(end.year, end.month, end.day) - 1};
		const struct role *kept = turn_put(turn, &kind_role, &role);
		plan_term(turn, kept);
		struct draft draft = turn_draft(turn, "pair-told",
		    WITH({"village", names_place_title(turn->world, kept->place, &turn->arena)},
		        {"from", turn_day(turn, kept->from)}, {"to", turn_day(turn, kept->to)}));
		turn_post_person(turn, kept->person, &draft);
	}
	turn_put(turn, &kind_pairing, &pairing);
	turn_say(turn, "pair-confirmed",
	    WITH({"count", turn_number(turn, (int64_t)n)},
	        {"to", turn_day(turn, civil_day(end.year, end.month, end.day) - 1)}));
}

const struct command command_confirm_pair = {
    .name = "confirm_pair",
    .phrases = PHRASES("确认配对"),
    .help_zh = "确认配对 <编号>",
    .help_en = "确认配对 <number>",
    .right = RIGHT_administer,
    .where = WHERE_own,
    .hear = HEAR_ADDRESSED,
    .args = {ARG_NUMBER},
    .run = run,
    .hidden = true,
    .examples = EXAMPLES("确认配对 1"),
};
