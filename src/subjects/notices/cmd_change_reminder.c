/* 改提醒: another time for a reminder; what is not said of it stays as it was. */
#include "core/post.h"
#include "language/numeral.h"
#include "records/kinds.h"
#include "subjects/notices/reminders.h"

/* Where the new time begins: behind 改到, 改成, to. */
static size_t
new_time(const struct glyphs *text, size_t from, size_t *to)
{
	static const char *const marks[] = {
	    "改到", "改成", "改为", "换到", "换成", "推迟到", "提前到", "挪到", "到", " to ", NULL};

	for (int i = 0; marks[i]; i++) {
		size_t at = parse_find(text, from, marks[i]);

		if (at < text->n) {
			*to = at;
			return at + parse_word(text, at, marks[i]);
		}
	}
	return text->n;
}

/* Only an hour: the day or the rule stays. Only a day: the hour stays. */
static void
keep_rest(const struct turn *turn, const struct reminder *reminder, struct when *when)
{
	int zone = (int)turn->world->policy.zone_min, minute = zone_minute(reminder->at, zone);
	struct repeat rule;
	bool repeats = reminders_rule(turn, reminder, &rule);

	if (when->repeat != WHEN_ONCE) {
		if (when->rule.times == 0 && !when->has_minute) {
			when->rule.times = 1;
			when->rule.minute[0] = minute;
		}
	} else if (repeats && !when->has_day && when->has_minute) {
		when->repeat = (enum when_repeat)reminder->repeat;
		when->repeat_on = (int)reminder->repeat_on;
		when->rule = rule;
		when->rule.times = 1;
		when->rule.minute[0] = when->minute;
	} else if (!when->has_day && when->has_minute && !repeats) {
		int32_t day = zone_day(reminder->at, zone);

		/* nine of a reminder in the afternoon is nine in the evening only if that was said */
		if (day > turn_today(turn) || when->minute > turn_minute(turn)) {
			when->has_day = true;
			when->day = day;
		}
	} else if (when->has_day && !when->has_minute) {
		when->has_minute = true;
		when->minute = minute;
	}
}

static void
run(struct turn *turn, const struct call *call)
{
	const struct glyphs *text = &call->text;
	size_t from = parse_skip(text, call->from), to = from, at, used, begin = new_time(text, from, &to);
	struct when when;

	if (begin >= text->n) { /* 那个提醒改到|九点, 改提醒 2 九点 */
		int64_t lo, hi;
		size_t number = numeral_range(text->cp + from, text->n - from, &lo, &hi);

		begin = to = from;
		if (number && from + number < text->n && text->cp[from + number] == ' ')
			begin = to = from + number;
	}
	if (!reminders_time(turn, text, begin, &when, &at, &used)) {
		turn_say(turn, "reminder-change-when", WITH_NONE);
		return;
	}
	bool marked = begin > from || parse_find(text, 0, "改") < text->n ||
	    parse_find(text, 0, "change") < text->n || parse_find(text, 0, "move") < text->n ||
	    parse_find(text, 0, "提前") < text->n || parse_find(text, 0, "推迟") < text->n ||
	    parse_find(text, 0, "换") < text->n;
	if (!marked || parse_find(text, 0, "再提醒") < text->n || parse_find(text, 0, "again") < text->n) {
		if (!reminders_again(turn, &when))
			turn_say(turn, "reminder-change-when", WITH_NONE);
		return;
	}
	const struct reminder *old = reminders_pick(turn, text, from, to, "改提醒");
	if (old == NULL)
		return;
	if (old->by != turn->actor->id && old->person != turn->actor->id) {
		turn_say(turn, "needs-role", WITH({"command", turn->language == EN ? "change reminder" : "改提醒"}));
		return;
	}
	int zone = (int)turn->world->policy.zone_min;
	if (!when.has_day && when.repeat == WHEN_ONCE && zone_day(old->at, zone) > turn_today(turn)) {
		/* the hour is said of that day, not of today */
		uint32_t allow = WHEN_RANGES | WHEN_AHEAD;

		when_read_as(text->cp + at, text->n - at, turn_today(turn), 0, allow, &when);
	}
	keep_rest(turn, old, &when);
	if (reminders_refused(turn, &when))
		return;
	struct reminder changed = *old;
	if (!reminders_set(turn, &when, &changed)) {
		turn_say(turn, "remind-past", WITH({"time", turn_time(turn, changed.at)}));
		return;
	}
	changed.set_at = turn->now;
	const struct reminder *kept = turn_put(turn, &kind_reminder, &changed);
	reminders_wake(turn, kept);
	turn_say(turn, "reminder-changed",
	    WITH({"text", kept->text}, {"time", reminders_when(turn, kept)}, {"next", turn_time(turn, kept->at)},
	        {"who", reminders_whom(turn, kept)}));
}

const struct command command_change_reminder = {
    .name = "change_reminder",
    .topic = TOPIC_notices,
    .phrases = PHRASES("改提醒", "那个提醒改到", "这个提醒改到", "那个提醒改成", "这个提醒改成", "提醒改到",
        "提醒改成", "提醒时间改到", "提醒时间改成", "把提醒改到", "把那个提醒改到", "那个提醒换到",
        "提醒推迟到", "提醒提前到", "change reminder", "move reminder", "change the reminder",
        "move the reminder"),
    .help_zh = "改提醒 <编号> <什么时候>",
    .help_en = "change reminder <number> to <when>",
    .right = RIGHT_any,
    .where = WHERE_own,
    .hear = HEAR_ADDRESSED,
    .args = {ARG_REST},
    .run = run,
    .examples = EXAMPLES("改提醒 2 明天九点", "change reminder 2 to tomorrow 9:00"),
};
