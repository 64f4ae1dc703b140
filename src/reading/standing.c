/* What stands for the speaker; see the header. */
#include "reading/standing.h"

#include <string.h>

#include "core/access.h"
#include "core/names.h"
#include "records/account.h"
#include "records/arrival.h"
#include "records/booking.h"
#include "records/dialog.h"
#include "records/household.h"
#include "records/issue.h"
#include "records/kinds.h"
#include "records/line.h"
#include "records/notice.h"
#include "records/operator.h"
#include "records/person_item.h"
#include "records/group_item.h"
#include "records/place.h"
#include "records/promise.h"
#include "records/reminder.h"
#include "records/slip.h"
#include "records/visit.h"

#define VISIT_FRESH (12 * MS_HOUR)
#define NOTICE_FRESH (3 * MS_DAY)
#define LOOK_MAX 200 /* records of one index looked at for one message */

static void
keep(struct ids *ids, int64_t id)
{
	/* The newest ones: people mean what is fresh. */
	if (ids->count == STANDING_MAX)
		memmove(ids->id, ids->id + 1, (STANDING_MAX - 1) * sizeof *ids->id);
	else
		ids->count++;
	ids->id[ids->count - 1] = id;
}

static bool
issue_over(const struct issue *issue)
{
	return issue->state == ISSUE_closed || issue->state == ISSUE_rejected ||
	    issue->state == ISSUE_duplicate || issue->state == ISSUE_withdrawn;
}

static void
roles(const struct turn *turn, struct standing *standing)
{
	int32_t today = turn_today(turn);
	uint32_t cadres = VISITORS & ~(ROLE_BIT(ROLE_officer));

	if (turn->actor == NULL)
		return;
	int64_t who = turn->actor->id;
	if (access_has(turn->world, who, ADMINS, 0, today))
		standing->contexts |= CONTEXT_BIT(admin) | CONTEXT_BIT(leader);
	if (access_has(turn->world, who, LEADERS, 0, today))
		standing->contexts |= CONTEXT_BIT(leader);
	if (access_has(turn->world, who, cadres, 0, today))
		standing->contexts |= CONTEXT_BIT(cadre);
	if (access_has(turn->world, who, ROLE_BIT(ROLE_officer), 0, today))
		standing->contexts |= CONTEXT_BIT(officer);
	standing->own_operator = access_operator(turn->world, who, turn->group ? turn->group->place : 0);
	if (standing->own_operator == 0)
		standing->own_operator = access_operator(turn->world, who, 0);
	if (standing->own_operator)
		standing->contexts |= CONTEXT_BIT(operator);
	if ((standing->contexts &
	        (CONTEXT_BIT(cadre) | CONTEXT_BIT(leader) | CONTEXT_BIT(operator) | CONTEXT_BIT(officer))) == 0)
		standing->contexts |= CONTEXT_BIT(villager);
}

static void
issues(const struct turn *turn, struct standing *standing)
{
	uint64_t who = store_key_int(turn->actor->id);
	int looked = 0;

	EACH_BY (&turn->world->store, issue, reporter, who, issue) {
		if (++looked > LOOK_MAX)
			break;
		if (issue_over(issue))
			continue;
		keep(&standing->mine, issue->id);
		standing->contexts |= CONTEXT_BIT(mine_open);
		if (issue->state == ISSUE_resolved && issue->word == WORD_none) {
			keep(&standing->asked, issue->id);
			standing->contexts |= CONTEXT_BIT(asked_solved);
		}
	}
	looked = 0;
	EACH_BY (&turn->world->store, issue, owner, who, issue) {
		if (++looked > LOOK_MAX)
			break;
		if (issue_over(issue) || issue->state == ISSUE_resolved)
			continue;
		keep(&standing->owned, issue->id);
		standing->contexts |= CONTEXT_BIT(owns);
		if (issue->parties.n) {
			keep(&standing->disputes, issue->id);
			standing->contexts |= CONTEXT_BIT(dispute);
		}
	}
}

static void
guests(const struct turn *turn, struct standing *standing)
{
	for (int state = ARRIVAL_planned; state <= ARRIVAL_running; state++)
		EACH_BY (&turn->world->store, arrival, state, store_key_int(state), arrival)
			if (arrival->by == turn->actor->id)
				standing->contexts |= state == ARRIVAL_planned ? CONTEXT_BIT(plan) : CONTEXT_BIT(published);
	if (standing->own_operator == 0)
		return;
	int looked = 0;
	EACH_BY (&turn->world->store, line, operator, store_key_int(standing->own_operator), line) {
		const struct arrival *arrival = turn_find(turn, arrival, line->arrival);

		if (++looked > LOOK_MAX || arrival == NULL)
			break;
		if (arrival->state != ARRIVAL_posted && arrival->state != ARRIVAL_running)
			continue;
		standing->contexts |= line->state == LINE_offered                ? CONTEXT_BIT(offer)
		    : line->state == LINE_accepted || line->state == LINE_seated ? CONTEXT_BIT(accepted)
		    : line->state == LINE_declined                               ? CONTEXT_BIT(declined)
		                                                                 : 0;
	}
}

