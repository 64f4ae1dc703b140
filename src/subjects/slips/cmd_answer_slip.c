/* 签收, 退单, 转发, 延期, 会商, 定案, 答复, 认可, 不认可, 撤销抄告, 收到答复: what the department
 * and the ones who asked do with a slip that is out. */
#include "reading/parse.h"

#include "base/text.h"
#include "language/calendar.h"
#include "core/dialog.h"
#include "core/names.h"
#include "records/issue.h"
#include "records/kinds.h"
#include "records/person_item.h"
#include "records/place.h"
#include "subjects/slips/slip_life.h"
#include "subjects/slips/slips.h"

#define RETURN_DAYS 1    /* working days in which a slip may be returned */
#define RETURNS_MAX 3    /* the third makes a joint meeting */
#define EXTENSION_DAYS 3 /* working days, unless said */
#define EXTENSION_MAX 10
#define MEASURE_CHARS 4 /* what is left of a reply without its date and its empty words */

static void
say(struct turn *turn, const char *key, const struct slip *slip)
{
	turn_say(turn, key,
	    WITH({"slip", turn_number(turn, slip->id)},
	        {"department", names_of(turn->world, &kind_place, slip->department)},
	        {"until", slips_until(turn, slip)}, {"returns", turn_number(turn, slip->returns)}));
}

static void
set_signed(struct turn *turn, struct slip *slip, const void *context)
{
	(void)context;
	slip->signed_at = turn->now;
	slip->signed_by = turn->actor->id;
}

static void
run_sign(struct turn *turn, const struct call *call)
{
	const struct slip *slip = slip_step(turn, call->args[0].id, SLIP_sign, NULL, set_signed, NULL);

	if (slip == NULL)
		return;
	dialog_close(turn, DIALOG_alert, turn_topic(&kind_slip, slip->id));
	say(turn, "slip-signed", slip);
}

const struct command command_slip_sign = {
    .name = "slip_sign",
    .topic = TOPIC_slips,
    .phrases = PHRASES("签收", "sign slip"),
    .help_zh = "签收 <抄告编号>:部门收到了",
    .help_en = "sign slip <number>: the department has it",
    .needs = VISITORS,
    .hear = HEAR_ADDRESSED,
    .args = {ARG_SLIP},
    .run = run_sign,
    .examples = EXAMPLES("签收 抄告1", "sign slip 1"),
};

static void
set_returned(struct turn *turn, struct slip *slip, const void *context)
{
	(void)turn;
	(void)context;
	slip->returns++;
}

/* The asking side hears of it, and who must decide is asked. */
static void
tell_askers(struct turn *turn, const struct slip *slip, const char *key, const char *text)
{
	const struct issue *issue = turn_find(turn, issue, slip->issue);
	int64_t to[] = {issue->owner, slip->approver};

	for (size_t i = 0; i < 2; i++)
		if (to[i] && to[i] != turn->actor->id && (i == 0 || to[1] != to[0]))
			slips_tell(turn, slip, to[i], key, text);
}

static void
tell_department(struct turn *turn, const struct slip *slip, const char *key, const char *text)
{
	for (int64_t officer = slip_officer(turn, slip->department, 0); officer;
	     officer = slip_officer(turn, slip->department, officer))
		if (officer != turn->actor->id)
			slips_tell(turn, slip, officer, key, text);
}

static void
run_return(struct turn *turn, const struct call *call)
{
	const struct slip *old = turn_find(turn, slip, call->args[0].id);
	const char *reason = call->args[1].text;

	if (old->sent_at &&
	    turn->now > slips_day_end(turn,
	                    calendar_after(&turn->world->calendar,
	                        zone_day(old->sent_at, (int)turn->world->policy.zone_min), RETURN_DAYS)) &&
	    slip_who(turn, old) & SLIP_DEPARTMENT) {
		say(turn, "slip-return-late", old);
		return;
	}
	if (old->decision &&
	    slip_who(turn, old) &
	        SLIP_DEPARTMENT) { /* what a joint meeting has decided is not handed round again */
		say(turn, "slip-return-decided", old);
		return;
	}
	const struct slip *slip = slip_step(turn, call->args[0].id, SLIP_return, reason, set_returned, NULL);
	if (slip == NULL)
		return;
	dialog_close(turn, DIALOG_alert, turn_topic(&kind_slip, slip->id));
	if (slip->returns >= RETURNS_MAX) { /* handed round long enough: those concerned sit down together */
		slip = slip_step(turn, slip->id, SLIP_meet, reason, NULL, NULL);
		say(turn, "slip-returned-third", slip);
		tell_askers(turn, slip, "slip-conference-third", reason);
	} else {
		say(turn, "slip-returned", slip);
		tell_askers(turn, slip, "slip-returned-asker", reason);
	}
	slips_nudge(turn, slip);
}

