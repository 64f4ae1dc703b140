/* 挂起: a declared wait, with a day and a reason. */
#include "reading/parse.h"

#include "subjects/issues/issue_life.h"
#include "subjects/wakes.h"

static void
set_review(struct turn *turn, struct issue *issue, const void *context)
{
	(void)turn;
	issue->review = *(const int32_t *)context;
}

/* 挂起 1 明年3月1日 等预算: a declared wait has a day and a reason. */
static void
run(struct turn *turn, const struct call *call)
{
	struct when when;
	size_t at, used;
	const char *reason = call->args[1].text;

	if (!parse_when(turn, &call->text, call->args[1].from, &when, &at, &used) || !when.has_day || when.bad ||
	    when.day <= turn_today(turn)) {
		turn_say(turn, "issue-suspend-how", WITH_NONE);
		return;
	}
	if (parse_skip(&call->text, at + used) >= call->text.n && at <= call->args[1].from) {
		turn_say(turn, "issue-suspend-why", WITH_NONE);
		return;
	}
	/* The day is said by itself; the reason is what stands behind it (or before). */
	if (at <= call->args[1].from)
		reason = parse_rest(turn, call, parse_skip(&call->text, at + used));
	const struct issue *issue = life_step(
	    turn, call->args[0].number, LIFE_suspend, reason, set_review, &when.day);
	if (issue == NULL)
		return;
	turn_wake(turn, &wake_issue_review, issue->id, 0,
	    zone_instant(when.day, (int)turn->world->policy.digest_minute, (int)turn->world->policy.zone_min));
	turn_say(turn, "issue-suspended",
	    WITH({"n", turn_number(turn, issue->id)}, {"day", turn_day(turn, when.day)}));
	if (issue->reporter != turn->actor->id)
		life_tell_followers(turn, issue, "issue-suspended-reporter",
		    WITH({"n", turn_number(turn, issue->id)}, {"day", turn_day(turn, when.day)}, {"reason", reason}));
}

const struct command command_suspend_issue = {
    .name = "suspend_issue",
    .topic = TOPIC_issues,
    .phrases = PHRASES("挂起", "suspend issue"),
    .help_zh = "挂起 <编号> <到哪天> <原因>:等季节、预算或法院,到日子再办",
    .help_en = "suspend issue <number> <until> <reason>: waits until that day",
    .right = RIGHT_serve,
    .where = WHERE_issue,
    .hear = HEAR_ADDRESSED,
    .args = {ARG_NUMBER, ARG_REST},
    .run = run,
    .examples = EXAMPLES("挂起 1 明年3月1日 等预算", "suspend issue 1 next friday waiting for parts"),
};
