/* 更正: corrects what the speaker said last: the household or day of a visit, the words of a
 * report, the time of a reminder, the number of his own guests. Only his own record, only
 * while it is fresh; what was changed is read back, 撤销 takes it back. */
#include "reading/parse.h"

#include <string.h>

#include "base/text.h"
#include "records/arrival.h"
#include "records/booking.h"
#include "records/kinds.h"
#include "records/line.h"
#include "records/reminder.h"
#include "reading/reading.h"
#include "subjects/asking/asking.h"
#include "subjects/asking/corrected.h"
#include "subjects/issues/issues.h"
#include "subjects/visits/visits.h"

#define FRESH (24 * MS_HOUR) /* older ones are changed by their number */

/* The newest of what the speaker has said. */
struct last {
	const struct kind *kind; /* NULL: nothing */
	int64_t id, at;
};

static void
newer(struct turn *turn, struct last *last, const struct kind *kind, int64_t id, int64_t at)
{
	if (at > turn->now - FRESH && at >= last->at)
		*last = (struct last){kind, id, at};
}

/* His last visit, report, reminder or own guests. A household that is named as the wrong one
 * names the visit. */
static struct last
find_last(struct turn *turn, const struct corrected *corrected)
{
	struct last last = {0};
	uint64_t me = store_key_int(turn->actor->id);

	EACH_BY (&turn->world->store, visit, by, me, visit)
		if (corrected->old_household == 0 || visit->household == corrected->old_household)
			newer(turn, &last, &kind_visit, visit->id, visit->entered_at);
	if (last.kind && corrected->old_household)
		return last;
	EACH_BY (&turn->world->store, issue, reporter, me, issue)
		if (issue->group == turn->chat.group && issues_open(issue))
			newer(turn, &last, &kind_issue, issue->id, issue->reported_at);
	EACH_BY (&turn->world->store, reminder, person, me, reminder)
		if (reminder->by == turn->actor->id && reminder->state == REMINDER_active)
			newer(turn, &last, &kind_reminder, reminder->id, reminder->set_at);
	EACH (&turn->world->store, arrival, arrival)
		if (arrival->by == turn->actor->id && arrival->group == turn->chat.group &&
		    (arrival->state == ARRIVAL_planned || arrival->state == ARRIVAL_posted))
			newer(
			    turn, &last, &kind_arrival, arrival->id, arrival->posted_at ? arrival->posted_at : turn->now);
	int64_t home = access_operator(turn->world, turn->actor->id, 0);
	if (home)
		EACH_BY (&turn->world->store, line, operator, store_key_int(home), line)
			if (line->state == LINE_accepted && line->answered_by == turn->actor->id)
				newer(turn, &last, &kind_line, line->id, line->answered_at);
	if (home)
		EACH_BY (&turn->world->store, booking, operator, store_key_int(home), booking)
			if (booking->sort == BOOKING_own && booking->by == turn->actor->id)
				newer(turn, &last, &kind_booking, booking->id, booking->made_at);
	return last;
}

static void
tell(struct turn *turn, const char *key, const char *value)
{
	if (turn->understanding)
		reading_slot(&turn->understanding->does, key, value);
}

static void
change_visit(struct turn *turn, int64_t id, const struct corrected *corrected)
{
	struct visit visit = *(const struct visit *)turn_find(turn, visit, id);
	int64_t was = visit.household;
	int32_t day = corrected->time && corrected->when.has_day ? corrected->when.day : visit.day;

	if (visit.check != CHECK_none) {
		turn_say(turn, "change-checked", WITH_NONE);
		return;
	}
	if (corrected->household)
		visit.household = corrected->household;
	if (day > turn_today(turn)) {
		turn_say(turn, "change-future", WITH({"day", turn_day(turn, day)}));
		return;
	}
	const struct household *home = turn_find(turn, household, visit.household);
	if (!may(turn->world, turn->actor->id, RIGHT_serve, home->village, turn_today(turn))) {
		turn_say(turn, "household-not-yours",
		    WITH({"village", names_place_title(turn->world, home->village, &turn->arena)}));
		return;
	}
	if (visit.household == was && day == visit.day) {
		turn_say(turn, "change-how",
		    WITH({"what",
		        turn_phrase(turn, "change-of-visit",
		            WITH({"household", home->name}, {"day", turn_day(turn, visit.day)}))}));
		return;
	}
	visit.day = day;
	tell(turn, "household", home->name);
	const struct visit *kept = turn_put(turn, &kind_visit, &visit);
	int32_t next = visits_next(turn, home, kept);
	visits_plan_digest(turn, turn->actor->id, next);
	turn_say(turn, "change-visit",
	    WITH({"day", turn_day(turn, day)}, {"household", home->name},
	        {"village", names_place_title(turn->world, home->village, &turn->arena)},
	        {"next", turn_day(turn, next)}));
}