const struct command command_slip_return = {
    .name = "slip_return",
    .topic = TOPIC_slips,
    .phrases = PHRASES("退单", "return slip"),
    .help_zh = "退单 <抄告编号> <原因>:一个工作日内;退满三次开会商",
    .help_en =
        "return slip <number> <reason>: within one working day; the third return makes a joint meeting",
    .needs = VISITORS,
    .hear = HEAR_ADDRESSED,
    .args = {ARG_SLIP, ARG_REST},
    .run = run_return,
    .examples = EXAMPLES("退单 抄告1 这条路归交通局管", "return slip 1 this road is the transport bureau's"),
};

/* A department named in the text from `at` on, that serves the issue's place; 0: none. */
static int64_t
department_in(const struct turn *turn, const struct slip *slip, const struct glyphs *text, size_t at)
{
	const struct issue *issue = turn_find(turn, issue, slip->issue);
	int64_t found = 0;
	size_t used;

	for (; at < text->n && found == 0; at++)
		found = slips_department_at(turn, text, at, issue->place, &used);
	return found;
}

static void
set_department(struct turn *turn, struct slip *slip, const void *context)
{
	(void)turn;
	slip->department = *(const int64_t *)context;
}

static void
run_reissue(struct turn *turn, const struct call *call)
{
	const struct slip *old = turn_find(turn, slip, call->args[0].id);
	int64_t named = department_in(turn, old, &call->text, call->args[1].from),
	        department = named ? named : old->department;

	if (call->args[1].given && named == 0) {
		turn_say(turn, "slip-department", WITH_NONE);
		return;
	}
	if (slips_live(turn, old->issue, department, old->id)) {
		say(turn, "slip-twice-there", old);
		return;
	}
	const struct slip *slip = slip_step(
	    turn, call->args[0].id, SLIP_reissue, NULL, set_department, &department);
	if (slip == NULL)
		return;
	slips_send(turn, slip);
	say(turn, "slip-reissued", slip);
}

const struct command command_slip_reissue = {
    .name = "slip_reissue",
    .topic = TOPIC_slips,
    .phrases = PHRASES("转发", "resend slip"),
    .help_zh = "转发 <抄告编号> [部门]:退回来的再发,原时限接着算",
    .help_en = "resend slip <number> [department]: a returned one again; its clock goes on",
    .needs = VISITORS,
    .hear = HEAR_ADDRESSED,
    .args = {ARG_SLIP, ARG_REST_OPTIONAL},
    .run = run_reissue,
    .examples = EXAMPLES("转发 抄告1 交通局", "resend slip 1"),
};

static void
set_extended(struct turn *turn, struct slip *slip, const void *context)
{
	int64_t before = slip->guessed_year;

	slip->extended = 1;
	slips_deadline(turn, slip, zone_day(slip->deadline, (int)turn->world->policy.zone_min),
	    (int)*(const int64_t *)context);
	if (slip->guessed_year == 0)
		slip->guessed_year = before; /* what was guessed first stays so */
}

