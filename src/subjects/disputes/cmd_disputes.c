/* 调解, 协议, 承诺, 承诺单, 兑现: a dispute has parties, an agreement and promises. Nothing of
 * it is said in a group, and it is never in the hands of one of its parties. */
#include "reading/parse.h"

#include "language/numeral.h"
#include "base/text.h"
#include "core/names.h"
#include "records/issue.h"
#include "records/kinds.h"
#include "records/person_item.h"
#include "subjects/issues/issue_life.h"
#include "subjects/issues/issues.h"
#include "subjects/disputes/promises.h"

#define PARTIES_MAX 8
#define PARTS_MAX 36

/* The issue, if the actor leads it and it is under way; says why not. */
static const struct issue *
mine(struct turn *turn, int64_t id)
{
	const struct issue *issue = turn_find(turn, issue, id);
	const char *n = turn_number(turn, id);

	if (!turn->chat.private_chat) {
		turn_say(turn, "dispute-private", WITH_NONE);
		return NULL;
	}
	if (issue == NULL || issue->owner != turn->actor->id) {
		turn_say(turn, "issue-none", WITH({"n", n}));
		return NULL;
	}
	if (issue->state != ISSUE_in_progress && issue->state != ISSUE_escalated &&
	    issue->state != ISSUE_suspended) {
		turn_say(turn, "issue-not-now", WITH({"n", n}, {"state", life_state(turn, issue->state)}));
		return NULL;
	}
	return issue;
}

/* One person at `at`, or 0. */
static int64_t
person_at(const struct turn *turn, const struct glyphs *text, size_t at, size_t *used)
{
	struct name_scope scope = parse_scope(turn);
	struct name_hit hits[NAME_HITS_MAX];
	int count = names_at(turn->world, &kind_person, &scope, text, at, hits);

	*used = count == 1 ? hits[0].used : 0;
	return count == 1 ? hits[0].id : 0;
}

static void
run_mediate(struct turn *turn, const struct call *call)
{
	const struct issue *open = mine(turn, call->args[0].number);
	size_t at = call->args[1].from, used;

	if (open == NULL)
		return;
	struct issue issue = *open;
	issue.parties = (struct list){0};
	while (at < call->text.n && issue.parties.n < PARTIES_MAX) {
		size_t word = parse_word(&call->text, at, "和") + parse_word(&call->text, at, "与") +
		    parse_word(&call->text, at, "and ");
		int64_t person = person_at(turn, &call->text, parse_skip(&call->text, at + word), &used);

		at = parse_skip(&call->text, at + word);
		if (person == 0) {
			turn_say(turn, "dispute-who", WITH({"given", call->text.clean + call->text.at[at]}));
			return;
		}
		if (person == turn->actor->id) {
			turn_say(turn, "dispute-own", WITH({"n", turn_number(turn, issue.id)}));
			return;
		}
		if (!person_item_in(&issue.parties, person))
			issue.parties = person_item_added(&turn->arena, &issue.parties, person);
		at = parse_skip(&call->text, at + used);
	}
	if (issue.parties.n < 2) {
		turn_say(turn, "dispute-two", WITH_NONE);
		return;
	}
	issue.restricted = 1; /* neighbours' quarrels are nobody else's */
	const struct issue *kept = turn_put(turn, &kind_issue, &issue);
	life_note(turn, kept, "mediate", kept->state, NULL);
	turn_say(turn, "dispute-parties",
	    WITH({"n", turn_number(turn, kept->id)}, {"names", turn_people(turn, &kept->parties)}));
}

const struct command command_mediate = {
    .name = "mediate",
    .topic = TOPIC_disputes,
    .phrases = PHRASES("调解", "mediate"),
    .help_zh = "调解 <编号> <当事人> <当事人>:记为纠纷,以后只私下说",
    .help_en = "mediate <number> <party> <party>: a dispute; spoken of in private alone",
    .needs = VISITORS,
    .hear = HEAR_ADDRESSED,
    .args = {ARG_NUMBER, ARG_REST},
    .run = run_mediate,
    .examples = EXAMPLES("调解 1 张三 李四", "mediate 1 张三 and 李四"),
};