/* The words with the wrong ones replaced, or with the right ones behind them. */
static const char *
mended(struct turn *turn, const char *text, const struct corrected *corrected)
{
	const char *old = text_empty(corrected->old_words) ? NULL : strstr(text, corrected->old_words);

	if (old && !text_empty(corrected->words))
		return arena_printf(&turn->arena, "%.*s%s%s", (int)(old - text), text, corrected->words,
		    old + strlen(corrected->old_words));
	return text_empty(corrected->rest) ? NULL
	                                   : arena_printf(&turn->arena, "%s(%s:%s)", text,
	                                         turn_phrase(turn, "change-mark", WITH_NONE), corrected->rest);
}

static void
change_issue(struct turn *turn, int64_t id, const struct corrected *corrected)
{
	const struct issue *issue = turn_find(turn, issue, id);
	const char *text = mended(turn, issue->text, corrected);

	if (text == NULL) {
		turn_say(turn, "change-how", WITH({"what", issues_brief(turn, issue)}));
		return;
	}
	tell(turn, "number", turn_number(turn, id));
	tell(turn, "text", corrected->words ? corrected->words : corrected->rest);
	issues_correct(turn, issue, text);
}

/* What another command does better is said to it. */
static void
say_instead(struct turn *turn, const char *say, const char *what)
{
	if (say == NULL || !asking_does(turn, say))
		turn_say(turn, "change-how", WITH({"what", what}));
	else if (turn->understanding)
		turn->understanding->does.does = "change";
}

static void
run(struct turn *turn, const struct call *call)
{
	struct corrected corrected;

	corrected_read(turn, &call->text, call->from, &corrected);
	struct last last = find_last(turn, &corrected);
	if (last.kind == &kind_visit)
		change_visit(turn, last.id, &corrected);
	else if (last.kind == &kind_issue)
		change_issue(turn, last.id, &corrected);
	else if (last.kind == &kind_reminder)
		say_instead(turn,
		    corrected.time
		        ? arena_printf(&turn->arena, "改提醒 %lld 改到 %s", (long long)last.id, corrected.time)
		        : NULL,
		    ((const struct reminder *)turn_find(turn, reminder, last.id))->text);
	else if (last.kind == &kind_booking)
		say_instead(turn,
		    corrected.number ? arena_printf(&turn->arena, "自带客 改成 %lld人", (long long)corrected.number)
		                     : NULL,
		    turn_phrase(turn, "change-of-guests", WITH_NONE));
	else if (last.kind == &kind_line)
		turn_say(turn, "change-accepted",
		    WITH({"heads",
		        turn_number(turn,
		            corrected.number ? corrected.number
		                             : ((const struct line *)turn_find(turn, line, last.id))->heads)}));
	else if (last.kind == &kind_arrival)
		say_instead(turn,
		    corrected.number     ? arena_printf(&turn->arena, "改成 %lld人", (long long)corrected.number)
		        : corrected.time ? arena_printf(&turn->arena, "改成 %s", corrected.time)
		                         : NULL,
		    turn_phrase(turn, "change-of-plan", WITH_NONE));
	else
		turn_say(turn, "change-nothing", WITH_NONE);
}

const struct command command_change = {
    .name = "change",
    .topic = TOPIC_self,
    .phrases = PHRASES("更正", "correction"),
    .help_zh = "更正 <该是什么>:改我刚说的那一条(走访、问题、提醒、自带客)",
    .help_en = "correction <what is right>: changes what I said last",
    .right = RIGHT_any,
    .where = WHERE_own,
    .hear = HEAR_ADDRESSED,
    .args = {ARG_REST},
    .run = run,
    .examples = EXAMPLES("更正 是李四家", "correction it was yesterday"),
};