static void
run_extend(struct turn *turn, const struct call *call)
{
	const struct slip *old = turn_find(turn, slip, call->args[0].id);
	int64_t days = EXTENSION_DAYS;
	size_t at = parse_skip(
	    &call->text, call->args[1].from + slips_days_at(&call->text, call->args[1].from, &days));
	const char *reason = parse_rest(turn, call, at);
	if (slip_who(turn, old) & SLIP_DEPARTMENT && old->state == SLIP_signed) {
		if (old->extended) {
			say(turn, "slip-extended-already", old);
			return;
		}
		if (turn->now > old->deadline) {
			say(turn, "slip-extend-late", old);
			return;
		}
		if (days < 1 || days > EXTENSION_MAX || text_empty(reason)) {
			turn_say(turn, "slip-extend-how", WITH({"most", turn_number(turn, EXTENSION_MAX)}));
			return;
		}
	}
	const struct slip *slip = slip_step(turn, call->args[0].id, SLIP_extend, reason, set_extended, &days);
	if (slip == NULL)
		return;
	slips_clock(turn, slip);
	say(turn, "slip-extended", slip);
	tell_askers(turn, slip, "slip-extended-asker", reason);
}

const struct command command_slip_extend = {
    .name = "slip_extend",
    .topic = TOPIC_slips,
    .phrases = PHRASES("延期", "extend slip"),
    .help_zh = "延期 <抄告编号> [几个工作日] <原因>:到期前说,只有一次",
    .help_en = "extend slip <number> [n days] <reason>: before the deadline, once",
    .needs = VISITORS,
    .hear = HEAR_ADDRESSED,
    .args = {ARG_SLIP, ARG_REST},
    .run = run_extend,
    .examples = EXAMPLES("延期 抄告1 3天 水泵还在路上", "extend slip 1 3 days the pump is on its way"),
};

static void
run_meet(struct turn *turn, const struct call *call)
{
	const struct slip *old = turn_find(turn, slip, call->args[0].id), *slip;

	/* After a return only the third one leads here, by itself. */
	if (old->state == SLIP_returned && slip_who(turn, old)) {
		turn_say(turn, "slip-not-now",
		    WITH({"n", turn_number(turn, old->id)}, {"state", slip_state(turn, old->state)}));
		return;
	}
	slip = slip_step(turn, call->args[0].id, SLIP_meet, call->args[1].text, NULL, NULL);
	if (slip == NULL)
		return;
	say(turn, "slip-conference", slip);
	tell_askers(turn, slip, "slip-conference-asked", call->args[1].text);
	tell_department(turn, slip, "slip-conference-asked", call->args[1].text);
	slips_nudge(turn, slip);
}

const struct command command_slip_meet = {
    .name = "slip_meet",
    .topic = TOPIC_slips,
    .phrases = PHRASES("会商", "meeting slip"),
    .help_zh = "会商 <抄告编号> <难在哪>:一家办不了,几家坐到一起",
    .help_en = "meeting slip <number> <what is hard>: those concerned sit down together",
    .needs = VISITORS,
    .hear = HEAR_ADDRESSED,
    .args = {ARG_SLIP, ARG_REST},
    .run = run_meet,
    .examples = EXAMPLES("会商 抄告1 要挖县道,得几家一起定", "meeting slip 1 the county road must be dug up"),
};

struct decision {
	int64_t department;
	int32_t day;
	const char *text;
};

static void
set_decided(struct turn *turn, struct slip *slip, const void *context)
{
	const struct decision *decision = context;

	slip->department = decision->department;
	slip->decision = decision->text;
	slip->deadline = slips_day_end(turn, decision->day);
	slip->guessed_year = 0; /* the meeting named the day */
}

/* A decision names who does it and by when. */
static void
run_decide(struct turn *turn, const struct call *call)
{
	const struct slip *old = turn_find(turn, slip, call->args[0].id);
	struct decision decision = {
	    .text = call->args[1].text, .department = department_in(turn, old, &call->text, call->args[1].from)};
	struct when when;
	size_t at, used;

	if (decision.department == 0 || !parse_when(turn, &call->text, call->args[1].from, &when, &at, &used) ||
	    !when.has_day || when.bad || when.day <= turn_today(turn)) {
		turn_say(turn, "slip-decide-how", WITH_NONE);
		return;
	}
	if (slips_live(turn, old->issue, decision.department, old->id)) {
		say(turn, "slip-twice-there", old);
		return;
	}
	decision.day = when.day;
	const struct slip *slip = slip_step(
	    turn, call->args[0].id, SLIP_decide, decision.text, set_decided, &decision);
	if (slip == NULL)
		return;
	slips_send(turn, slip);
	say(turn, "slip-decided", slip);
	tell_askers(turn, slip, "slip-decided-asker", decision.text);
}

