/* Promises of a dispute; see the header. */
#include "subjects/disputes/promises.h"

#include "base/text.h"
#include "core/dialog.h"
#include "core/names.h"
#include "core/post.h"
#include "core/schedule.h"
#include "language/calendar.h"
#include "records/issue.h"
#include "records/kinds.h"
#include "records/person_item.h"
#include "subjects/issues/issue_life.h"
#include "subjects/wakes.h"

static const struct {
	const char *words, *step;
	uint32_t who;
} states[] = {
#define STATE(name, words, step, who) {words, step, who},
    PROMISE_LIFE(STATE, LIFE_SKIP)
#undef STATE
};

const char *
promises_state(struct turn *turn, const struct promise *promise)
{
	return turn_phrase(turn, states[promise->state].words, WITH_NONE);
}

const struct promise *
promises_move(struct turn *turn, const struct promise *old, enum promise_state state, const char *text)
{
	struct promise promise = *old;

	if (old->state == (int32_t)state || !kind_may_move(&kind_promise, old->state, (int)state))
		return NULL;
	promise.state = (int32_t)state;
	promise.settled_at = state == PROMISE_open || state == PROMISE_claimed ? 0 : turn->now;
	const struct promise *kept = turn_put(turn, &kind_promise, &promise);
	life_note_of(turn,
	    &(struct life_event){.issue = kept->issue,
	        .promise = kept->id,
	        .step = states[state].step,
	        .from = old->state,
	        .to = kept->state,
	        .text = text});
	dialog_close(turn, DIALOG_receipt, turn_topic(&kind_promise, kept->id));
	if (state == PROMISE_kept || state == PROMISE_cancelled || state == PROMISE_broken)
		turn_unwake(turn, &wake_promise_due, kept->id);
	return kept;
}

void
promises_clock(struct turn *turn, const struct promise *promise)
{
	if (promise->day > turn_today(turn) + 1)
		turn_wake(
		    turn, &wake_promise_due, promise->id, 1, schedule_at(turn->world, promise->day - 1, WORK_BEGINS));
	turn_wake(turn, &wake_promise_due, promise->id, 2, schedule_at(turn->world, promise->day, WORK_ENDS));
	turn_wake(turn, &wake_promise_due, promise->id, 3,
	    schedule_at(turn->world, calendar_after(&turn->world->calendar, promise->day, 1), WORK_BEGINS));
}

const char *
promises_words(struct turn *turn, const struct promise *promise)
{
	const char *part = promise->parts < 2
	    ? ""
	    : turn_phrase(turn, "promise-part",
	          WITH({"part", turn_number(turn, promise->part)}, {"parts", turn_number(turn, promise->parts)}));
	const char *money = promise->fen == 0 || promise->parts < 2
	    ? ""
	    : arena_printf(&turn->arena, turn->language == EN ? ", now %lld yuan" : ",这期 %lld 元",
	          (long long)(promise->fen / 100));

	return turn_phrase(turn, "promise-words",
	    WITH({"who", names_of(turn->world, &kind_person, promise->promiser)},
	        {"to", names_of(turn->world, &kind_person, promise->promisee)},
	        {"day", turn_day(turn, promise->day)}, {"text", promise->text}, {"money", money},
	        {"part", part}));
}

static void
post(struct turn *turn, const struct promise *promise, int64_t person, const char *key, const char *text,
    const struct answer_item *answers, size_t count)
{
	enum language said = turn->language;

	turn->language = ZH; /* what goes to others is in their language, not the speaker's */
	struct draft draft = turn_draft(turn, key,
	    WITH({"promise", turn_number(turn, promise->id)}, {"n", turn_number(turn, promise->issue)},
	        {"words", promises_words(turn, promise)}, {"text", text ? text : ""}));
	turn->language = said;
	draft.topic = turn_topic(&kind_promise, promise->id);
	draft.unasked = turn->actor == NULL;
	dialog_buttons(turn, &draft, answers, count);
	turn_post_person(turn, person, &draft);
}

void
promises_tell(
    struct turn *turn, const struct promise *promise, int64_t person, const char *key, const char *text)
{
	if (person && (turn->actor == NULL || turn->actor->id != person))
		post(turn, promise, person, key, text, NULL, 0);
}

