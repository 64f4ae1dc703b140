/* 收到: confirms the last broadcast; counted, never answered in the group. */
#include "commands/commands.h"

#include "records/group_item.h"
#include "records/notice.h"
#include "records/person_item.h"

#define NOTICE_OPEN_MS (48 * MS_HOUR)

static bool
confirmed(const struct notice *notice, int64_t person)
{
	const struct person_item *receipts = notice->receipts.items;

	for (size_t i = 0; i < notice->receipts.n; i++)
		if (receipts[i].person == person)
			return true;
	return false;
}

/* The newest broadcast to this group (in private: to any group of his). */
static const struct notice *
notice_for(const struct turn *turn)
{
	const struct notice *found = NULL;

	EACH(&turn->world->store, notice, notice) {
		const struct group_item *groups = notice->groups.items;

		if (notice->at < turn->now - NOTICE_OPEN_MS)
			continue;
		for (size_t i = 0; i < notice->groups.n; i++)
			if (turn->group ? groups[i].group == turn->group->id : access_member(turn->world, groups[i].group, turn->actor->id))
				found = notice;
	}
	return found;
}

static bool
is_open(const struct turn *turn, const struct call *call)
{
	size_t at = call->from;

	at += parse_word(&call->text, at, "了");
	return parse_skip(&call->text, at) == call->text.n && notice_for(turn) != NULL;
}

static void
run(struct turn *turn, const struct call *call)
{
	const struct notice *open = notice_for(turn);

	(void)call;
	turn->answered = true;
	if (open == NULL) {
		if (turn->addressed)
			turn_say(turn, "thanks", WITH_NONE);
		return;
	}
	if (!confirmed(open, turn->actor->id)) {
		struct notice notice = *open;
		struct person_item *receipts = arena_alloc(&turn->arena, (open->receipts.n + 1) * sizeof *receipts);
		const struct person_item *old = open->receipts.items;

		for (size_t i = 0; i < open->receipts.n; i++)
			receipts[i] = old[i];
		receipts[open->receipts.n].person = turn->actor->id;
		notice.receipts = (struct list){receipts, open->receipts.n + 1};
		turn_put(turn, &kind_notice, &notice);
	}
	if (turn->addressed)
		turn_say(turn, "received", WITH_NONE);
}

const struct command command_received = {
	.name = "received",
	.topic = TOPIC_notices,
	.phrases = PHRASES("收到", "received"),
	.help_zh = "收到:确认看到广播",
	.help_en = "received: confirm a broadcast",
	.needs = ANYBODY,
	.hear = HEAR_OPEN,
	.open = is_open,
	.args = {ARG_END},
	.run = run,
	.examples = EXAMPLES("收到", "received"),
};
