/* 我的提醒: the reminders that wait, each with its number. In a group those of the group alone. */
#include "core/post.h"
#include "subjects/notices/reminders.h"

static void
run(struct turn *turn, const struct call *call)
{
	struct buf lines = {0};
	size_t count = reminders_lines(turn, &lines);

	(void)call;
	if (count)
		turn_say(turn, "reminders",
		    WITH({"count", turn_number(turn, (int64_t)count)}, {"lines", buf_text(&lines)}));
	else
		turn_say(turn, "reminders-none", WITH_NONE);
	buf_free(&lines);
}

const struct command command_reminders = {
    .name = "reminders",
    .topic = TOPIC_notices,
    .phrases = PHRASES("我的提醒", "提醒列表", "查看提醒", "有哪些提醒", "有什么提醒", "看看提醒",
        "我有哪些提醒", "我设了哪些提醒", "my reminders", "reminders", "list reminders"),
    .help_zh = "我的提醒:还没到的提醒,带编号",
    .help_en = "my reminders: those that wait, with numbers",
    .right = RIGHT_any,
    .where = WHERE_own,
    .hear = HEAR_ADDRESSED,
    .args = {ARG_END},
    .run = run,
    .examples = EXAMPLES("我的提醒", "my reminders"),
};
