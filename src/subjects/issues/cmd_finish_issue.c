/* 办结, 核实, 挂起, 继续, 不予受理 by the owner; 撤回, 重开 and the answer to 解决了吗 by the
 * reporter. Closed is not solved: outcome, state and the reporter's own word are three. */
#include "reading/parse.h"

#include "base/text.h"
#include "language/calendar.h"
#include "core/dialog.h"
#include "core/schedule.h"
#include "records/kinds.h"
#include "records/place.h"
#include "records/slip.h"
#include "subjects/issues/issue_life.h"
#include "subjects/issues/issues.h"
#include "subjects/slips/slips.h"

#define CONFIRM_DAYS 7 /* working days the reporter has to answer */
#define REOPEN_DAYS 90

static bool
any(const struct glyphs *text, size_t from, const char *const *words)
{
	for (int i = 0; words[i]; i++)
		if (parse_find(text, from, words[i]) < text->n)
			return true;
	return false;
}

struct finish {
	int32_t outcome, level;
};

/* Where it was solved: as said, else by the farthest department that had a part in it. */
static int32_t
level_of(const struct turn *turn, int64_t issue, const struct glyphs *text, size_t from)
{
	static const struct {
		const char *word;
		int32_t level;
	} words[] = {
	    {"县里", LEVEL_county},
	    {"县级", LEVEL_county},
	    {"区里", LEVEL_county},
	    {"市里", LEVEL_county},
	    {"镇里", LEVEL_township},
	    {"镇上", LEVEL_township},
	    {"乡里", LEVEL_township},
	    {"街道", LEVEL_township},
	    {"村里", LEVEL_village},
	    {"村上", LEVEL_village},
	    {"by the county", LEVEL_county},
	    {"by the township", LEVEL_township},
	    {"by the village", LEVEL_village},
	};
	int32_t level = LEVEL_village;

	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (parse_find(text, from, words[i].word) < text->n)
			return words[i].level;
	EACH_BY (&turn->world->store, slip, issue, store_key_int(issue), slip) {
		const struct place *department = turn_find(turn, place, slip->department),
		                   *over = department ? turn_find(turn, place, department->parent) : NULL;
		int32_t here = over && over->kind == PLACE_county ? LEVEL_county : LEVEL_township;

		if (slip->state == SLIP_closed && here > level)
			level = here;
	}
	return level;
}

static void
set_finished(struct turn *turn, struct issue *issue, const void *context)
{
	const struct finish *finish = context;

	issue->outcome = finish->outcome;
	issue->level = finish->outcome == OUTCOME_solved ? finish->level : LEVEL_none;
	issue->finished_at = turn->now;
	issue->word = WORD_none;
}

static void
set_confirmed(struct turn *turn, struct issue *issue, const void *context)
{
	(void)context;
	issue->word = WORD_solved;
	issue->closed_at = turn->now;
}

/* The reporter is asked in private; his word is kept apart from ours. */
static void
ask_reporter(struct turn *turn, const struct issue *issue, const char *text)
{
	static const char *const keys[] = {"issue-finished-solved", "issue-finished-solved",
	    "issue-finished-explained", "issue-finished-not-possible"};
	const char *n = turn_number(turn, issue->id);
	struct chat chat = {.person = issue->reporter, .private_chat = true};
	struct answer_item answers[] = {
	    {"1|解决了|是|满意|solved|yes", arena_printf(&turn->arena, "确认办结 %s", n)},
	    {"2…|没解决…|没有…|not solved…", arena_printf(&turn->arena, "退回办结 %s {rest}", n)},
	};
	enum language said = turn->language;

	turn->language = ZH;
	life_tell_followers(turn, issue, keys[issue->outcome],
	    WITH({"n", n}, {"text", text}, {"owner", names_of(turn->world, &kind_person, issue->owner)}));
	turn->language = said;
	dialog_ask(turn, DIALOG_receipt, &chat, issue->reporter, issue->id, answers, 2, turn->now + 40 * MS_DAY);
}

