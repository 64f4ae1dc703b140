/* What people say about guests in their own words; see the header. */
#include "subjects/guests/guest_speech.h"

#include <string.h>

#include "core/access.h"
#include "core/dialog.h"
#include "language/cover.h"
#include "language/offer_answer.h"
#include "reading/decide.h"
#include "reading/spans.h"
#include "reading/step.h"
#include "records/kinds.h"
#include "records/answer_item.h"
#include "records/dialog.h"
#include "subjects/guests/announce.h"
#include "subjects/guests/guest_change.h"
#include "subjects/guests/guest_report.h"
#include "subjects/guests/guest_words.h"
#include "subjects/guests/guest_facts.h"

#define ASK_WITHIN_MS MS_HOUR /* 8个 long after the offer is about something else */

/* ---- a household answers what is offered to it ---- */

static const char *
words_between(struct turn *turn, const struct glyphs *text, size_t from, size_t to)
{
	return arena_text(&turn->arena, text->clean + text->at[from], text->at[to] - text->at[from]);
}

/* The exact form of the answer. */
static const char *
exact_answer(struct turn *turn, const struct glyphs *text, const struct offer_answer *answer)
{
	const char *unit = answer->tables ? "桌" : "个";

	switch (answer->does) {
	case OFFER_all: return "接";
	case OFFER_some: return arena_printf(&turn->arena, "接 %lld%s", (long long)answer->lo, unit);
	case OFFER_less: return arena_printf(&turn->arena, "接 少%lld%s", (long long)answer->lo, unit);
	case OFFER_half: return "接 一半";
	case OFFER_decline:
		return arena_printf(&turn->arena, "不接 %s", words_between(turn, text, answer->from, answer->to));
	case OFFER_none: break;
	}
	return NULL;
}

/* 是不接吗? 嗯. */
static void
settled_by_yes(struct turn *turn, const char *exact, const struct line *line)
{
	struct answer_item answers[] = {
	    {"是|是的|是啊|对|对的|对啊|嗯|嗯嗯|好|好的|可以|行|没错|yes|ok", exact},
	    {"不是|不是的|没有|no", DECIDE_NONE},
	};

	dialog_ask(turn, DIALOG_choice, &turn->chat, turn->actor->id, line->id, answers,
	    sizeof answers / sizeof *answers, turn->now + ASK_WITHIN_MS / 4);
}

/* Rather an answer than not: one question, that 接 and 不接 settle. */
static const char *
ask_household(
    struct turn *turn, const struct glyphs *text, const struct offer_answer *answer, const struct line *line)
{
	int64_t heads = answer->lo * (answer->tables ? turn->world->policy.table_heads : 1);

	/* 好的 in a group answers whoever spoke last, and that is seldom the bot; 没问题 may be meant. */
	bool promised = parse_find(text, 0, "没问题") < text->n;
	if (!turn->addressed &&
	    ((answer->does == OFFER_all && !promised) || turn->now - line->offered_at > ASK_WITHIN_MS))
		return NULL;
	if (answer->lo != answer->hi)
		turn_say(turn, "accept-how", WITH_NONE);
	else if (answer->does == OFFER_decline)
		turn_say(
		    turn, "decline-is-it", WITH({"reason", words_between(turn, text, answer->from, answer->to)}));
	else if (answer->does == OFFER_some)
		turn_say(turn, "accept-is-it", WITH({"heads", turn_number(turn, heads)}));
	else
		turn_say(turn, "accept-all-is-it", WITH_NONE);
	if (answer->lo == answer->hi)
		settled_by_yes(turn, exact_answer(turn, text, answer), line);
	struct reading *reading = guest_report_ask(
	    turn, answer->does == OFFER_decline ? "decline" : "accept", NULL);
	if (answer->does == OFFER_some)
		guest_report_number(turn, reading, "heads", heads);
	return "";
}

/* 接一半 29号, 接8个 77人: a day or a count that is not the one of the answer; a time of day
 * (5分钟后到) and the day of the guests do no harm. */
