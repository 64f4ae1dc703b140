/* 待办: what waits for me, computed: issues I own, visits due, offers, reminders. */
#include "reading/parse.h"

#include "base/text.h"
#include "records/inquiry.h"
#include "records/kinds.h"
#include "records/notice.h"
#include "records/person_item.h"
#include "records/reminder.h"
#include "subjects/guests/guest_facts.h"
#include "subjects/issues/chasing.h"
#include "subjects/issues/issues.h"
#include "subjects/visits/visits.h"

#define LISTED_MAX 8

/* What nobody takes and I was told of. */
static void
chased_to(struct turn *turn, int64_t me, struct buf *lines)
{
	EACH (&turn->world->store, issue, issue)
		if (chasing_waits(issue) && issue->owner != me && person_item_in(&issue->chased, me))
			buf_addf(lines, "\n%s",
			    turn_phrase(turn, "task-chased",
			        WITH({"n", turn_number(turn, issue->id)},
			            {"brief",
			                turn->chat.private_chat && !issue->restricted ? issues_brief(turn, issue) : "…"},
			            {"owner", names_of(turn->world, &kind_person, issue->owner)},
			            {"days", turn_number(turn, (turn->now - issue->reported_at) / MS_DAY)})));
}

static void
run(struct turn *turn, const struct call *call)
{
	struct buf lines = {0}, due = {0};
	int64_t me = turn->actor->id, operator= access_operator(turn->world, me, 0);
	bool group = !turn->chat.private_chat;
	size_t listed = 0, more = 0;

	(void)call;
	EACH_BY (&turn->world->store, issue, owner, store_key_int(me), issue) {
		if (!issues_open(issue))
			continue;
		if (listed++ >= LISTED_MAX) {
			more++;
			continue;
		}
		int64_t days = (turn->now - issue->reported_at) / MS_DAY;
		buf_addf(&lines, "\n%s",
		    turn_phrase(turn, issue->state == ISSUE_reported ? "task-issue-new" : "task-issue",
		        WITH({"n", turn_number(turn, issue->id)},
		            {"brief", group ? issue->category : issues_brief(turn, issue)},
		            {"days", turn_number(turn, days)})));
	}
	chased_to(turn, me, &lines);
	size_t homes = visits_due(turn, me, &due, NULL);
	if (homes)
		buf_addf(&lines, "\n%s",
		    turn_phrase(turn, group ? "task-visits-group" : "task-visits",
		        WITH({"households", buf_text(&due)}, {"count", turn_number(turn, (int64_t)homes)})));
	for (const struct line *line = operator? guests_line(turn, operator, LINE_offered, 0) : NULL; line;
	     line = guests_line(turn, operator, LINE_offered, line->id)) {
		const struct arrival *arrival = turn_find(turn, arrival, line->arrival);

		buf_addf(&lines, "\n%s",
		    turn_phrase(turn, "task-offer",
		        WITH({"heads", turn_number(turn, line->heads)}, {"time", turn_time(turn, arrival->at)})));
	}
	EACH_BY (&turn->world->store, reminder, person, store_key_int(me), reminder)
		if (reminder->state == REMINDER_active && listed++ < LISTED_MAX && !group)
			buf_addf(&lines, "\n%s",
			    turn_phrase(turn, "task-reminder",
			        WITH({"time", turn_time(turn, reminder->at)}, {"text", reminder->text})));
	EACH_BY (&turn->world->store, inquiry, person, store_key_int(me), inquiry)
		if (text_empty(inquiry->answer) && listed++ < LISTED_MAX)
			buf_addf(&lines, "\n%s",
			    turn_phrase(turn, "task-inquiry",
			        WITH({"n", turn_number(turn, inquiry->id)}, {"text", group ? "…" : inquiry->text})));
	EACH (&turn->world->store, notice, notice)
		if (notice->by == me && notice->at > turn->now - 48 * MS_HOUR)
			buf_addf(&lines, "\n%s",
			    turn_phrase(turn, "task-notice",
			        WITH({"time", turn_time(turn, notice->at)},
			            {"count", turn_number(turn, (int64_t)notice->receipts.n)})));
	if (more)
		buf_addf(&lines, "\n%s",
		    turn_phrase(turn, "task-more", WITH({"count", turn_number(turn, (int64_t)more)})));
	if (lines.n)
		turn_say(turn, "tasks", WITH({"lines", buf_text(&lines)}));
	else
		turn_say(turn, "tasks-none", WITH_NONE);
	buf_free(&lines);
	buf_free(&due);
}

const struct command command_tasks = {
    .name = "tasks",
    .topic = TOPIC_issues,
    .phrases = PHRASES("待办", "我的待办", "我的任务", "my tasks", "tasks", "todo"),
    .help_zh = "待办:等我办的事",
    .help_en = "my tasks: what waits for me",
    .right = RIGHT_any,
    .where = WHERE_own,
    .hear = HEAR_CERTAIN,
    .args = {ARG_END},
    .run = run,
    .examples = EXAMPLES("待办", "my tasks"),
};