static void
run_finish(struct turn *turn, const struct call *call)
{
	static const char *const explained[] = {"解释", "说明", "讲清", "explained", NULL},
	                         *const impossible[] = {"办不了", "无法", "不能办", "办不成", "not possible",
	                             "cannot be done", NULL};
	const char *text = call->args[1].text;
	struct finish finish = {
	    .outcome = any(&call->text, call->args[1].from, impossible) ? OUTCOME_not_possible
	        : any(&call->text, call->args[1].from, explained)       ? OUTCOME_explained
	                                                                : OUTCOME_solved,
	    .level = level_of(turn, call->args[0].number, &call->text, call->args[1].from),
	};
	const struct issue *issue = life_step(
	    turn, call->args[0].number, LIFE_finish, text, set_finished, &finish);

	if (issue == NULL)
		return;
	slips_drop(turn, issue->id);
	if (issue->reporter == turn->actor->id) { /* his own report: his word is here already */
		life_step(turn, issue->id, LIFE_confirm, NULL, set_confirmed, NULL);
		turn_say(turn, "issue-closed-own", WITH({"n", turn_number(turn, call->args[0].number)}));
		return;
	}
	int32_t until = calendar_after(&turn->world->calendar, turn_today(turn), CONFIRM_DAYS);
	turn_wake(turn, "issue_confirm", issue->id, 0, schedule_at(turn->world, until, WORK_ENDS));
	turn_say(turn, "issue-finished",
	    WITH({"n", turn_number(turn, issue->id)}, {"text", turn->chat.private_chat ? text : ""},
	        {"until",
	            arena_printf(&turn->arena, "%s%s", turn_day(turn, until),
	                schedule_guess_note(turn, schedule_guessed_year(turn, turn_today(turn), until)))}));
	ask_reporter(turn, issue, text);
}

const struct command command_finish_issue = {
    .name = "finish_issue",
    .topic = TOPIC_issues,
    .phrases = PHRASES("办结", "finish issue"),
    .help_zh = "办结 <编号> <结果>:办完了、解释了或办不了,问过上报人再结案",
    .help_en = "finish issue <number> <outcome>: solved, explained or not possible; the reporter is asked",
    .needs = VISITORS,
    .hear = HEAR_ADDRESSED,
    .args = {ARG_NUMBER, ARG_REST},
    .run = run_finish,
    .examples = EXAMPLES("办结 1 路灯换好了", "finish issue 1 the lamp is replaced"),
};

static void
tell_owner(struct turn *turn, const struct issue *issue, const char *key, const char *text)
{
	struct draft draft = turn_draft(turn, key,
	    WITH({"n", turn_number(turn, issue->id)}, {"place", issues_place(turn, issue)},
	        {"brief", issues_brief(turn, issue)}, {"text", text ? text : ""},
	        {"round", turn_number(turn, issue->round + 1)}));

	draft.topic = turn_topic(&kind_issue, issue->id);
	turn_post_person(turn, issue->owner, &draft);
}

static void
run_confirm(struct turn *turn, const struct call *call)
{
	const struct issue *issue = life_step(
	    turn, call->args[0].number, LIFE_confirm, NULL, set_confirmed, NULL);

	if (issue == NULL)
		return;
	turn_unwake(turn, "issue_confirm", issue->id);
	turn_say(turn, "issue-closed", WITH({"n", turn_number(turn, issue->id)}));
	tell_owner(turn, issue, "issue-closed-owner", NULL);
}

const struct command command_confirm_issue = {
    .name = "confirm_issue",
    .phrases = PHRASES("确认办结"),
    .help_zh = "确认办结 <编号>",
    .help_en = "确认办结 <number>",
    .needs = ANYBODY,
    .hear = HEAR_ADDRESSED,
    .args = {ARG_NUMBER},
    .run = run_confirm,
    .hidden = true,
    .examples = EXAMPLES("确认办结 1"),
};

/* A new round: its own clocks; what the old one found stays in the events. */
static void
set_round(struct turn *turn, struct issue *issue, const void *context)
{
	if (context)
		issue->word = WORD_denied;
	issue->round++;
	issue->round_at = turn->now;
	issue->accepted_at = issue->closed_at = 0;
}