static bool
leaves_meaning(struct turn *turn, const struct glyphs *text, size_t from, const struct offer_answer *answer,
    const struct line *line)
{
	const struct arrival *arrival = turn_find(turn, arrival, line->arrival);
	struct spans *spans = arena_alloc(&turn->arena, sizeof *spans);
	int32_t day = arrival ? zone_day(arrival->at, (int)turn->world->policy.zone_min) : DAY_NONE;
	int64_t counted = 0;

	spans_find(turn, text, from, spans);
	for (size_t i = 0; i < spans->count; i++) {
		const struct span *span = &spans->item[i];

		if (span->type == SPAN_when && span->when.has_day && !span->when.after_ms && span->when.day != day)
			return true;
		counted += span->type == SPAN_count ? span->value : 0;
	}
	bool number = answer->does == OFFER_some || answer->does == OFFER_less;
	return counted > (number ? answer->hi : 0);
}

static const char *
hear_household(struct turn *turn, const struct glyphs *text, size_t from)
{
	int64_t operator= guests_own(turn);
	const struct line *line = operator? guests_line(turn, operator, - 1, 0) : NULL;

	if (line == NULL)
		return NULL;
	struct offer_answer answer = offer_answer_understand(
	    text->cp, text->n, from, turn_today(turn), turn_minute(turn));
	if (answer.does == OFFER_none)
		return NULL;
	if (answer.does != OFFER_decline && leaves_meaning(turn, text, from, &answer, line))
		answer.ask = true;
	if (!answer.ask)
		return exact_answer(turn, text, &answer);
	line = guests_line(turn, operator, LINE_offered, 0);
	return line ? ask_household(turn, text, &answer, line) : NULL;
}

/* 我家自带的客改成10个: nothing but that. */
static const char *
hear_own(struct turn *turn, const struct glyphs *text, size_t from)
{
	static const char *const own[] = {"自带的客人", "自带的客", "自带客", "自己的客人", "自己的客", "自带的",
	    NULL},
	                         *const sets[] = {"改成", "改为", "变成", "改", NULL},
	                         *const polite[] = {
	                             "我家", "我们家", "我", "我们", "的", "了", "吧", "人数", NULL};
	struct cover cover;
	struct count counts[2];
	size_t at, used,
	    count = count_said(text->cp, text->n, from, turn_today(turn), turn_minute(turn), counts, 2);

	if (count != 1 || (counts[0].unit != COUNT_heads && counts[0].unit != COUNT_tables) ||
	    guests_own(turn) == 0)
		return NULL;
	cover_begin(&cover, text->cp, text->n, from);
	cover_span(&cover, counts[0].from, counts[0].to);
	if (!cover_take(&cover, own, &at, &used) || !cover_take(&cover, sets, &at, &used))
		return NULL;
	cover_all(&cover, polite);
	if (!cover_done(&cover, from, text->n))
		return NULL;
	return arena_printf(
	    &turn->arena, "自带客 改成 %s", words_between(turn, text, counts[0].from, counts[0].to));
}

/* ---- an administrator changes what is announced ---- */

/* Before households are told that nobody comes, the one who said so says yes once more. */
static void
ask_cancel(struct turn *turn, const struct arrival *arrival)
{
	struct answer_item answer = {.words = "1|是|对|是的|确认|取消|yes",
	    .say = arena_printf(&turn->arena, "取消派客 %lld", (long long)arrival->id)};

	dialog_say(turn, "guests-cancel-is-it",
	    WITH({"time", turn_time(turn, arrival->at)}, {"heads", guest_heads(turn, arrival)}), DIALOG_choice,
	    arrival->id, &answer, 1, turn->now + turn->world->policy.undo_min * MS_MINUTE * 3);
	guest_report_ask(turn, "cancel_dispatch", NULL);
	turn->understood = "cancel_dispatch";
}

/* In private people speak of many things; households hear of a change only after a yes. */
static void
ask_change(struct turn *turn, const struct arrival *arrival, const struct glyphs *text, size_t from)
{
	struct answer_item answer = {.words = "1|是|对|是的|确认|yes",
	    .say = arena_printf(
	        &turn->arena, "改派客 %lld %s", (long long)arrival->id, text->clean + text->at[from])};

	dialog_say(turn, "guests-change-is-it",
	    WITH({"time", turn_time(turn, arrival->at)}, {"heads", guest_heads(turn, arrival)}), DIALOG_choice,
	    arrival->id, &answer, 1, turn->now + turn->world->policy.undo_min * MS_MINUTE * 3);
	guest_report_ask(turn, "adjust_dispatch", NULL);
	turn->understood = "adjust_dispatch";
}

