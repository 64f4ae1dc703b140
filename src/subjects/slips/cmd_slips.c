/* 抄告单: the slips that concern who asks and are not over. */
#include "reading/parse.h"

#include "core/names.h"
#include "records/issue.h"
#include "records/kinds.h"
#include "records/place.h"
#include "subjects/issues/issue_life.h"
#include "subjects/slips/slip_life.h"
#include "subjects/slips/slips.h"

#define LISTED_MAX 15

static void
run(struct turn *turn, const struct call *call)
{
	struct buf lines = {0};
	int64_t count = 0;

	(void)call;
	EACH (&turn->world->store, slip, slip) {
		if (!slip_live(slip) || !slips_may_read(turn, slip) || count++ >= LISTED_MAX)
			continue;
		const char *until = slip->deadline == 0 ? "" : turn_time(turn, slip->deadline);
		buf_addf(&lines, "\n%s",
		    turn_phrase(turn,
		        slip->deadline == 0                                             ? "slip-line-draft"
		            : slip->deadline < turn->now && slip->state != SLIP_replied ? "slip-line-late"
		                                                                        : "slip-line",
		        WITH({"slip", turn_number(turn, slip->id)}, {"n", turn_number(turn, slip->issue)},
		            {"department", names_of(turn->world, &kind_place, slip->department)},
		            {"state", slip_state(turn, slip->state)}, {"until", until})));
	}
	turn_say(turn, count ? "slip-list" : "slip-list-none",
	    WITH({"count", turn_number(turn, count)}, {"lines", buf_text(&lines)}));
	buf_free(&lines);
}

const struct command command_slips = {
    .name = "slips",
    .topic = TOPIC_slips,
    .phrases = PHRASES("抄告单", "slips"),
    .help_zh = "抄告单:还没了结的抄告",
    .help_en = "slips: those not finished",
    .right = RIGHT_serve,
    .where = WHERE_own,
    .hear = HEAR_ADDRESSED,
    .args = {ARG_END},
    .run = run,
    .examples = EXAMPLES("抄告单", "slips"),
};
