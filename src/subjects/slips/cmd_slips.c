/* 抄告, 签发, 抄告单, 查抄告, 打印, 验抄告: a slip from draft to paper, for those who ask.
 * What it says is read in private alone. */
#include "reading/parse.h"

#include <string.h>

#include "base/text.h"
#include "language/calendar.h"
#include "core/dialog.h"
#include "core/names.h"
#include "records/issue.h"
#include "records/kinds.h"
#include "records/person_item.h"
#include "records/place.h"
#include "subjects/issues/issue_life.h"
#include "subjects/issues/issues.h"
#include "subjects/slips/slip_life.h"
#include "subjects/slips/slips.h"

#define ASK_CHARS_MIN 2
#define LISTED_MAX 15

static bool
in_private(struct turn *turn)
{
	if (!turn->chat.private_chat)
		turn_say(turn, "slip-private", WITH_NONE);
	return turn->chat.private_chat;
}

/* 抄告 3 县水利局 5个工作日 请更换水泵 */
static void
run_draft(struct turn *turn, const struct call *call)
{
	const struct issue *issue = turn_find(turn, issue, call->args[0].number);
	const char *n = turn_number(turn, call->args[0].number);
	struct slip slip = {
	    .days = turn->world->policy.slip_days, .drafter = turn->actor->id, .state = SLIP_drafted};
	size_t at = call->args[1].from, used;

	if (!in_private(turn))
		return;
	if (issue == NULL || issue->owner != turn->actor->id) {
		turn_say(turn, "issue-none", WITH({"n", n}));
		return;
	}
	if (issue->state != ISSUE_in_progress && issue->state != ISSUE_escalated) {
		turn_say(turn, "issue-not-now", WITH({"n", n}, {"state", life_state(turn, issue->state)}));
		return;
	}
	if (slips_verified(turn, issue->id) == NULL) { /* seen on site before it is sent to others */
		turn_say(turn, "slip-verify-first", WITH({"n", n}));
		return;
	}
	slip.issue = issue->id;
	slip.department = slips_department_at(turn, &call->text, at, issue->place, &used);
	if (slip.department == 0) {
		turn_say(turn, "slip-department", WITH_NONE);
		return;
	}
	const struct slip *other = slips_live(turn, issue->id, slip.department, 0);
	if (other) {
		turn_say(turn, "slip-twice",
		    WITH(
		        {"n", n}, {"slip", turn_number(turn, other->id)}, {"state", slip_state(turn, other->state)}));
		return;
	}
	at = parse_skip(&call->text, at + used);
	at = parse_skip(&call->text, at + slips_days_at(&call->text, at, &slip.days));
	slip.text = parse_rest(turn, call, at);
	if (call->text.n - at < ASK_CHARS_MIN) {
		turn_say(turn, "slip-ask", WITH_NONE);
		return;
	}
	slip.approver = slip_approver(turn, issue->place);
	if (slip.approver == 0) {
		turn_say(turn, "slip-no-approver", WITH_NONE);
		return;
	}
	const struct slip *kept = turn_put(turn, &kind_slip, &slip);
	life_note_of(turn,
	    &(struct life_event){.issue = issue->id,
	        .slip = kept->id,
	        .step = "slip draft",
	        .to = SLIP_drafted,
	        .text = kept->text});
	turn_say(turn, "slip-drafted",
	    WITH({"slip", turn_number(turn, kept->id)},
	        {"department", names_of(turn->world, &kind_place, kept->department)},
	        {"days", turn_number(turn, kept->days)},
	        {"approver", names_of(turn->world, &kind_person, kept->approver)}));
	if (kept->approver != turn->actor->id)
		slips_tell(turn, kept, kept->approver, "slip-for-approver", slips_verified(turn, issue->id));
	slips_nudge(turn, kept);
}

const struct command command_slip_draft = {
    .name = "slip_draft",
    .topic = TOPIC_slips,
    .phrases = PHRASES("抄告", "slip"),
    .help_zh = "抄告 <问题编号> <部门> [几个工作日] <请部门做什么>:核实过的问题请部门办,先等签发",
    .help_en =
        "slip <issue> <department> [n days] <what is asked>: a verified issue for a department, awaits approval",
    .needs = VISITORS,
    .hear = HEAR_ADDRESSED,
    .args = {ARG_NUMBER, ARG_REST},
    .run = run_draft,
    .examples = EXAMPLES(
        "抄告 1 水务局 5个工作日 请更换泵站水泵", "slip 1 water bureau 5 days replace the pump"),
};

static void
set_issued(struct turn *turn, struct slip *slip, const void *context)
{
	(void)context;
	slip->approver = turn->actor->id;
}

static void
run_issue(struct turn *turn, const struct call *call)
{
	const struct slip *slip = slip_step(turn, call->args[0].id, SLIP_issue, NULL, set_issued, NULL);

	if (slip == NULL)
		return;
	slips_send(turn, slip);
	slip = turn_find(turn, slip, slip->id);
	turn_say(turn, "slip-issued",
	    WITH({"slip", turn_number(turn, slip->id)}, {"title", slips_title(turn, slip)},
	        {"department", names_of(turn->world, &kind_place, slip->department)},
	        {"until", slips_until(turn, slip)}));
	if (slip->drafter != turn->actor->id)
		slips_tell(turn, slip, slip->drafter, "slip-issued-drafter", NULL);
}