static const char *
hear_change(struct turn *turn, const struct glyphs *text, size_t from)
{
	struct guest_change change = guest_change_read(turn, text, from);
	bool several = false;
	const struct arrival *arrival = change.any ? guest_change_of(turn, &change, &several) : NULL;

	if (several) {
		guest_change_which(turn, &change, text, from);
		return "";
	}
	if (arrival == NULL)
		return NULL;
	if (change.cancel && arrival->state == ARRIVAL_planned)
		return arena_printf(&turn->arena, "取消派客 %lld", (long long)arrival->id);
	if (change.cancel)
		ask_cancel(turn, arrival);
	else if (turn->chat.private_chat && arrival->state == ARRIVAL_posted)
		ask_change(turn, arrival, text, from);
	else
		guest_change_apply(turn, arrival, &change);
	return "";
}

/* ---- announcements ---- */

/* The open question of this person here about what was missing. */
static const struct dialog *
open_question(struct turn *turn)
{
	const char *key = turn_chat_key(turn, &turn->chat);
	const struct dialog *found = NULL;

	EACH_BY (&turn->world->store, dialog, chat, store_key_text(key), dialog)
		if (dialog->open && dialog->kind == DIALOG_missing && dialog->person == turn->actor->id &&
		    dialog->expires_at >= turn->now && strcmp(dialog->chat, key) == 0)
			found = dialog;
	return found;
}

/* 12点, 150, 35个人, 明天中午到: nothing but a time and a number. */
static bool
only_time_or_number(const struct turn *turn, const struct glyphs *text, size_t from, bool *bare)
{
	static const char *const polite[] = {"到", "来", "吧", "个", "人", "客人", "的", "是", "就", "按", "一共",
	    "共", "总共", "大概", "嗯", "哦", "算", "派", "people", "guests", NULL};
	struct cover cover;
	struct count counts[4];
	struct when when;
	size_t start, end, at = from;
	bool some = false;

	cover_begin(&cover, text->cp, text->n, from);
	while (cover_time(&cover, at, turn_today(turn), turn_minute(turn), &when, &start, &end)) {
		some = true;
		at = end;
	}
	size_t count = count_said(text->cp, text->n, from, turn_today(turn), turn_minute(turn), counts, 4);
	*bare = false;
	for (size_t i = 0; i < count; i++) {
		if (counts[i].unit != COUNT_heads && counts[i].unit != COUNT_tables && counts[i].unit != COUNT_none)
			continue;
		*bare |= counts[i].unit == COUNT_none;
		cover_span(&cover, counts[i].from, counts[i].to);
		some = true;
	}
	cover_all(&cover, polite);
	return some && cover_done(&cover, from, text->n);
}

/* What was asked is answered: the whole announcement. */
static const char *
hear_missing(struct turn *turn, const struct glyphs *text, size_t from)
{
	const struct dialog *question = open_question(turn);
	bool bare;

	if (question == NULL || text->n - from > 30 || !only_time_or_number(turn, text, from, &bare))
		return NULL;
	const struct answer_item *answers = question->answers.items;
	const char *say = answers[0].say, *at = strstr(say, "{rest}");
	const char *rest = text->clean + text->at[from];
	struct dialog closed = *question;
	closed.open = 0;
	turn_put(turn, &kind_dialog, &closed);
	return arena_printf(&turn->arena, "%.*s%s%s%s", (int)(at - say), say, rest,
	    bare ? (turn->language == EN ? " guests" : "人") : "", at + strlen("{rest}"));
}

static const char *
hear_announcement(struct turn *turn, const struct glyphs *text, size_t from)
{
	struct announced *said = arena_alloc(&turn->arena, sizeof *said);

	announce_hear(turn, text, from, said);
	if (!said->certain)
		return NULL;
	return arena_printf(&turn->arena, "派客 %s", text->clean + text->at[from]);
}

const char *
guests_hear(struct turn *turn, const struct glyphs *text, size_t from)
{
	bool group = turn->group && turn->group->purpose == PURPOSE_operators;

	if (turn->actor == NULL || (!group && !turn->chat.private_chat))
		return NULL;
	bool admin = access_has(
	    turn->world, turn->actor->id, ADMINS, turn->group ? turn->group->place : 0, turn_today(turn));
	const char *say = admin ? hear_missing(turn, text, from) : NULL;
	if (say == NULL)
		say = hear_household(turn, text, from);
	if (say == NULL)
		say = hear_own(turn, text, from);
	if (say == NULL && admin)
		say = hear_change(turn, text, from);
	if (say == NULL && admin && guest_change_households(turn, text, from))
		say = "";
	if (say == NULL && admin)
		say = hear_announcement(turn, text, from);
	return say;
}