static void
run_agree(struct turn *turn, const struct call *call)
{
	const struct issue *open = mine(turn, call->args[0].number);

	if (open == NULL)
		return;
	if (open->parties.n < 2) {
		turn_say(turn, "dispute-two", WITH_NONE);
		return;
	}
	struct issue issue = *open;
	issue.agreement = call->args[1].text;
	const struct issue *kept = turn_put(turn, &kind_issue, &issue);
	const struct person_item *parties = kept->parties.items;
	life_note(turn, kept, "agree", kept->state, kept->agreement);
	for (size_t i = 0; i < kept->parties.n; i++) {
		struct draft draft = turn_draft(turn, "dispute-agreement-party",
		    WITH({"n", turn_number(turn, kept->id)}, {"names", turn_people(turn, &kept->parties)},
		        {"text", kept->agreement}, {"owner", turn->actor->name}));

		draft.topic = turn_topic(&kind_issue, kept->id);
		turn_post_person(turn, parties[i].person, &draft);
	}
	turn_say(turn, "dispute-agreed", WITH({"n", turn_number(turn, kept->id)}));
}

const struct command command_agree = {
    .name = "agree",
    .topic = TOPIC_disputes,
    .phrases = PHRASES("协议", "agreement"),
    .help_zh = "协议 <编号> <谈成什么>:记下并告诉当事人",
    .help_en = "agreement <number> <what>: kept and told to the parties",
    .needs = VISITORS,
    .hear = HEAR_ADDRESSED,
    .args = {ARG_NUMBER, ARG_REST},
    .run = run_agree,
    .examples = EXAMPLES("协议 1 各让半米,中间留一条路", "agreement 1 each gives half a metre"),
};

/* 分4期, 4 instalments; *weekly when 每周 is said. */
static int64_t
parts_in(const struct glyphs *text, size_t from, bool *weekly)
{
	*weekly = parse_find(text, from, "每周") < text->n || parse_find(text, from, "weekly") < text->n;
	for (size_t at = from; at < text->n; at++) {
		int64_t hundredths;
		size_t used = numeral_read(text->cp + at, text->n - at, &hundredths);

		if (used && hundredths % 100 == 0 &&
		    (parse_word(text, at + used, "期") || parse_word(text, at + used, " instalments")))
			return hundredths / 100;
		at += used ? used - 1 : 0;
	}
	return 1;
}

static int32_t
later(int32_t day, int64_t part, bool weekly)
{
	struct civil civil = civil_of(day);
	int month = civil.month - 1 + (int)part, length;

	if (weekly)
		return day + 7 * (int32_t)part;
	civil.year += month / 12;
	civil.month = month % 12 + 1;
	/* The 31st of a shorter month is its last day. */
	length = civil_day(civil.month == 12 ? civil.year + 1 : civil.year,
	             civil.month == 12 ? 1 : civil.month + 1, 1) -
	    civil_day(civil.year, civil.month, 1);
	return civil_day(civil.year, civil.month, civil.day < length ? civil.day : length);
}

/* 承诺 1 张三 12月1日 付李四2000元 分4期 */
static void
run_promise(struct turn *turn, const struct call *call)
{
	const struct issue *issue = mine(turn, call->args[0].number);
	const struct glyphs *text = &call->text;
	size_t from = call->args[1].from, used, at, money_used, said = 0;
	struct promise promise = {.state = PROMISE_open};
	struct when when;
	bool weekly;

	if (issue == NULL)
		return;
	if (issue->parties.n < 2) {
		turn_say(turn, "dispute-two", WITH_NONE);
		return;
	}
	promise.issue = issue->id;
	promise.promiser = person_at(turn, text, from, &used);
	if (!person_item_in(&issue->parties, promise.promiser)) {
		turn_say(turn, "promise-who", WITH({"names", turn_people(turn, &issue->parties)}));
		return;
	}
	size_t behind = parse_skip(text, from + used);
	if (!parse_when(turn, text, behind, &when, &at, &said) || !when.has_day || when.bad ||
	    when.day < turn_today(turn)) {
		turn_say(turn, "promise-when", WITH_NONE);
		return;
	}
	/* To whom: a party named behind, else the other one of two. */
	const struct person_item *parties = issue->parties.items;
	for (size_t i = behind; i < text->n && promise.promisee == 0; i++) {
		int64_t other = person_at(turn, text, i, &used);

		if (other && other != promise.promiser && person_item_in(&issue->parties, other))
			promise.promisee = other;
	}
	if (promise.promisee == 0 && issue->parties.n == 2)
		promise.promisee = parties[parties[0].person == promise.promiser].person;
	if (promise.promisee == 0) {
		turn_say(turn, "promise-to", WITH({"names", turn_people(turn, &issue->parties)}));
		return;
	}
	for (size_t i = behind; i < text->n; i++) {
		int64_t fen;

		if ((i < at || i >= at + said) && parse_money(text, i, &fen, &money_used)) {
			promise.fen = fen;
			break;
		}
	}
	int64_t parts = parts_in(text, behind, &weekly), whole = promise.fen;
	if (parts < 1 || parts > PARTS_MAX || (parts > 1 && whole < parts * 100)) {
		turn_say(turn, "promise-parts", WITH({"most", turn_number(turn, PARTS_MAX)}));
		return;
	}
	/* The day stands in its own field, and the next instalments have others. */
	promise.text = at == behind ? parse_rest(turn, call, behind + said) : parse_rest(turn, call, behind);
	if (text_empty(promise.text)) {
		turn_say(turn, "promise-what", WITH_NONE);
		return;
	}
	const struct promise *first = NULL;
	for (int64_t part = 0; part < parts; part++) {
		int64_t each = whole / parts / 100 * 100;

		promise.fen = part + 1 == parts ? whole - each * (parts - 1) : each;
		promise.part = parts > 1 ? part + 1 : 0;
		promise.parts = parts > 1 ? parts : 0;
		promise.day = later(when.day, part, weekly);
		const struct promise *kept = turn_put(turn, &kind_promise, &promise);
		life_note_of(turn,
		    &(struct life_event){.issue = issue->id,
		        .promise = kept->id,
		        .step = "promise",
		        .to = PROMISE_open,
		        .text = kept->text});
		promises_clock(turn, kept);
		first = first ? first : kept;
	}
	turn_say(turn, parts > 1 ? "promise-made-parts" : "promise-made",
	    WITH({"promise", turn_number(turn, first->id)}, {"words", promises_words(turn, first)},
	        {"parts", turn_number(turn, parts)}, {"last", turn_day(turn, promise.day)}));
	promises_tell(turn, first, first->promiser, "promise-made-promiser", NULL);
	promises_tell(turn, first, first->promisee, "promise-made-promisee", NULL);
}