const struct command command_slip_decide = {
    .name = "slip_decide",
    .topic = TOPIC_slips,
    .phrases = PHRASES("定案", "decide slip"),
    .help_zh = "定案 <抄告编号> <哪个部门> <到哪天> <怎么办>:会商的结果",
    .help_en = "decide slip <number> <department> <by when> <what>: the outcome of the meeting",
    .needs = VISITORS,
    .hear = HEAR_ADDRESSED,
    .args = {ARG_SLIP, ARG_REST},
    .run = run_decide,
    .examples = EXAMPLES("定案 抄告1 交通局 12月20日 先修涵洞,水务局配合",
        "decide slip 1 transport bureau 20 december the culvert first"),
};

/* A reply says what is done and by when; "正在研究" is none (seed practice: replies within
 * the time set, with content). */
static bool
says_something(struct turn *turn, const char *text)
{
	static const char *const empty[] = {"正在研究", "研究中", "研究", "尽快", "抓紧", "高度重视", "正在协调",
	    "协调", "处理", "办理", "解决", "落实", "under study", "being studied", "as soon as possible",
	    "working on it", NULL};
	struct glyphs glyphs = text_glyphs(&turn->arena, text);
	struct when when;
	size_t at, used, left = 0;

	if (!parse_when(turn, &glyphs, 0, &when, &at, &used) || !when.has_day || when.bad)
		return false;
	for (size_t i = 0; i < glyphs.n;) {
		size_t skip = i >= at && i < at + used ? at + used - i : 0;

		for (int k = 0; skip == 0 && empty[k]; k++)
			skip = parse_word(&glyphs, i, empty[k]);
		if (skip == 0)
			left += (glyphs.cp[i] >= 0x3400 && !parse_word(&glyphs, i, "前") &&
			            !parse_word(&glyphs, i, "我局")) ||
			    (glyphs.cp[i] >= 'a' && glyphs.cp[i] <= 'z');
		i += skip ? skip : 1;
	}
	return left >= MEASURE_CHARS;
}

static void
set_replied(struct turn *turn, struct slip *slip, const void *context)
{
	slip->reply = context;
	slip->replied_at = turn->now;
}

static void
run_reply(struct turn *turn, const struct call *call)
{
	const char *text = call->args[1].text;
	const struct slip *old = turn_find(turn, slip, call->args[0].id);

	if (!turn->chat.private_chat) {
		turn_say(turn, "slip-private", WITH_NONE);
		return;
	}
	if (slip_who(turn, old) & SLIP_DEPARTMENT && !says_something(turn, text)) {
		turn_say(turn, "slip-reply-how", WITH_NONE);
		return;
	}
	const struct slip *slip = slip_step(turn, call->args[0].id, SLIP_reply, text, set_replied, text);
	if (slip == NULL)
		return;
	slips_deliver(turn, slip);
	slip = turn_find(turn, slip, slip->id);
	turn_say(turn, "slip-reply-sent",
	    WITH(
	        {"slip", turn_number(turn, slip->id)}, {"count", turn_number(turn, (int64_t)slip->receivers.n)}));
}

const struct command command_slip_reply = {
    .name = "slip_reply",
    .topic = TOPIC_slips,
    .phrases = PHRASES("答复", "reply slip"),
    .help_zh = "答复 <抄告编号> <怎么办、哪天前>:送签发人、村里和指导员",
    .help_en =
        "reply slip <number> <what is done and by when>: goes to who issued it, the village and the adviser",
    .needs = VISITORS,
    .hear = HEAR_ADDRESSED,
    .args = {ARG_SLIP, ARG_REST},
    .run = run_reply,
    .examples = EXAMPLES(
        "答复 抄告1 12月5日前换上新水泵", "reply slip 1 a new pump is installed by 5 december"),
};

static void
run_accept(struct turn *turn, const struct call *call)
{
	const struct slip *slip = slip_step(turn, call->args[0].id, SLIP_accept, NULL, NULL, NULL);

	if (slip == NULL)
		return;
	say(turn, "slip-closed", slip);
	tell_department(turn, slip, "slip-closed-department", NULL);
	slips_ended(turn, slip);
}

