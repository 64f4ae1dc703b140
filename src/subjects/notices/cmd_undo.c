/* 撤销: takes back what I said last, within the window; what others have built on is
 * not undone silently, and what was sent gets a correction. */
#include "reading/parse.h"

#include "core/undo.h"
#include "records/arrival.h"
#include "records/issue.h"
#include "records/kinds.h"
#include "subjects/guests/guest_words.h"
#include "subjects/guests/guests.h"

/* A published arrival is cancelled rather than undone: others have read it. */
static bool
cancel_arrival(struct turn *turn, const struct undo *undo)
{
	for (size_t i = 0; i < undo->count; i++) {
		const struct arrival *arrival = undo->changes[i].kind == &kind_arrival
		    ? turn_find(turn, arrival, undo->changes[i].id)
		    : NULL;

		const struct arrival *was = arrival && undo->changes[i].before ? record_data(undo->changes[i].before)
		                                                               : NULL;

		/* Published by this turn; what an answer did to it later is undone like anything. */
		if (arrival == NULL || arrival->state != ARRIVAL_posted || (was && was->state == ARRIVAL_posted))
			continue;
		EACH_BY (&turn->world->store, line, arrival, store_key_int(arrival->id), line)
			if (line->state == LINE_accepted || line->state == LINE_declined) {
				turn_say(turn, "undo-blocked-quota", WITH_NONE);
				return true;
			}
		struct draft draft = turn_draft(turn, "guests-cancelled",
		    WITH({"time", turn_time(turn, arrival->at)}, {"heads", guest_heads(turn, arrival)}));
		int64_t group = arrival->group;
		guests_cancel(turn, arrival);
		draft.urgency = POST_URGENCY_guests;
		turn_post_group(turn, group, &draft);
		return true;
	}
	return false;
}

/* Who was told privately or in groups hears that it is taken back. */
static void
correct(struct turn *turn, const struct undo *undo)
{
	for (size_t i = 0; i < undo->post_count; i++) {
		const struct undo_post *told = &undo->posts[i];
		const struct post *waiting = turn_find(turn, post, told->post);

		if (waiting && waiting->state == POST_withdrawn)
			continue;
		struct draft draft = turn_draft(turn, "undo-correction", WITH({"by", turn->actor->name}));
		if (told->group)
			turn_post_group(turn, told->group, &draft);
		else
			turn_post_person(turn, told->person, &draft);
	}
}

static void
run(struct turn *turn, const struct call *call)
{
	const struct undo *undo = undo_last(turn->world, turn->actor->id, turn->now);
	const struct kind *kind;
	size_t told;

	(void)call;
	if (undo == NULL) {
		turn_say(turn, "undo-nothing", WITH({"minutes", turn_number(turn, turn->world->policy.undo_min)}));
		return;
	}
	if (cancel_arrival(turn, undo))
		return;
	if (undo_blocked(turn, undo, &kind)) {
		turn_say(
		    turn, kind == &kind_issue ? "undo-blocked-issue" : "undo-blocked", WITH({"what", kind->label}));
		return;
	}
	undo_apply(turn, undo, &told);
	if (told)
		correct(turn, undo);
	turn_say(turn, told ? "undone-told" : "undone", WITH_NONE);
}

const struct command command_undo = {
    .name = "undo",
    .phrases = PHRASES("撤销", "记错了", "undo"),
    .help_zh = "撤销:收回刚才说的(10分钟内)",
    .help_en = "undo: take back what I said last (within 10 minutes)",
    .right = RIGHT_any,
    .where = WHERE_own,
    .hear = HEAR_CERTAIN,
    .args = {ARG_END},
    .run = run,
    .examples = EXAMPLES("撤销", "undo"),
};