/* The office of the speaker: his departments are where he is an officer. */
static void
slips(const struct turn *turn, struct standing *standing)
{
	static const int live[] = {
	    SLIP_drafted, SLIP_issued, SLIP_signed, SLIP_returned, SLIP_conference, SLIP_replied};

	for (size_t i = 0; i < sizeof live / sizeof *live; i++)
		EACH_BY (&turn->world->store, slip, state, store_key_int(live[i]), slip) {
			bool mine = slip->approver == turn->actor->id || slip->drafter == turn->actor->id;
			bool office = access_has(
			    turn->world, turn->actor->id, ROLE_BIT(ROLE_officer), slip->department, turn_today(turn));

			if (!mine && !office)
				continue;
			keep(&standing->slips, slip->id);
			if (slip->state == SLIP_drafted && slip->approver == turn->actor->id)
				standing->contexts |= CONTEXT_BIT(slip_waits);
			if (office &&
			    (slip->state == SLIP_issued || slip->state == SLIP_signed || slip->state == SLIP_conference))
				standing->contexts |= CONTEXT_BIT(slip_mine);
			if (slip->state == SLIP_replied && slip->approver == turn->actor->id)
				standing->contexts |= CONTEXT_BIT(slip_replied);
		}
}

static void
promises(const struct turn *turn, struct standing *standing)
{
	uint64_t who = store_key_int(turn->actor->id);

	EACH_BY (&turn->world->store, promise, promiser, who, promise)
		if (promise->state == PROMISE_open || promise->state == PROMISE_claimed ||
		    promise->state == PROMISE_broken) {
			keep(&standing->promised, promise->id);
			standing->contexts |= CONTEXT_BIT(promise);
		}
	EACH_BY (&turn->world->store, promise, promisee, who, promise)
		if (promise->state == PROMISE_open || promise->state == PROMISE_claimed ||
		    promise->state == PROMISE_broken) {
			keep(&standing->promised_me, promise->id);
			standing->contexts |= CONTEXT_BIT(promised_me);
		}
}

static bool
heard(const struct notice *notice, int64_t person)
{
	const struct person_item *items = notice->receipts.items;

	for (size_t i = 0; i < notice->receipts.n; i++)
		if (items[i].person == person)
			return true;
	return false;
}

static void
others(const struct turn *turn, struct standing *standing)
{
	uint64_t who = store_key_int(turn->actor->id);
	const char *key = turn_chat_key((struct turn *)turn, &turn->chat);
	int looked = 0;

	EACH (&turn->world->store, notice, notice) {
		const struct group_item *groups = notice->groups.items;

		for (size_t i = 0; notice->at > turn->now - NOTICE_FRESH && i < notice->groups.n; i++)
			if (notice->by != turn->actor->id && !heard(notice, turn->actor->id) &&
			    access_member(turn->world, groups[i].group, turn->actor->id))
				standing->contexts |= CONTEXT_BIT(broadcast);
	}
	EACH_BY (&turn->world->store, reminder, person, who, reminder)
		if (reminder->state == REMINDER_active)
			standing->contexts |= CONTEXT_BIT(reminder);
	EACH_BY (&turn->world->store, visit, by, who, visit) {
		if (++looked > LOOK_MAX * 50)
			break;
		if (visit->entered_at > turn->now - VISIT_FRESH)
			standing->contexts |= CONTEXT_BIT(visited);
	}
	EACH_BY (&turn->world->store, dialog, chat, store_key_text(key), dialog)
		if (dialog->open && dialog->expires_at > turn->now && dialog->kind == DIALOG_choice &&
		    (dialog->person == 0 || dialog->person == turn->actor->id))
			standing->contexts |= CONTEXT_BIT(choice);
	const struct operator* own = standing->own_operator ? turn_find(turn, operator, standing->own_operator)
	                                                    : NULL;
	if (own)
		EACH_BY (&turn->world->store, booking, operator, store_key_int(own->id), booking)
			if (booking->at >= turn->now - MS_DAY)
				standing->contexts |= CONTEXT_BIT(own_guests);
}

/* The household whose head he is. */
static void
home(const struct turn *turn, struct standing *standing)
{
	struct arena arena = {0};
	struct name_hit hits[NAME_HITS_MAX];
	struct glyphs name = text_glyphs(&arena, turn->actor->name);
	int count = names_all_at(turn->world, NULL, &name, 0, hits);

	for (int i = 0; i < count; i++) {
		const struct household *one = hits[i].kind == &kind_household ? turn_find(turn, household, hits[i].id)
		                                                              : NULL;

		if (one && one->head && strcmp(one->head, turn->actor->name) == 0)
			standing->own_household = one->id;
	}
	arena_clear(&arena);
}

void
standing_find(const struct turn *turn, struct standing *standing)
{
	memset(standing, 0, sizeof *standing);
	standing->contexts |= turn->chat.private_chat ? CONTEXT_BIT(private) : CONTEXT_BIT(group);
	if (turn->addressed && !turn->chat.private_chat)
		standing->contexts |= CONTEXT_BIT(addressed);
	if (turn->actor == NULL)
		return;
	roles(turn, standing);
	issues(turn, standing);
	guests(turn, standing);
	slips(turn, standing);
	promises(turn, standing);
	others(turn, standing);
	home(turn, standing);
}