const struct command command_slip_accept = {
    .name = "slip_accept",
    .topic = TOPIC_slips,
    .phrases = PHRASES("认可", "accept slip"),
    .help_zh = "认可 <抄告编号>:答复可以,抄告办结,问题接着办",
    .help_en = "accept slip <number>: the reply is good; the issue goes on",
    .needs = VISITORS,
    .hear = HEAR_ADDRESSED,
    .args = {ARG_SLIP},
    .run = run_accept,
    .examples = EXAMPLES("认可 抄告1", "accept slip 1"),
};

/* The refused reply's round is over; the new one has the time it takes for a first reply. */
static void
set_refused(struct turn *turn, struct slip *slip, const void *context)
{
	(void)context;
	slip->round++;
	slip->extended = 0;
	slips_deadline(turn, slip, turn_today(turn), (int)slip->days);
	slip->reply = NULL;
	slip->receivers = slip->received = (struct list){0};
}

static void
run_refuse(struct turn *turn, const struct call *call)
{
	const struct slip *slip = slip_step(
	    turn, call->args[0].id, SLIP_refuse, call->args[1].text, set_refused, NULL);

	if (slip == NULL)
		return;
	slips_send(turn, slip);
	say(turn, "slip-refused", slip);
	tell_department(turn, slip, "slip-refused-department", call->args[1].text);
}

const struct command command_slip_refuse = {
    .name = "slip_refuse",
    .topic = TOPIC_slips,
    .phrases = PHRASES("不认可", "refuse slip"),
    .help_zh = "不认可 <抄告编号> <原因>:请部门重新答复",
    .help_en = "refuse slip <number> <reason>: the department replies again",
    .needs = VISITORS,
    .hear = HEAR_ADDRESSED,
    .args = {ARG_SLIP, ARG_REST},
    .run = run_refuse,
    .examples = EXAMPLES("不认可 抄告1 只换了一台", "refuse slip 1 only one pump was replaced"),
};

static void
run_cancel(struct turn *turn, const struct call *call)
{
	const struct slip *slip = slip_step(turn, call->args[0].id, SLIP_cancel, call->args[1].text, NULL, NULL);

	if (slip == NULL)
		return;
	say(turn, "slip-cancelled", slip);
	if (slip->issued_at)
		tell_department(turn, slip, "slip-cancelled-department", call->args[1].text);
	else
		tell_askers(turn, slip, "slip-cancelled-department", call->args[1].text);
	slips_ended(turn, slip);
}

const struct command command_slip_cancel = {
    .name = "slip_cancel",
    .topic = TOPIC_slips,
    .phrases = PHRASES("撤销抄告", "cancel slip"),
    .help_zh = "撤销抄告 <抄告编号> [原因]:不用部门办了",
    .help_en = "cancel slip <number> [why]: the department need not act",
    .needs = VISITORS,
    .hear = HEAR_ADDRESSED,
    .args = {ARG_SLIP, ARG_REST_OPTIONAL},
    .run = run_cancel,
    .examples = EXAMPLES("撤销抄告 1 村里自己修好了", "cancel slip 1 the village mended it"),
};

static void
run_receipt(struct turn *turn, const struct call *call)
{
	struct slip slip = *(const struct slip *)turn_find(turn, slip, call->args[0].id);

	if (!person_item_in(&slip.receivers, turn->actor->id)) {
		turn_say(turn, "slip-none", WITH({"n", turn_number(turn, slip.id)}));
		return;
	}
	if (!person_item_in(&slip.received, turn->actor->id)) {
		slip.received = person_item_added(&turn->arena, &slip.received, turn->actor->id);
		turn_put(turn, &kind_slip, &slip);
	}
	turn_say(turn, "slip-received", WITH({"slip", turn_number(turn, slip.id)}));
}

const struct command command_slip_receipt = {
    .name = "slip_receipt",
    .topic = TOPIC_slips,
    .phrases = PHRASES("收到答复"),
    .help_zh = "收到答复 <抄告编号>",
    .help_en = "收到答复 <slip>",
    .needs = ANYBODY,
    .hear = HEAR_ADDRESSED,
    .args = {ARG_SLIP},
    .run = run_receipt,
    .hidden = true,
    .examples = EXAMPLES("收到答复 1"),
};
