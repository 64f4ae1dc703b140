/* 我的信息: everything that is kept of who asks, to him alone. */
#include "reading/parse.h"

#include "subjects/people/erasing.h"

static void
run(struct turn *turn, const struct call *call)
{
	(void)call;
	if (!turn->chat.private_chat) {
		turn_say(turn, "my-data-private", WITH_NONE);
		return;
	}
	turn_say(
	    turn, "my-data", WITH({"name", turn->actor->name}, {"lines", erasing_kept(turn, turn->actor->id)}));
}

const struct command command_my_data = {
    .name = "my_data",
    .phrases = PHRASES("我的信息", "my data"),
    .help_zh = "我的信息:这里记着我的什么",
    .help_en = "my data: what is kept of me",
    .right = RIGHT_any,
    .where = WHERE_own,
    .hear = HEAR_ADDRESSED,
    .args = {ARG_END},
    .run = run,
    .examples = EXAMPLES("我的信息", "my data"),
};
