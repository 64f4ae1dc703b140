/* 户情: what is known of a household before somebody goes there. */
#include "reading/parse.h"

#include <string.h>

#include "base/text.h"
#include "core/names.h"
#include "records/household.h"
#include "records/issue.h"
#include "records/kinds.h"
#include "records/place.h"
#include "records/visit.h"
#include "subjects/issues/issues.h"
#include "subjects/people/household_facts.h"
#include "subjects/visits/visits.h"

#define VISITS_SHOWN 3

/* What was said at the last visits: to the contact cadre and the village's leaders all of
 * it, to others what they wrote themselves. */
static void
run(struct turn *turn, const struct call *call)
{
	const struct household *household = turn_find(turn, household, call->args[0].id);
	const struct visit *last = visits_last(turn, household->id), *shown[VISITS_SHOWN];
	int64_t me = turn->actor->id;
	bool all = household->contact_cadre == me ||
	    access_has(turn->world, me, LEADERS, household->village, turn_today(turn));
	struct buf lines = {0};
	size_t count = 0;

	if (!turn->chat.private_chat) {
		turn_say(turn, "household-private", WITH_NONE);
		return;
	}
	if (!households_may(turn, household->village))
		return;
	households_say(turn, "household-shown", household);
	EACH_BY (&turn->world->store, visit, household, store_key_int(household->id), visit)
		if (all || visit->by == me) {
			if (count == VISITS_SHOWN)
				memmove(shown, shown + 1, (--count) * sizeof *shown);
			shown[count++] = visit;
		}
	while (count-- > 0)
		buf_addf(&lines, "\n%s %s %s", turn_day(turn, shown[count]->day),
		    names_of(turn->world, &kind_person, shown[count]->by),
		    text_empty(shown[count]->note) ? "—" : shown[count]->note);
	EACH_BY (&turn->world->store, issue, place, store_key_int(household->village), issue)
		if (issues_open(issue) && issues_may_read(turn, issue, me) && strstr(issue->text, household->name))
			buf_addf(&lines, "\n%s",
			    turn_phrase(turn, "household-issue",
			        WITH({"n", turn_number(turn, issue->id)}, {"brief", issues_brief(turn, issue)})));
	if (lines.n)
		turn_say(turn,
		    last && household->status == HOUSEHOLD_active ? "household-last" : "household-last-only",
		    WITH({"lines", buf_text(&lines)},
		        {"next",
		            last && household->status == HOUSEHOLD_active
		                ? turn_day(turn, visits_next(turn, household, last))
		                : ""}));
	buf_free(&lines);
}

const struct command command_show_household = {
    .name = "show_household",
    .topic = TOPIC_households,
    .phrases = PHRASES("户情", "show home"),
    .help_zh = "户情 <户>:出门前看一眼,上几次说了什么、还有什么没办",
    .help_en = "show home <household>: before going there: what was said, what is open",
    .right = RIGHT_serve,
    .where = WHERE_said,
    .hear = HEAR_ADDRESSED,
    .args = {ARG_HOUSEHOLD},
    .run = run,
    .examples = EXAMPLES("户情 张三家", "show home 张三家"),
};