void
promises_ask(struct turn *turn, const struct promise *promise, const char *key)
{
	struct chat chat = {.person = promise->promisee, .private_chat = true};
	const char *n = turn_number(turn, promise->id);
	struct answer_item answers[] = {{"1|兑现了|收到", arena_printf(&turn->arena, "确认兑现 %s", n)},
	    {"2…", arena_printf(&turn->arena, "没兑现 %s {rest}", n)}};

	if (!turn_reachable(turn, promise->promisee)) {
		const struct issue *issue = turn_find(turn, issue, promise->issue);

		promises_tell(turn, promise, issue->owner, "promise-ask-by-mediator", NULL);
		return;
	}
	post(turn, promise, promise->promisee, key, NULL, answers, 2);
	dialog_ask(turn, DIALOG_receipt, &chat, promise->promisee, turn_topic(&kind_promise, promise->id),
	    answers, 2, turn->now + 30 * MS_DAY);
}

void
promises_broken(struct turn *turn, const struct promise *promise, const char *text)
{
	const struct issue *issue = turn_find(turn, issue, promise->issue);
	const struct promise *kept = promises_move(turn, promise, PROMISE_broken, text);

	if (kept == NULL)
		return;
	promises_tell(turn, kept, issue->owner, "promise-broken-mediator", text);
	promises_tell(turn, kept, kept->promiser, "promise-broken-promiser", text);
	promises_tell(turn, kept, kept->promisee, "promise-broken-promisee", text);
}

/* What the person is to the promise, bits of promise_who; who made it cannot mediate it. */
static uint32_t
who_is(const struct turn *turn, const struct promise *promise, int64_t person)
{
	const struct issue *issue = turn_find(turn, issue, promise->issue);

	if (person == promise->promiser)
		return PROMISE_PROMISER;
	return (person == promise->promisee ? PROMISE_PROMISEE : 0u) |
	    (issue && issue->owner == person && !issue_against(turn, issue, person) ? PROMISE_MEDIATOR : 0u);
}

bool
promises_concern(const struct turn *turn, const struct promise *promise, int64_t person)
{
	return who_is(turn, promise, person) != 0;
}

bool
promises_refused(struct turn *turn, const struct promise *promise, enum promise_state state)
{
	if (!(states[state].who & who_is(turn, promise, turn->actor->id)))
		turn_say(turn, "promise-none", WITH({"n", turn_number(turn, promise->id)}));
	else if (promise->state == (int32_t)state || !kind_may_move(&kind_promise, promise->state, (int)state))
		turn_say(turn, "promise-settled", WITH({"promise", turn_number(turn, promise->id)}));
	else
		return false;
	return true;
}

void
promises_fulfil(struct turn *turn, const struct promise *promise)
{
	const struct promise *done = promises_move(turn, promise, PROMISE_kept, NULL);
	const struct issue *issue = turn_find(turn, issue, done->issue);

	turn_say(turn, "promise-kept", WITH({"promise", turn_number(turn, done->id)}));
	promises_tell(turn, done, issue->owner, "promise-kept-mediator", NULL);
	promises_tell(turn, done, done->promiser, "promise-kept-promiser", NULL);
}

static void
finished(struct turn *turn, const struct issue *issue)
{
	(void)turn; /* what was promised is owed when the dispute is closed, too */
	(void)issue;
}

static void
show(struct turn *turn, const struct issue *issue, struct buf *out)
{
	/* Who may read what is quarrelled about need not read what was agreed: the parties, and who leads it. */
	bool concerned = person_item_in(&issue->parties, turn->actor->id) || issue_who(turn, issue) & LIFE_OWNER;

	if (concerned && !text_empty(issue->agreement))
		buf_addf(out, "\n%s", turn_phrase(turn, "show-agreement", WITH({"text", issue->agreement})));
	EACH_BY (&turn->world->store, promise, issue, store_key_int(issue->id), promise) {
		if (!promises_concern(turn, promise, turn->actor->id))
			continue;
		buf_addf(out, "\n%s",
		    turn_phrase(turn, "promise-line",
		        WITH({"promise", turn_number(turn, promise->id)}, {"words", promises_words(turn, promise)},
		            {"state", promises_state(turn, promise)})));
	}
}

const struct issue_part promises_of_issue = {.finished = finished, .show = show};
