/* 走访: somebody called on a household. Puts a visit and plans the next; says what was
 * understood, so that a wrong household is noticed. */
#include <string.h>

#include "base/text.h"
#include "reading/parse.h"
#include "language/outcome.h"
#include "core/dialog.h"
#include "records/household.h"
#include "records/kinds.h"
#include "records/place.h"
#include "subjects/issues/issues.h"
#include "subjects/visits/visits.h"

#define MUTE_DAYS 90  /* after a refusal; then it is looked at again */
#define MISSED_TOLD 3 /* so often in a row nobody at home: somebody else should know */

static bool
any(const struct glyphs *text, const char *const *words)
{
	for (int i = 0; words[i]; i++)
		if (parse_find(text, 0, words[i]) < text->n)
			return true;
	return false;
}

/* Something to be mended was seen: offer to make it an issue. */
static void
offer_issue(struct turn *turn, const struct household *household, const char *note)
{
	static const char *const broken[] = {
	    "漏", "塌", "坏", "堵", "裂", "断", "倒", "leak", "broken", "collapse", "crack", NULL};
	struct glyphs glyphs = text_glyphs(&turn->arena, note);
	struct answer_item answer = {"1|立|立一个|yes",
	    arena_printf(&turn->arena, turn->language == EN ? "report issue %s: %s" : "上报 %s %s",
	        household->name, note)};

	if (!any(&glyphs, broken))
		return;
	dialog_say(turn, "visit-make-issue", WITH({"brief", note}), DIALOG_choice, household->id, &answer, 1,
	    turn->now + 24 * MS_HOUR);
}

/* 明天还没到: today, or a reminder for that day? */
static void
ask_future(struct turn *turn, const struct call *call, const struct household *household, int32_t day)
{
	const char *note = call->args[2].text;
	const char *when = turn_day(turn, day);
	const char *date = civil_text(&turn->arena, day);
	struct answer_item answers[] = {
	    {"1|今天|today", arena_printf(&turn->arena, "走访 %s 今天 %s", household->name, note)},
	    {"2|提醒|remind", arena_printf(&turn->arena, "提醒我 %s 08:30 走访 %s", date, household->name)},
	};

	dialog_say(turn, "visit-in-future", WITH({"day", when}), DIALOG_choice, household->id, answers, 2,
	    turn->now + 30 * MS_MINUTE);
}

static void
tell_supervisor(struct turn *turn, const struct household *household)
{
	static const enum role_role order[] = {
	    ROLE_village_secretary, ROLE_district_secretary, ROLE_district_sponsor, ROLE_admin};
	enum language said = turn->language;

	for (size_t i = 0; i < sizeof order / sizeof *order; i++) {
		int64_t person = access_find(
		    turn->world, order[i], household->village, turn_today(turn), turn->actor->id);

		if (person == 0 || person == turn->actor->id)
			continue;
		turn->language = ZH;
		struct draft draft = turn_draft(turn, "visit-missed-often",
		    WITH({"household", household->name},
		        {"village", names_place_title(turn->world, household->village, &turn->arena)},
		        {"who", turn->actor->name}, {"count", turn_number(turn, MISSED_TOLD)}));
		turn->language = said;
		draft.unasked = true;
		turn_post_person(turn, person, &draft);
		return;
	}
}

/* Said once more within minutes, by a finger that pressed twice or a net that repeats: the same visit. */
static const struct visit *
said_already(const struct turn *turn, const struct visit *visit)
{
	int64_t since = turn->now - turn->world->policy.same_report_min * MS_MINUTE;

	EACH_BY (&turn->world->store, visit, household, store_key_int(visit->household), other)
		if (other->by == visit->by && other->day == visit->day && other->entered_at >= since &&
		    strcmp(other->note ? other->note : "", visit->note ? visit->note : "") == 0)
			return other;
	return NULL;
}

static void
run(struct turn *turn, const struct call *call)
{
	static const char *const refused[] = {"不让进", "不肯见", "拒绝", "不愿见", "refused", NULL},
	                         *const received[] = {"来访", "来办公室", "上门来", "came to see", NULL};
	const struct household *home = turn_find(turn, household, call->args[0].id);
	int32_t day = call->args[1].given ? call->args[1].day : turn_today(turn);
	const char *note = call->args[2].text;
	struct glyphs glyphs = text_glyphs(&turn->arena, note);

	if (day > turn_today(turn)) {
		ask_future(turn, call, home, day);
		return;
	}
	struct visit visit = {
	    .household = home->id,
	    .by = turn->actor->id,
	    .day = day,
	    .entered_at = turn->now,
	    .outcome = any(&glyphs, outcome_nobody_home) ? VISIT_missed
	        : any(&glyphs, refused)                  ? VISIT_refused
	        : any(&glyphs, received)                 ? VISIT_received
	                                                 : VISIT_done,
	    .note = note,
	};
	const struct visit *same = said_already(turn, &visit),
	                   *kept = same ? same : turn_put(turn, &kind_visit, &visit);
	if (kept->outcome == VISIT_refused) { /* nobody is chased into a house that said no */
		int32_t review = day + MUTE_DAYS;

		visits_mute(turn, home, review);
		turn_say(turn, "visit-refused",
		    WITH({"day", turn_day(turn, day)}, {"household", home->name},
		        {"village", names_place_title(turn->world, home->village, &turn->arena)},
		        {"review", turn_day(turn, review)}));
		return;
	}
	int32_t next = visits_next(turn, home, kept);
	visits_plan_digest(turn, turn->actor->id, next);
	/* In a group the next day is not said: it tells of which class the household is. */
	bool group = !turn->chat.private_chat;
	const char *key = kept->outcome == VISIT_received ? group ? "visit-received-group" : "visit-received"
	    : kept->outcome == VISIT_missed               ? "visit-missed"
	    : group                                       ? "visit-logged-group"
	    : text_empty(note)                            ? "visit-logged-plain"
	                                                  : "visit-logged";
	turn_say(turn, key,
	    WITH({"day", turn_day(turn, day)}, {"household", home->name},
	        {"village", names_place_title(turn->world, home->village, &turn->arena)},
	        {"note", note ? note : ""}, {"next", turn_day(turn, next)}));
	if (same == NULL && kept->outcome == VISIT_missed && visits_missed(turn, home->id) == MISSED_TOLD)
		tell_supervisor(turn, home);
	if (kept->outcome == VISIT_done && turn->chat.private_chat)
		offer_issue(turn, home, note);
}

const struct command command_log_visit = {
    .name = "log_visit",
    .topic = TOPIC_visits,
    .phrases = PHRASES("走访", "走访了", "去走访", "去走访了", "记录走访", "登记走访", "入户", "入户走访",
        "log a visit to", "log visit to", "log visit", "visited"),
    .help_zh = "走访 <户> [日期] <情况>:记下走访,排好下一次",
    .help_en = "log visit <household> [day]: <note>: keeps a visit and plans the next",
    .right = RIGHT_serve,
    .where = WHERE_said,
    .hear = HEAR_CERTAIN,
    .args = {ARG_HOUSEHOLD, ARG_DAY_OPTIONAL, ARG_REST_OPTIONAL},
    .run = run,
    .time_first = true,
    .past = true,
    .examples = EXAMPLES(
        "走访 张三家 今天 老人身体好转", "log visit Zhang San's home: roof leaks, repair booked"),
};
