/* 收到: confirms the last broadcast; counted, never answered in the group. */
#include "reading/parse.h"

#include "records/group_item.h"
#include "records/notice.h"
#include "records/person_item.h"

#define NOTICE_OPEN_MS (48 * MS_HOUR)

/* The newest broadcast to this group (in private: to any group of his). */
static const struct notice *
notice_for(const struct turn *turn)
{
	const struct notice *found = NULL;

	EACH (&turn->world->store, notice, notice) {
		const struct group_item *groups = notice->groups.items;

		if (notice->at < turn->now - NOTICE_OPEN_MS)
			continue;
		for (size_t i = 0; i < notice->groups.n; i++)
			if (turn->group ? groups[i].group == turn->group->id
			                : access_member(turn->world, groups[i].group, turn->actor->id))
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
		if (turn_wants_word(turn))
			turn_say(turn, "thanks", WITH_NONE);
		return;
	}
	if (!person_item_in(&open->receipts, turn->actor->id)) {
		struct notice notice = *open;

		notice.receipts = person_item_added(&turn->arena, &open->receipts, turn->actor->id);
		turn_put(turn, &kind_notice, &notice);
	}
	if (turn_wants_word(turn))
		turn_say(turn, "received", WITH_NONE);
}

const struct command command_received = {
    .name = "received",
    .topic = TOPIC_notices,
    .phrases = PHRASES("收到", "received"),
    .help_zh = "收到:确认看到广播",
    .help_en = "received: confirm a broadcast",
    .right = RIGHT_any,
    .where = WHERE_own,
    .hear = HEAR_OPEN,
    .open = is_open,
    .args = {ARG_END},
    .run = run,
    .examples = EXAMPLES("收到", "received"),
};