static void
begin_round(struct turn *turn, const struct issue *issue, const char *text)
{
	turn_unwake(turn, "issue_confirm", issue->id);
	tell_owner(turn, issue, "issue-again", text);
	issues_clock(turn, issue);
}

static void
run_deny(struct turn *turn, const struct call *call)
{
	const struct issue *issue = life_step(
	    turn, call->args[0].number, LIFE_deny, call->args[1].text, set_round, call);

	if (issue == NULL)
		return;
	turn_say(turn, "issue-denied",
	    WITH({"n", turn_number(turn, issue->id)},
	        {"owner", names_of(turn->world, &kind_person, issue->owner)}));
	begin_round(turn, issue, call->args[1].text);
}

const struct command command_deny_issue = {
    .name = "deny_issue",
    .phrases = PHRASES("退回办结"),
    .help_zh = "退回办结 <编号> [哪里没解决]",
    .help_en = "退回办结 <number> [what is left]",
    .needs = ANYBODY,
    .hear = HEAR_ADDRESSED,
    .args = {ARG_NUMBER, ARG_REST_OPTIONAL},
    .run = run_deny,
    .hidden = true,
    .examples = EXAMPLES("退回办结 1 还是不亮"),
};

static void
run_reopen(struct turn *turn, const struct call *call)
{
	const struct issue *old = turn_find(turn, issue, call->args[0].number);

	if (old && old->state == ISSUE_closed && old->closed_at < turn->now - REOPEN_DAYS * MS_DAY) {
		turn_say(turn, "issue-too-old",
		    WITH({"n", turn_number(turn, old->id)}, {"days", turn_number(turn, REOPEN_DAYS)}));
		return;
	}
	const struct issue *issue = life_step(
	    turn, call->args[0].number, LIFE_reopen, call->args[1].text, set_round, NULL);
	if (issue == NULL)
		return;
	turn_say(turn, "issue-reopened",
	    WITH({"n", turn_number(turn, issue->id)},
	        {"owner", names_of(turn->world, &kind_person, issue->owner)}));
	begin_round(turn, issue, call->args[1].text);
}

const struct command command_reopen_issue = {
    .name = "reopen_issue",
    .topic = TOPIC_issues,
    .phrases = PHRASES("重开", "reopen issue"),
    .help_zh = "重开 <编号> [原因]:结案的事又出来了(90天内)",
    .help_en = "reopen issue <number> [why]: a closed matter is back (within 90 days)",
    .needs = ANYBODY,
    .hear = HEAR_ADDRESSED,
    .args = {ARG_NUMBER, ARG_REST_OPTIONAL},
    .run = run_reopen,
    .examples = EXAMPLES("重开 1 又不亮了", "reopen issue 1 it is dark again"),
};

static void
run_verify(struct turn *turn, const struct call *call)
{
	const struct issue *issue = life_step(
	    turn, call->args[0].number, LIFE_verify, call->args[1].text, NULL, NULL);

	if (issue)
		turn_say(turn, "issue-verified", WITH({"n", turn_number(turn, issue->id)}));
}

const struct command command_verify_issue = {
    .name = "verify_issue",
    .topic = TOPIC_issues,
    .phrases = PHRASES("核实", "verify issue"),
    .help_zh = "核实 <编号> <现场情况>:到过现场,记下看到的",
    .help_en = "verify issue <number> <facts>: what was seen on site",
    .needs = VISITORS,
    .hear = HEAR_ADDRESSED,
    .args = {ARG_NUMBER, ARG_REST},
    .run = run_verify,
    .examples = EXAMPLES("核实 1 灯头坏了,线路没事", "verify issue 1 the lamp is broken, the line is good"),
};

static void
set_review(struct turn *turn, struct issue *issue, const void *context)
{
	(void)turn;
	issue->review = *(const int32_t *)context;
}

