/* 办结: the owner says what came of it, and the reporter is asked whether it is solved. */
#include "reading/parse.h"

#include "core/dialog.h"
#include "core/schedule.h"
#include "language/calendar.h"
#include "language/outcome.h"
#include "records/kinds.h"
#include "records/place.h"
#include "records/slip.h"
#include "subjects/deadlines.h"
#include "subjects/issue_parts.h"
#include "subjects/issues/issue_life.h"
#include "subjects/issues/rounds.h"
#include "subjects/wakes.h"

#define CONFIRM_DAYS 7 /* working days the reporter has to answer */

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
run(struct turn *turn, const struct call *call)
{
	const char *text = call->args[1].text;
	struct finish finish = {
	    .outcome = any(&call->text, call->args[1].from, outcome_impossible) ? OUTCOME_not_possible
	        : any(&call->text, call->args[1].from, outcome_explained)       ? OUTCOME_explained
	                                                                        : OUTCOME_solved,
	    .level = level_of(turn, call->args[0].number, &call->text, call->args[1].from),
	};
	const struct issue *issue = life_step(
	    turn, call->args[0].number, LIFE_finish, text, set_finished, &finish);

	if (issue == NULL)
		return;
	for (int i = 0; issue_parts_all[i]; i++)
		issue_parts_all[i]->finished(turn, issue);
	if (issue->reporter == turn->actor->id) { /* his own report: his word is here already */
		life_step(turn, issue->id, LIFE_confirm, NULL, rounds_set_confirmed, NULL);
		turn_say(turn, "issue-closed-own", WITH({"n", turn_number(turn, call->args[0].number)}));
		return;
	}
	int32_t until = calendar_after(&turn->world->calendar, turn_today(turn), CONFIRM_DAYS);
	turn_wake(turn, &wake_issue_confirm, issue->id, 0, schedule_at(turn->world, until, WORK_ENDS));
	turn_say(turn, "issue-finished",
	    WITH({"n", turn_number(turn, issue->id)}, {"text", turn->chat.private_chat ? text : ""},
	        {"until",
	            arena_printf(&turn->arena, "%s%s", turn_day(turn, until),
	                deadline_guess_note(turn, deadline_guessed_year(turn, turn_today(turn), until)))}));
	ask_reporter(turn, issue, text);
}

const struct command command_finish_issue = {
    .name = "finish_issue",
    .topic = TOPIC_issues,
    .phrases = PHRASES("办结", "finish issue"),
    .help_zh = "办结 <编号> <结果>:办完了、解释了或办不了,问过上报人再结案",
    .help_en = "finish issue <number> <outcome>: solved, explained or not possible; the reporter is asked",
    .right = RIGHT_serve,
    .where = WHERE_issue,
    .hear = HEAR_ADDRESSED,
    .args = {ARG_NUMBER, ARG_REST},
    .run = run,
    .examples = EXAMPLES("办结 1 路灯换好了", "finish issue 1 the lamp is replaced"),
};
