/* Questions passed to a person; see the header. */
#include "subjects/asking/inquiries.h"

#include "base/text.h"
#include "core/access.h"
#include "core/dialog.h"
#include "core/names.h"
#include "core/schedule.h"
#include "reading/decide.h"
#include "reading/parse.h"
#include "records/kinds.h"
#include "subjects/asking/matching.h"
#include "subjects/asking/offer.h"
#include "subjects/asking/who.h"
#include "subjects/asking/words.h"
#include "subjects/wakes.h"

#define KNOWN_MAX 500
#define KNOWN_DAYS 365 /* an answer older than this is asked again */

/* Who is asked: the innermost officer there who can be reached. */
static int64_t
asked_person(struct turn *turn, int64_t place, int64_t by, int64_t except)
{
	static const enum role_role order[] = {ROLE_first_secretary, ROLE_cadre, ROLE_village_secretary,
	    ROLE_village_head, ROLE_grid_leader, ROLE_district_secretary, ROLE_admin};

	for (size_t i = 0; i < sizeof order / sizeof *order; i++) {
		int64_t person = access_find(turn->world, order[i], place, turn_today(turn), by);

		if (person && person != except && person != by && turn_reachable(turn, person))
			return person;
	}
	return 0;
}

void
inquiries_offer(struct turn *turn, const struct glyphs *text, size_t from)
{
	const char *said = offer_line(turn, text->clean + text->at[from]);
	int64_t person = asked_person(turn, who_place(turn, text, from), turn->actor->id, 0);
	bool wrong = words_wrong(text, from) || !words_ask(text, from);
	const struct answer_item pass = {"1|转|问|好|yes", arena_printf(&turn->arena, "转问 %s", said)},
	                         report = {wrong && person ? "2|记|记成问题" : "1|记|记成问题|yes",
	                             arena_printf(&turn->arena, "上报 %s", said)};
	struct answer_item answers[3];
	size_t n = 0;

	if (person)
		answers[n++] = pass;
	if (wrong)
		answers[n++] = report;
	if (n == 0) {
		turn_say(turn, "question-unknown", WITH_NONE);
		return;
	}
	answers[n] = (struct answer_item){
	    .words = arena_printf(&turn->arena, "%zu|不用|不|no", n + 1), .say = DECIDE_NONE};
	dialog_say(turn,
	    !wrong       ? "inquiry-offer"
	        : person ? "inquiry-offer-report"
	                 : "report-or-not",
	    WITH({"name", person ? names_of(turn->world, &kind_person, person) : ""}), DIALOG_choice, 0, answers,
	    n + 1, turn->now + 30 * MS_MINUTE);
}

static void
tell(struct turn *turn, const struct inquiry *inquiry)
{
	struct chat chat = {.person = inquiry->person, .private_chat = true};
	const char *n = turn_number(turn, inquiry->id);
	struct answer_item answer = {"答…|答复…|回答…", arena_printf(&turn->arena, "答问 %s {rest}", n)};
	enum language said = turn->language;

	turn->language = ZH;
	struct draft draft = turn_draft(turn, "inquiry-told",
	    WITH({"n", n}, {"who", names_of(turn->world, &kind_person, inquiry->by)}, {"text", inquiry->text}));
	turn->language = said;
	draft.topic = turn_topic(&kind_inquiry, inquiry->id);
	draft.due_at = schedule_speak_at(turn->world, turn->now);
	if (turn_post_person(turn, inquiry->person, &draft))
		dialog_ask(
		    turn, DIALOG_choice, &chat, inquiry->person, inquiry->id, &answer, 1, turn->now + 7 * MS_DAY);
}

static void
plan_chase(struct turn *turn, const struct inquiry *inquiry, int rung)
{
	turn_wake(turn, &wake_inquiry_unanswered, inquiry->id, rung,
	    schedule_working(turn->world, turn->now, turn->world->policy.accept_hours));
}

void
inquiries_chase(struct turn *turn, const struct inquiry *inquiry, int rung)
{
	struct inquiry passed = *inquiry;

	if (rung == 1) {
		tell(turn, inquiry);
		plan_chase(turn, inquiry, 2);
		return;
	}
	passed.person = asked_person(turn, inquiry->place, inquiry->by, inquiry->person);
	struct draft draft = turn_draft(turn, passed.person ? "inquiry-passed" : "inquiry-no-answer",
	    WITH({"text", inquiry->text}, {"name", names_of(turn->world, &kind_person, inquiry->person)},
	        {"next", passed.person ? names_of(turn->world, &kind_person, passed.person) : ""}));
	draft.unasked = true;
	turn_post_person(turn, inquiry->by, &draft);
	if (passed.person)
		tell(turn, turn_put(turn, &kind_inquiry, &passed));
}

void
inquiries_ask(struct turn *turn, const char *text)
{
	struct glyphs glyphs = text_glyphs(&turn->arena, text);
	int64_t place = who_place(turn, &glyphs, 0), person = asked_person(turn, place, turn->actor->id, 0);

	if (person == 0) {
		turn_say(turn, "question-unknown", WITH_NONE);
		return;
	}
	const struct inquiry *kept = turn_put(turn, &kind_inquiry,
	    &(struct inquiry){.text = text,
	        .by = turn->actor->id,
	        .group = turn->chat.group,
	        .at = turn->now,
	        .person = person,
	        .place = place});
	turn_say(turn, "inquiry-asked", WITH({"name", names_of(turn->world, &kind_person, person)}));
	tell(turn, kept);
	plan_chase(turn, kept, 1);
}

bool
inquiries_known(struct turn *turn, const struct glyphs *text, size_t from)
{
	const struct inquiry **known = arena_alloc(&turn->arena, KNOWN_MAX * sizeof *known);
	struct matter *matters = arena_alloc(&turn->arena, KNOWN_MAX * sizeof *matters);
	int64_t place = who_place(turn, text, from);
	struct match matches[MATCHES_MAX];
	size_t count = 0;

	EACH (&turn->world->store, inquiry, inquiry)
		if (count < KNOWN_MAX && inquiry->shared && inquiry->place && place &&
		    access_county(turn->world, inquiry->place) == access_county(turn->world, place) &&
		    inquiry->answered_at > turn->now - KNOWN_DAYS * MS_DAY) {
			matters[count] = (struct matter){inquiry->text, inquiry->answer};
			known[count++] = inquiry;
		}
	if (matching_find(&turn->arena, text->clean + text->at[from], matters, count, matches) == 0)
		return false;
	const struct inquiry *best = known[matches[0].matter];
	struct answer_item again = {
	    "1|再问|yes", arena_printf(&turn->arena, "转问 %s", offer_line(turn, text->clean + text->at[from]))};
	dialog_say(turn, "inquiry-known",
	    WITH({"name", names_of(turn->world, &kind_person, best->person)},
	        {"time", turn_time(turn, best->answered_at)}, {"answer", best->answer}),
	    DIALOG_choice, 0, &again, 1, turn->now + 30 * MS_MINUTE);
	return true;
}