const struct command command_promise = {
    .name = "promise",
    .topic = TOPIC_disputes,
    .phrases = PHRASES("承诺", "promise"),
    .help_zh = "承诺 <编号> <谁> <哪天> <做什么> [分4期]:到期提醒,问对方兑现没有",
    .help_en = "promise <number> <who> <day> <what> [4 instalments]: reminded, and the other is asked",
    .needs = VISITORS,
    .hear = HEAR_ADDRESSED,
    .args = {ARG_NUMBER, ARG_REST},
    .run = run_promise,
    .examples = EXAMPLES("承诺 1 张三 12月1日 付李四2000元", "promise 1 张三 2026-12-01 pays 李四 2000 yuan"),
};

static void
run_list(struct turn *turn, const struct call *call)
{
	static const char *const states[] = {"promise-state-open", "promise-state-claimed", "promise-state-kept",
	    "promise-state-broken", "promise-state-cancelled"};
	struct buf lines = {0};
	int64_t count = 0;

	(void)call;
	if (!turn->chat.private_chat) {
		turn_say(turn, "dispute-private", WITH_NONE);
		return;
	}
	EACH (&turn->world->store, promise, promise)
		if (promises_concern(turn, promise, turn->actor->id) &&
		    (promise->state <= PROMISE_claimed || promise->state == PROMISE_broken)) {
			count++;
			buf_addf(&lines, "\n%s",
			    turn_phrase(turn, "promise-line",
			        WITH({"promise", turn_number(turn, promise->id)},
			            {"words", promises_words(turn, promise)},
			            {"state", turn_phrase(turn, states[promise->state], WITH_NONE)})));
		}
	turn_say(turn, count ? "promise-list" : "promise-list-none", WITH({"lines", buf_text(&lines)}));
	buf_free(&lines);
}

const struct command command_promises = {
    .name = "promises",
    .topic = TOPIC_disputes,
    .phrases = PHRASES("承诺单", "promises"),
    .help_zh = "承诺单:和我有关、还没兑现的承诺",
    .help_en = "promises: those that concern me and are not kept yet",
    .needs = ANYBODY,
    .hear = HEAR_ADDRESSED,
    .args = {ARG_END},
    .run = run_list,
    .examples = EXAMPLES("承诺单", "promises"),
};

static bool
refused(struct turn *turn, const struct promise *promise, enum promise_state state, bool may)
{
	if (!may)
		turn_say(turn, "promise-none", WITH({"n", turn_number(turn, promise->id)}));
	else if (promise->state == (int32_t)state || !kind_may_move(&kind_promise, promise->state, (int)state))
		turn_say(turn, "promise-settled", WITH({"promise", turn_number(turn, promise->id)}));
	else
		return false;
	return true;
}

static void
kept(struct turn *turn, const struct promise *promise)
{
	const struct promise *done = promises_move(turn, promise, PROMISE_kept, NULL);
	const struct issue *issue = turn_find(turn, issue, done->issue);

	turn_say(turn, "promise-kept", WITH({"promise", turn_number(turn, done->id)}));
	promises_tell(turn, done, issue->owner, "promise-kept-mediator", NULL);
	promises_tell(turn, done, done->promiser, "promise-kept-promiser", NULL);
}

