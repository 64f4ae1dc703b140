/* 绑定群: this chat becomes the group that the one-time code stands for. */
#include "reading/parse.h"

#include <string.h>

#include "base/text.h"
#include "records/code.h"
#include "records/group.h"
#include "records/kinds.h"
#include "subjects/people/codes.h"

static void
run(struct turn *turn, const struct call *call)
{
	const struct message *message = turn->message;

	if (turn->chat.private_chat) {
		turn_say(turn, "bind-group-where", WITH_NONE);
		return;
	}
	if (!codes_may_try(turn, message->channel, message->sender_id)) {
		turn_say(turn, "code-too-often", WITH_NONE);
		return;
	}
	const struct code *code = codes_find(turn, call->args[0].text);
	const struct group *target = code ? turn_find(turn, group, code->target) : NULL;
	if (code == NULL || code->purpose != CODE_group || target == NULL) {
		codes_tried(
		    turn, message->channel, message->sender_id, text_name(&turn->arena, message->sender_name), 0);
		turn_say(turn, "code-wrong", WITH_NONE);
		return;
	}
	/* One chat is one group: whatever was bound to it before lets go. */
	EACH (&turn->world->store, group, other)
		if (other->id != target->id && text_equal(other->chat_id, turn->message->chat_id) &&
		    text_equal(other->channel, turn->message->channel)) {
			struct group freed = *other;

			freed.channel = freed.chat_id = NULL;
			turn_put(turn, &kind_group, &freed);
		}
	struct group bound = *target;
	bound.channel = turn->message->channel;
	bound.chat_id = turn->message->chat_id;
	turn_put(turn, &kind_group, &bound);
	codes_use(turn, code);
	turn_say(turn, "bound-group", WITH({"name", bound.name}));
}

const struct command command_bind_group = {
    .name = "bind_group",
    .phrases = PHRASES("绑定群", "bind group"),
    .help_zh = "绑定群 <一次性码>:让我在这个群办事",
    .help_en = "bind group <code>: lets me work in this group",
    .right = RIGHT_any,
    .where = WHERE_own,
    .hear = HEAR_ADDRESSED,
    .args = {ARG_REST},
    .run = run,
    .strangers = true,
    .examples = EXAMPLES("绑定群 K7MX4QWD", "bind group 482913"),
};
