/* 广播: an administrator tells one group or several; everybody can answer 收到. */
#include "reading/parse.h"

#include "records/group.h"
#include "records/group_item.h"
#include "records/kinds.h"
#include "records/notice.h"
#include "records/place.h"

#define BROADCAST_GROUPS_MAX 64

static void
add(struct group_item *items, size_t *count, int64_t group)
{
	for (size_t i = 0; i < *count; i++)
		if (items[i].group == group)
			return;
	if (*count < BROADCAST_GROUPS_MAX)
		items[(*count)++].group = group;
}

/* The groups meant; the rest of the text begins at *at. */
static size_t
groups_of(struct turn *turn, const struct call *call, size_t *at, struct group_item *items)
{
	struct name_scope scope = parse_scope(turn);
	struct name_hit hits[NAME_HITS_MAX];
	size_t count = 0, used;

	*at = parse_skip(&call->text, call->from);
	if ((used = parse_word(&call->text, *at, "全部群")) || (used = parse_word(&call->text, *at, "所有群")) ||
	    (used = parse_word(&call->text, *at, "all groups"))) {
		EACH (&turn->world->store, group, group)
			if (access_has(turn->world, turn->actor->id, ADMINS, group->place, turn_today(turn)))
				add(items, &count, group->id);
		*at += used;
		return count;
	}
	while (names_at(turn->world, &kind_group, &scope, &call->text, *at, hits) == 1) {
		add(items, &count, hits[0].id);
		*at = parse_skip(&call->text, *at + hits[0].used);
		*at += parse_word(&call->text, *at, "和");
	}
	if (count == 0 && turn->group)
		add(items, &count, turn->group->id);
	return count;
}

static void
run(struct turn *turn, const struct call *call)
{
	struct group_item items[BROADCAST_GROUPS_MAX] = {0};
	struct buf names = {0};
	size_t at, count = groups_of(turn, call, &at, items);
	const char *text = parse_rest(turn, call, at);

	if (count == 0 || *text == 0) {
		turn_say(turn, count ? "rest-missing" : "broadcast-where",
		    WITH({"example", call->command->examples[turn->language == EN]}));
		return;
	}
	for (size_t i = 0; i < count; i++) {
		const struct group *group = turn_find(turn, group, items[i].group);

		if (!access_has(turn->world, turn->actor->id, ADMINS, group->place, turn_today(turn))) {
			turn_say(turn, "needs-admin-of", WITH({"group", group->name}));
			return;
		}
	}
	struct notice notice = {.by = turn->actor->id, .groups = {items, count}, .text = text, .at = turn->now};
	const struct notice *kept = turn_put(turn, &kind_notice, &notice);
	bool here = false;
	for (size_t i = 0; i < count; i++) {
		struct draft draft = turn_draft(
		    turn, "broadcast-post", WITH({"text", text}, {"by", turn->actor->name}));

		draft.topic = turn_topic(&kind_notice, kept->id);
		draft.buttons[draft.button_count++] = (struct button){
		    turn->language == EN ? "Received" : "收到", turn->language == EN ? "received" : "收到"};
		here |= turn->group && items[i].group == turn->group->id;
		if (turn_post_group(turn, items[i].group, &draft))
			buf_addf(&names, "%s%s", names.n ? "、" : "", names_of(turn->world, &kind_group, items[i].group));
	}
	if (!here || count > 1)
		turn_say(turn, "broadcast-done", WITH({"groups", buf_text(&names)}));
	buf_free(&names);
}

const struct command command_broadcast = {
    .name = "broadcast",
    .topic = TOPIC_notices,
    .phrases = PHRASES("广播", "通知", "broadcast"),
    .help_zh = "广播 [群名] <内容>:发通知,大家回「收到」",
    .help_en = "broadcast [group] <text>: tells a group, everybody answers received",
    .right = RIGHT_administer,
    .where = WHERE_told,
    .hear = HEAR_ADDRESSED,
    .args = {ARG_REST},
    .run = run,
    .examples = EXAMPLES("广播 安科群 明早八点停水两小时", "broadcast water is off from 8 to 10 tomorrow"),
};