/* By the promiser: his word, and the other is asked. By the promisee: it is so. */
static void
run_keep(struct turn *turn, const struct call *call)
{
	const struct promise *promise = turn_find(turn, promise, call->args[0].id);
	bool promisee = promise->promisee == turn->actor->id;

	if (refused(turn, promise, promisee ? PROMISE_kept : PROMISE_claimed,
	        promises_concern(turn, promise, turn->actor->id)))
		return;
	if (promisee) {
		kept(turn, promise);
		return;
	}
	const struct promise *claimed = promises_move(turn, promise, PROMISE_claimed, NULL);
	turn_say(turn, "promise-claimed", WITH({"promise", turn_number(turn, claimed->id)}));
	promises_ask(turn, claimed, "promise-ask-claimed");
}

const struct command command_keep_promise = {
    .name = "keep_promise",
    .topic = TOPIC_disputes,
    .phrases = PHRASES("兑现", "keep promise"),
    .help_zh = "兑现 <承诺编号>:说到做到了,请对方确认",
    .help_en = "keep promise <number>: done; the other confirms",
    .needs = ANYBODY,
    .hear = HEAR_ADDRESSED,
    .args = {ARG_PROMISE},
    .run = run_keep,
    .examples = EXAMPLES("兑现 承诺1", "keep promise 1"),
};

static void
run_confirm(struct turn *turn, const struct call *call)
{
	const struct promise *promise = turn_find(turn, promise, call->args[0].id);

	if (!refused(turn, promise, PROMISE_kept, promise->promisee == turn->actor->id))
		kept(turn, promise);
}

const struct command command_confirm_promise = {
    .name = "confirm_promise",
    .phrases = PHRASES("确认兑现"),
    .help_zh = "确认兑现 <承诺编号>",
    .help_en = "确认兑现 <promise>",
    .needs = ANYBODY,
    .hear = HEAR_ADDRESSED,
    .args = {ARG_PROMISE},
    .run = run_confirm,
    .hidden = true,
    .examples = EXAMPLES("确认兑现 1"),
};

static void
run_break(struct turn *turn, const struct call *call)
{
	const struct promise *promise = turn_find(turn, promise, call->args[0].id);

	if (refused(turn, promise, PROMISE_broken, promise->promisee == turn->actor->id))
		return;
	promises_broken(turn, promise, call->args[1].text);
	turn_say(turn, "promise-noted-broken", WITH({"promise", turn_number(turn, promise->id)}));
}

const struct command command_break_promise = {
    .name = "break_promise",
    .phrases = PHRASES("没兑现"),
    .help_zh = "没兑现 <承诺编号> [情况]",
    .help_en = "没兑现 <promise> [what]",
    .needs = ANYBODY,
    .hear = HEAR_ADDRESSED,
    .args = {ARG_PROMISE, ARG_REST_OPTIONAL},
    .run = run_break,
    .hidden = true,
    .examples = EXAMPLES("没兑现 1 只给了一半"),
};

/* By the one it was made to, or the mediator. */
static void
run_cancel(struct turn *turn, const struct call *call)
{
	const struct promise *promise = turn_find(turn, promise, call->args[0].id);

	if (refused(turn, promise, PROMISE_cancelled,
	        promises_concern(turn, promise, turn->actor->id) && promise->promiser != turn->actor->id))
		return;
	const struct promise *gone = promises_move(turn, promise, PROMISE_cancelled, call->args[1].text);
	const struct issue *issue = turn_find(turn, issue, gone->issue);
	turn_say(turn, "promise-cancelled", WITH({"promise", turn_number(turn, gone->id)}));
	promises_tell(turn, gone, gone->promiser, "promise-cancelled-party", NULL);
	promises_tell(turn, gone, gone->promisee, "promise-cancelled-party", NULL);
	promises_tell(turn, gone, issue->owner, "promise-cancelled-party", NULL);
}

const struct command command_cancel_promise = {
    .name = "cancel_promise",
    .topic = TOPIC_disputes,
    .phrases = PHRASES("免除承诺", "cancel promise"),
    .help_zh = "免除承诺 <承诺编号> [原因]:对方或调解人说不用了",
    .help_en = "cancel promise <number> [why]: by the other party or the mediator",
    .needs = ANYBODY,
    .hear = HEAR_ADDRESSED,
    .args = {ARG_PROMISE, ARG_REST_OPTIONAL},
    .run = run_cancel,
    .examples = EXAMPLES("免除承诺 1 两家和好了", "cancel promise 1"),
};
