/* 承诺: who does what by which day for whom, at once or in instalments. */
#include "reading/parse.h"

#include "base/text.h"
#include "language/numeral.h"
#include "records/issue.h"
#include "records/kinds.h"
#include "records/person_item.h"
#include "subjects/disputes/disputes.h"
#include "subjects/disputes/promises.h"
#include "subjects/issues/issue_life.h"

#define PARTS_MAX 36

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
run(struct turn *turn, const struct call *call)
{
	const struct issue *issue = disputes_led(turn, call->args[0].number);
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
	promise.promiser = disputes_person_at(turn, text, from, &used);
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
		int64_t other = disputes_person_at(turn, text, i, &used);

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
    .right = RIGHT_serve,
    .where = WHERE_issue,
    .hear = HEAR_ADDRESSED,
    .args = {ARG_NUMBER, ARG_REST},
    .run = run,
    .examples = EXAMPLES("承诺 1 张三 12月1日 付李四2000元", "promise 1 张三 2026-12-01 pays 李四 2000 yuan"),
};