const struct command command_slip_issue = {
    .name = "slip_issue",
    .topic = TOPIC_slips,
    .phrases = PHRASES("签发", "approve slip"),
    .help_zh = "签发 <抄告编号>:编文号发出,时限从此算",
    .help_en = "approve slip <number>: numbers and sends it; the clock starts",
    .needs = VISITORS,
    .hear = HEAR_ADDRESSED,
    .args = {ARG_SLIP},
    .run = run_issue,
    .examples = EXAMPLES("签发 抄告1", "approve slip 1"),
};

static void
run_list(struct turn *turn, const struct call *call)
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
    .needs = VISITORS,
    .hear = HEAR_ADDRESSED,
    .args = {ARG_END},
    .run = run_list,
    .examples = EXAMPLES("抄告单", "slips"),
};

/* Who has confirmed the reply, who has not. */
static const char *
receipts(struct turn *turn, const struct slip *slip)
{
	const struct person_item *to = slip->receivers.items;
	struct buf out = {0};

	for (size_t i = 0; i < slip->receivers.n; i++)
		buf_addf(&out, "%s%s%s", i ? (turn->language == EN ? ", " : "、") : "",
		    names_of(turn->world, &kind_person, to[i].person),
		    turn_phrase(turn,
		        person_item_in(&slip->received, to[i].person) ? "slip-receipt-yes" : "slip-receipt-no",
		        WITH_NONE));
	return buf_keep(&out, &turn->arena);
}

static bool
readable(struct turn *turn, const struct slip *slip)
{
	if (!in_private(turn))
		return false;
	if (!slips_may_read(turn, slip)) {
		turn_say(turn, "slip-none", WITH({"n", turn_number(turn, slip->id)}));
		return false;
	}
	return true;
}

static void
run_show(struct turn *turn, const struct call *call)
{
	const struct slip *slip = turn_find(turn, slip, call->args[0].id);

	if (!readable(turn, slip))
		return;
	turn_say(turn,
	    slip->reply          ? "slip-show-reply"
	        : slip->deadline ? "slip-show"
	                         : "slip-show-draft",
	    WITH({"slip", turn_number(turn, slip->id)}, {"title", slips_title(turn, slip)},
	        {"n", turn_number(turn, slip->issue)},
	        {"department", names_of(turn->world, &kind_place, slip->department)}, {"ask", slip->text},
	        {"state", slip_state(turn, slip->state)}, {"until", slips_until(turn, slip)},
	        {"returns", turn_number(turn, slip->returns)}, {"reply", slip->reply ? slip->reply : ""},
	        {"receipts", receipts(turn, slip)}));
}

const struct command command_show_slip = {
    .name = "show_slip",
    .topic = TOPIC_slips,
    .phrases = PHRASES("查抄告", "查 抄告", "查抄告单", "show slip"),
    .help_zh = "查抄告 <抄告编号>:到哪一步、谁收到了答复",
    .help_en = "show slip <number>: how far it is, who has the reply",
    .needs = VISITORS,
    .hear = HEAR_ADDRESSED,
    .args = {ARG_SLIP},
    .run = run_show,
    .examples = EXAMPLES("查抄告 1", "show slip 1"),
};

static void
run_print(struct turn *turn, const struct call *call)
{
	const struct slip *slip = turn_find(turn, slip, call->args[0].id);
	struct draft draft = {0};

	if (!readable(turn, slip))
		return;
	if (slip->serial == 0) {
		turn_say(turn, "slip-not-now",
		    WITH({"n", turn_number(turn, slip->id)}, {"state", slip_state(turn, slip->state)}));
		return;
	}
	buf_adds(&draft.text, slips_print(turn, slip));
	turn_say_draft(turn, &draft);
}

const struct command command_print_slip = {
    .name = "print_slip",
    .topic = TOPIC_slips,
    .phrases = PHRASES("打印", "print slip"),
    .help_zh = "打印 <抄告编号>:纸面文字,带校验号",
    .help_en = "print slip <number>: the text on paper, with a check number",
    .needs = VISITORS,
    .hear = HEAR_ADDRESSED,
    .args = {ARG_SLIP},
    .run = run_print,
    .examples = EXAMPLES("打印 抄告1", "print slip 1"),
};

/* The check number of a paper in somebody's hand: is it what the books say now? */
static void
run_check(struct turn *turn, const struct call *call)
{
	const struct slip *slip = turn_find(turn, slip, call->args[0].id);
	struct glyphs given = text_glyphs(&turn->arena, call->args[1].text),
	              want = text_glyphs(&turn->arena, slips_check(turn, slip));
	bool same = given.n == want.n && memcmp(given.cp, want.cp, want.n * sizeof *want.cp) == 0;

	if (!slips_may_read(turn, slip)) {
		turn_say(turn, "slip-none", WITH({"n", turn_number(turn, slip->id)}));
		return;
	}
	turn_say(turn, same ? "slip-check-good" : "slip-check-bad", WITH({"slip", turn_number(turn, slip->id)}));
}

const struct command command_check_slip = {
    .name = "check_slip",
    .topic = TOPIC_slips,
    .phrases = PHRASES("验抄告", "check slip"),
    .help_zh = "验抄告 <抄告编号> <校验号>:手里的纸还作数吗",
    .help_en = "check slip <number> <check number>: is the paper still what the books say",
    .needs = VISITORS,
    .hear = HEAR_ADDRESSED,
    .args = {ARG_SLIP, ARG_REST},
    .run = run_check,
    .examples = EXAMPLES("验抄告 1 12ab-34cd", "check slip 1 12ab-34cd"),
};