/* 挂起 1 明年3月1日 等预算: a declared wait has a day and a reason. */
static void
run_suspend(struct turn *turn, const struct call *call)
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
	const struct issue *issue = life_step(
	    turn, call->args[0].number, LIFE_suspend, reason, set_review, &when.day);
	if (issue == NULL)
		return;
	turn_wake(turn, "issue_review", issue->id, 0,
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
    .needs = VISITORS,
    .hear = HEAR_ADDRESSED,
    .args = {ARG_NUMBER, ARG_REST},
    .run = run_suspend,
    .examples = EXAMPLES("挂起 1 明年3月1日 等预算", "suspend issue 1 next friday waiting for parts"),
};

static void
run_resume(struct turn *turn, const struct call *call)
{
	const struct issue *issue = life_step(turn, call->args[0].number, LIFE_resume, NULL, NULL, NULL);

	if (issue == NULL)
		return;
	turn_unwake(turn, "issue_review", issue->id);
	turn_say(turn, "issue-resumed", WITH({"n", turn_number(turn, issue->id)}));
}

const struct command command_resume_issue = {
    .name = "resume_issue",
    .topic = TOPIC_issues,
    .phrases = PHRASES("继续办", "resume issue"),
    .help_zh = "继续办 <编号>:挂起的事接着办",
    .help_en = "resume issue <number>: goes on with a suspended one",
    .needs = VISITORS,
    .hear = HEAR_ADDRESSED,
    .args = {ARG_NUMBER},
    .run = run_resume,
    .examples = EXAMPLES("继续办 1", "resume issue 1"),
};

static void
run_refuse(struct turn *turn, const struct call *call)
{
	const struct issue *issue = life_step(
	    turn, call->args[0].number, LIFE_refuse, call->args[1].text, NULL, NULL);

	if (issue == NULL)
		return;
	turn_unwake(turn, "issue_unaccepted", issue->id);
	turn_unwake(turn, "danger_repeat", issue->id);
	dialog_close(turn, DIALOG_alert, issue->id);
	turn_say(turn, "issue-refused", WITH({"n", turn_number(turn, issue->id)}));
	life_tell_followers(turn, issue, "issue-refused-reporter",
	    WITH({"n", turn_number(turn, issue->id)}, {"reason", call->args[1].text}));
}

const struct command command_refuse_issue = {
    .name = "refuse_issue",
    .topic = TOPIC_issues,
    .phrases = PHRASES("不予受理", "refuse issue"),
    .help_zh = "不予受理 <编号> <原因>:告诉上报人为什么",
    .help_en = "refuse issue <number> <reason>: the reporter hears why",
    .needs = VISITORS,
    .hear = HEAR_ADDRESSED,
    .args = {ARG_NUMBER, ARG_REST},
    .run = run_refuse,
    .examples = EXAMPLES("不予受理 1 不归村里管,请打12345", "refuse issue 1 this is the county's matter"),
};

static void
run_withdraw(struct turn *turn, const struct call *call)
{
	const struct issue *issue = life_step(turn, call->args[0].number, LIFE_withdraw, NULL, NULL, NULL);

	if (issue == NULL)
		return;
	turn_unwake(turn, "issue_unaccepted", issue->id);
	turn_unwake(turn, "danger_repeat", issue->id);
	dialog_close(turn, DIALOG_alert, issue->id);
	turn_say(turn, "issue-withdrawn", WITH({"n", turn_number(turn, issue->id)}));
	tell_owner(turn, issue, "issue-withdrawn-owner", NULL);
}

const struct command command_withdraw_issue = {
    .name = "withdraw_issue",
    .topic = TOPIC_issues,
    .phrases = PHRASES("撤回问题", "withdraw issue"),
    .help_zh = "撤回问题 <编号>:我报的事不用办了",
    .help_en = "withdraw issue <number>: what I reported is settled",
    .needs = ANYBODY,
    .hear = HEAR_ADDRESSED,
    .args = {ARG_NUMBER},
    .run = run_withdraw,
    .examples = EXAMPLES("撤回问题 1", "withdraw issue 1"),
};
