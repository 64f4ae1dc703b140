/* 取消提醒: one's own, by number, time or words, or all of them. */
#include "core/access.h"
#include "core/post.h"
#include "records/kinds.h"
#include "records/role.h"
#include "subjects/notices/reminders.h"

static void
cancel(struct turn *turn, const struct reminder *reminder)
{
	struct reminder gone = *reminder;

	gone.state = REMINDER_cancelled;
	turn_put(turn, &kind_reminder, &gone);
}

/* 取消所有提醒 */
static size_t
cancel_all(struct turn *turn)
{
	size_t count = 0;
	const struct reminder *reminder;

	while ((reminder = reminders_mine(turn, NULL)) != NULL) {
		cancel(turn, reminder);
		count++;
	}
	return count;
}

static void
run(struct turn *turn, const struct call *call)
{
	static const char *const alls[] = {"所有", "全部", " all ", NULL};
	size_t from = parse_skip(&call->text, call->from);

	for (int i = 0; alls[i] && turn->chat.private_chat; i++)
		if (parse_find(&call->text, call->start, alls[i]) < call->text.n) {
			size_t count = cancel_all(turn);

			turn_say(turn, count ? "reminders-cancelled" : "reminders-none",
			    WITH({"count", turn_number(turn, (int64_t)count)}));
			return;
		}
	const struct reminder *reminder = reminders_pick(turn, &call->text, from, call->text.n, "取消提醒");
	if (reminder == NULL)
		return;
	if (reminder->group && reminder->by != turn->actor->id &&
	    !access_has(
	        turn->world, turn->actor->id, LEADERS, turn->group ? turn->group->place : 0, turn_today(turn))) {
		turn_say(
		    turn, "needs-role", WITH({"command", turn->language == EN ? "cancel reminder" : "取消提醒"}));
		return;
	}
	const char *text = reminder->text, *time = reminders_when(turn, reminder);
	cancel(turn, reminder);
	turn_say(turn, "reminder-cancelled", WITH({"text", text}, {"time", time}));
}

const struct command command_cancel_reminder = {
    .name = "cancel_reminder",
    .topic = TOPIC_notices,
    .phrases = PHRASES("取消提醒", "取消所有提醒", "取消全部提醒", "删除提醒", "停止提醒", "停掉提醒",
        "关掉提醒", "不要再提醒我", "不要提醒我", "别再提醒我", "别提醒我", "不用再提醒我", "不用提醒我",
        "不用提醒了", "别提醒了", "不要再提醒", "别再提醒", "不用再提醒", "cancel reminder",
        "cancel the reminder", "cancel all reminders", "stop reminding me", "stop reminder",
        "don't remind me", "delete reminder"),
    .help_zh = "取消提醒 <编号、时间或内容>:不再提醒",
    .help_en = "cancel reminder <number, time or words>",
    .right = RIGHT_any,
    .where = WHERE_own,
    .hear = HEAR_ADDRESSED,
    .args = {ARG_REST_OPTIONAL},
    .run = run,
    .examples = EXAMPLES("取消提醒 2", "cancel reminder 2"),
};
