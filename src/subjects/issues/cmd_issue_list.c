/* 台账: the issues that are not finished; in a group by number only. */
#include "reading/parse.h"

#include "records/kinds.h"
#include "records/person.h"
#include "subjects/issues/figures.h"
#include "subjects/issues/issue_life.h"
#include "subjects/issues/issues.h"

#define LISTED_MAX 15

static void
run(struct turn *turn, const struct call *call)
{
	struct figures_of of = figures_asked(turn, call);
	struct buf lines = {0};
	int64_t count = 0;

	if (!figures_may(turn, call, &of))
		return;
	EACH (&turn->world->store, issue, issue) {
		if (!issues_open(issue) || issue_against(turn, issue, turn->actor->id) ||
		    !figures_takes(turn, &of, issue))
			continue;
		if (count++ >= LISTED_MAX)
			continue;
		bool full = turn->chat.private_chat && issues_may_read(turn, issue, turn->actor->id);
		int64_t days = (turn->now - issue->reported_at) / MS_DAY;

		buf_addf(&lines, "\n%s",
		    turn_phrase(turn, full ? "list-line" : "list-line-number",
		        WITH({"n", turn_number(turn, issue->id)}, {"brief", full ? issues_brief(turn, issue) : ""},
		            {"state", life_state(turn, issue->state)},
		            {"owner", names_of(turn->world, &kind_person, issue->owner)},
		            {"days", turn_number(turn, days)})));
	}
	turn_say(turn,
	    count == 0               ? "list-none"
	        : count > LISTED_MAX ? "list-many"
	                             : "list",
	    WITH({"count", turn_number(turn, count)}, {"shown", turn_number(turn, LISTED_MAX)},
	        {"lines", buf_text(&lines)}, {"place", figures_about(turn, &of)}));
	buf_free(&lines);
}

const struct command command_issue_list = {
    .name = "issue_list",
    .topic = TOPIC_issues,
    .phrases = PHRASES("台账", "问题台账", "issue list"),
    .help_zh = "台账 [村/人/类别]:还没办完的问题",
    .help_en = "issue list [village/person/category]: what is not finished",
    .right = RIGHT_serve,
    .where = WHERE_asked,
    .hear = HEAR_ADDRESSED,
    .args = {ARG_REST_OPTIONAL},
    .run = run,
    .examples = EXAMPLES("台账", "issue list"),
};
