/* The life of an issue; see the header. */
#include "subjects/issues/issue_life.h"

#include "base/text.h"
#include "core/access.h"
#include "core/dialog.h"
#include "core/outbox.h"
#include "records/kinds.h"
#include "records/person_item.h"
#include "records/promise.h"
#include "records/slip.h"
#include "subjects/wakes.h"

static const struct life_rule rows[] = {
#define MOVE(from, to, step, who) {LIFE_##step, #step, ISSUE_##from, ISSUE_##to, who},
#define STAY(from, step, who) MOVE(from, from, step, who)
    ISSUE_LIFE(LIFE_SKIP, MOVE, STAY)
#undef MOVE
#undef STAY
};
static const struct life_rules issue_rules = {rows, sizeof rows / sizeof *rows};

const char *
life_name(enum life_step step)
{
	return life_step_name(&issue_rules, (int)step);
}

bool
life_is(const struct issue_event *event, enum life_step step)
{
	return text_equal(event->step, life_name(step));
}

const char *
life_state(struct turn *turn, int state)
{
	static const char *const states[] = {
#define STATE(name, words) words,
	    ISSUE_LIFE(STATE, LIFE_SKIP, LIFE_SKIP)
#undef STATE
	};

	return turn_phrase(turn, states[state], WITH_NONE);
}

void
life_note_of(struct turn *turn, const struct life_event *what)
{
	struct issue_event event = {.issue = what->issue,
	    .by = turn->actor ? turn->actor->id : 0,
	    .at = turn->now,
	    .step = what->step,
	    .from = what->from,
	    .to = what->to,
	    .round = what->round,
	    .text = what->text,
	    .slip = what->slip,
	    .promise = what->promise};

	turn_put(turn, &kind_issue_event, &event);
	size_t dropped = outbox_drop_reminders(turn,
	    what->slip          ? turn_topic(&kind_slip, what->slip)
	        : what->promise ? turn_topic(&kind_promise, what->promise)
	                        : turn_topic(&kind_issue, what->issue));

	/* Nobody may be told later that he was reminded by what never left. */
	event.step = STEP_UNREMIND;
	event.text = NULL;
	for (; dropped && what->slip == 0 && what->promise == 0; dropped--)
		turn_put(turn, &kind_issue_event, &event);
}

void
life_note(struct turn *turn, const struct issue *issue, const char *step, int from, const char *text)
{
	life_note_of(turn,
	    &(struct life_event){.issue = issue->id,
	        .step = step,
	        .from = from,
	        .to = issue->state,
	        .round = issue->round,
	        .text = text});
}

bool
life_may(const struct turn *turn, const struct issue *issue, enum life_step step)
{
	return issue_who(turn, issue) & life_who(&issue_rules, (int)step);
}

const struct issue *
life_step(struct turn *turn, int64_t id, enum life_step step, const char *text,
    void (*change)(struct turn *turn, struct issue *issue, const void *context), const void *context)
{
	const struct issue *old = turn_find(turn, issue, id);
	const struct life_rule *rule = old ? life_rule(&issue_rules, (int)step, old->state) : NULL;
	const char *n = turn_number(turn, id);

	if (old == NULL || !life_may(turn, old, step)) {
		if (turn->message)
			turn_say(turn, "issue-none", WITH({"n", n}));
		return NULL;
	}
	if (rule == NULL) {
		if (turn->message)
			turn_say(turn, "issue-not-now", WITH({"n", n}, {"state", life_state(turn, old->state)}));
		return NULL;
	}
	struct issue issue = *old;
	int from = old->state;
	issue.state = rule->to;
	if (change)
		change(turn, &issue, context);
	const struct issue *kept = turn_put(turn, &kind_issue, &issue);
	life_note(turn, kept, rule->name, from, text);
	return kept;
}

void
life_tell_followers(struct turn *turn, const struct issue *issue, const char *key, const struct with *with)
{
	const struct person_item *followers = issue->followers.items;
	size_t n = issue->followers.n;

	for (size_t i = 0; i <= n; i++) {
		int64_t person = i == 0 ? issue->reporter : followers[i - 1].person;
		struct draft draft;

		if (i && person == issue->reporter)
			continue;
		draft = turn_draft(turn, key, with);
		draft.topic = turn_topic(&kind_issue, issue->id);
		turn_post_person(turn, person, &draft);
	}
}

void
life_chased_no_more(struct turn *turn, const struct issue *issue)
{
	turn_unwake(turn, &wake_issue_unaccepted, issue->id);
	turn_unwake(turn, &wake_danger_repeat, issue->id);
	dialog_close(turn, DIALOG_alert, issue->id);
}
