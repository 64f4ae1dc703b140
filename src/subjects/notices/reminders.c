/* What the commands about reminders share; see the header. */
#include "subjects/notices/reminders.h"

#include <string.h>

#include "base/text.h"
#include "core/names.h"
#include "core/post.h"
#include "core/schedule.h"
#include "language/calendar.h"
#include "language/numeral.h"
#include "records/kinds.h"
#include "records/role.h"
#include "subjects/wakes.h"

#define MORNING 540 /* a day without an hour: nine */
#define JUST_NOW (5 * MS_MINUTE)

bool
reminders_rule(const struct turn *turn, const struct reminder *reminder, struct repeat *rule)
{
	int zone = (int)turn->world->policy.zone_min;

	if (reminder->rule && *reminder->rule)
		return repeat_parse(reminder->rule, rule);
	*rule = (struct repeat){.every = 1, .times = 1, .minute = {zone_minute(reminder->at, zone)}};
	switch ((enum when_repeat)reminder->repeat) {
	case WHEN_ONCE:
	case WHEN_OTHERWISE: return false;
	case WHEN_DAILY: rule->unit = REPEAT_days; break;
	case WHEN_WORKDAYS: rule->unit = REPEAT_workdays; break;
	case WHEN_WEEKLY:
		rule->unit = REPEAT_weeks;
		rule->weekdays = REPEAT_DAY(civil_weekday(zone_day(reminder->at, zone)));
		break;
	case WHEN_MONTHLY:
		rule->unit = REPEAT_months;
		rule->days = REPEAT_DAY(reminder->repeat_on);
		break;
	}
	return true;
}

bool
reminders_set(struct turn *turn, const struct when *when, struct reminder *reminder)
{
	int zone = (int)turn->world->policy.zone_min;
	struct when_point point;
	struct repeat rule = when->rule;

	reminder->repeat = when->repeat;
	reminder->repeat_on = when->repeat_on;
	reminder->rule = NULL;
	if (when->repeat == WHEN_ONCE) {
		point = when_point(when, turn_today(turn), turn_minute(turn));
		if (when->within && point.minute < 0 && point.day - 1 > turn_today(turn))
			point.day--; /* 周五前: on Thursday there is still time for it */
		reminder->at = when->after_ms
		    ? turn->now + when->after_ms
		    : zone_instant(point.day, point.minute < 0 ? MORNING : point.minute, zone);
		return reminder->at > turn->now;
	}
	if (rule.times == 0) {
		rule.times = 1;
		rule.minute[0] = when->has_minute ? when->minute : MORNING;
	}
	if (!repeat_next(&rule, &turn->world->calendar, DAY_NONE, MORNING, turn_today(turn), turn_minute(turn),
	        &point.day, &point.minute))
		return false;
	reminder->rule = repeat_text(&turn->arena, &rule);
	reminder->at = zone_instant(point.day, point.minute, zone);
	return true;
}

void
reminders_wake(struct turn *turn, const struct reminder *reminder)
{
	turn_wake(turn, &wake_reminder, reminder->id, (int)(reminder->at / MS_MINUTE % 100000000), reminder->at);
}

/* ---- how often, in words ---- */

static void
add_weekdays(struct buf *out, bool english, uint32_t weekdays)
{
	static const char *const zh[] = {"周一", "周二", "周三", "周四", "周五", "周六", "周日"},
	                         *const en[] = {"Monday", "Tuesday", "Wednesday", "Thursday", "Friday",
	                             "Saturday", "Sunday"};
	bool more = false;

	for (int i = 0; i < 7; i++)
		if (weekdays & REPEAT_DAY(i + 1)) {
			buf_addf(out, "%s%s", more ? (english ? ", " : "、") : "", english ? en[i] : zh[i]);
			more = true;
		}
}

static void
add_month_days(struct buf *out, bool english, const struct repeat *rule)
{
	static const char *const nth_zh[] = {"最后一个", "", "第一个", "第二个", "第三个", "第四个", "第五个"},
	                         *const nth_en[] = {
	                             "last ", "", "first ", "second ", "third ", "fourth ", "fifth "};
	const char *nth = (english ? nth_en : nth_zh)[rule->nth >= -1 && rule->nth <= 5 ? rule->nth + 1 : 1];
	bool more = false;

	if (english && (rule->nth || rule->days))
		buf_adds(out, " on the ");
	if (rule->workday) {
		buf_addf(out, "%s%s", nth, english ? "working day" : "工作日");
		return;
	}
	if (rule->weekdays && rule->nth) {
		buf_adds(out, nth);
		add_weekdays(out, english, rule->weekdays);
		return;
	}
	for (int day = 1; day <= 32; day++) {
		bool last = day == 32;

		if (!(rule->days & REPEAT_DAY(last ? REPEAT_LAST : day)))
			continue;
		buf_adds(out, more ? (english ? ", " : "、") : "");
		if (last)
			buf_adds(out, english ? "last day" : "最后一天");
		else
			buf_addf(out, english ? "%d." : "%d号", day);
		more = true;
	}
}

const char *
reminders_often(struct turn *turn, const struct repeat *rule)
{
	static const char *const units_zh[] = {"", "天", "周", "个月", "年", "个工作日", "分钟"},
	                         *const units_en[] = {
	                             "", "day", "week", "month", "year", "working day", "minute"};
	bool english = turn->language == EN;
	const char *unit = (english ? units_en : units_zh)[rule->unit];
	struct buf out = {0};

	if (!english && rule->every <= 1 && rule->unit == REPEAT_months)
		unit = "月";
	buf_adds(&out, english ? "every " : "每");
	if (rule->every > 1)
		buf_addf(&out, english ? "%d %ss" : "%d%s", rule->every, unit);
	else if (rule->unit != REPEAT_weeks || !rule->weekdays)
		buf_adds(&out, unit);
	if (rule->unit == REPEAT_weeks && rule->weekdays) {
		buf_adds(&out, rule->every > 1 ? (english ? " on " : " ") : "");
		add_weekdays(&out, english, rule->weekdays);
	}
	if (rule->unit == REPEAT_months)
		add_month_days(&out, english, rule);
	if (rule->unit == REPEAT_years)
		buf_addf(&out, english ? " on %s%d/%d" : "%s%d月%d日",
		    rule->lunar ? (english ? "lunar " : "农历") : "", rule->month, rule->day);
	for (int i = 0; i < rule->times; i++)
		buf_addf(&out, "%s%02d:%02d", i ? (english ? ", " : "、") : " ", rule->minute[i] / 60,
		    rule->minute[i] % 60);
	return buf_keep(&out, &turn->arena);
}

const char *
reminders_when(struct turn *turn, const struct reminder *reminder)
{
	struct repeat rule;

	if (!reminders_rule(turn, reminder, &rule))
		return turn_time(turn, reminder->at);
	return reminders_often(turn, &rule);
}

const char *
reminders_note(struct turn *turn, const struct reminder *reminder)
{
	struct repeat rule;
	int year;

	if (!reminders_rule(turn, reminder, &rule))
		return "";
	if (repeat_short_months(&rule))
		return turn_phrase(turn, "remind-short-months", WITH_NONE);
	bool works = rule.unit == REPEAT_workdays || rule.workday;
	year = works ? calendar_unknown_year(&turn->world->calendar, turn_today(turn), turn_today(turn) + 60) : 0;
	return year ? turn_phrase(turn, "remind-unknown-year", WITH({"year", turn_number(turn, year)})) : "";
}

const char *
reminders_whom(struct turn *turn, const struct reminder *reminder)
{
	if (reminder->group)
		return turn->language == EN ? "the group" : "大家";
	if (reminder->person == turn->actor->id)
		return turn->language == EN ? "you" : "你";
	return names_of(turn->world, &kind_person, reminder->person);
}

bool
reminders_refused(struct turn *turn, const struct when *when)
{
	const struct repeat *rule = &when->rule;
	bool unsaid = when->repeat != WHEN_ONCE &&
	    ((rule->unit == REPEAT_weeks && !rule->weekdays) ||
	        (rule->unit == REPEAT_months && !rule->days && !rule->nth));

	if (when->bad) {
		turn_say(turn, "no-such-day", WITH_NONE);
		return true;
	}
	if (unsaid) {
		turn_say(turn, "remind-which-day", WITH({"often", reminders_often(turn, rule)}));
		return true;
	}
	if (when->repeat != WHEN_ONCE && when->ask & WHEN_ASK_half) {
		turn_say(turn, "remind-half-often", WITH({"often", reminders_often(turn, rule)}));
		return true;
	}
	if (when->ask & WHEN_ASK_weekday) {
		struct buf name = {0};

		add_weekdays(&name, turn->language == EN, REPEAT_DAY(civil_weekday(when->day)));
		turn_say(
		    turn, "remind-weekday", WITH({"day", turn_day(turn, when->day)}, {"weekday", buf_text(&name)}));
		buf_free(&name);
		return true;
	}
	if (when->grain == WHEN_vague || when->grain == WHEN_range ||
	    (when->ask & WHEN_ASK_vague && when->repeat != WHEN_ONCE) ||
	    (when->ask & WHEN_ASK_vague && when->grain != WHEN_day && !when->after_ms)) {
		turn_say(turn, "remind-exactly", WITH_NONE);
		return true;
	}
	return false;
}

/* ---- which one ---- */

const struct reminder *
reminders_mine(const struct turn *turn, const struct reminder *after)
{
	int64_t me = turn->actor->id;
	bool seen = after == NULL;

	EACH (&turn->world->store, reminder, reminder) {
		if (!seen) {
			seen = reminder == after;
			continue;
		}
		if (reminder->state != REMINDER_active)
			continue;
		if (turn->chat.private_chat ? reminder->person == me || reminder->by == me
		                            : turn->group && reminder->group == turn->group->id)
			return reminder;
	}
	return NULL;
}

size_t
reminders_lines(struct turn *turn, struct buf *lines)
{
	size_t count = 0;

	for (const struct reminder *r = reminders_mine(turn, NULL); r; r = reminders_mine(turn, r)) {
		bool other = r->group || r->person != turn->actor->id;

		buf_addf(lines, "\n%s",
		    turn_phrase(turn, other ? "reminder-line-other" : "reminder-line",
		        WITH({"n", turn_number(turn, r->id)}, {"time", reminders_when(turn, r)}, {"text", r->text},
		            {"who", reminders_whom(turn, r)})));
		count++;
	}
	return count;
}

bool
reminders_time(const struct turn *turn, const struct glyphs *text, size_t from, struct when *when, size_t *at,
    size_t *used)
{
	for (int vague = 0; vague < 2; vague++)
		for (*at = from; *at < text->n; (*at)++) {
			uint32_t allow = WHEN_RANGES | WHEN_LISTS | WHEN_AHEAD | (vague ? WHEN_VAGUE : 0);
			int64_t lo, hi;

			*used = when_read_as(
			    text->cp + *at, text->n - *at, turn_today(turn), turn_minute(turn), allow, when);
			if (*used)
				return true;
			size_t number = numeral_range(text->cp + *at, text->n - *at, &lo, &hi);
			if (number > 1)
				*at += number - 1; /* not the tail of a longer number */
		}
	*used = 0;
	return false;
}

/* Does the reminder come when was said? */
static bool
fits_time(const struct turn *turn, const struct reminder *reminder, const struct when *when)
{
	int zone = (int)turn->world->policy.zone_min, minute = zone_minute(reminder->at, zone);
	struct repeat rule;
	bool repeats = reminders_rule(turn, reminder, &rule);

	if (when->repeat != WHEN_ONCE)
		return repeats && rule.unit == when->rule.unit &&
		    (when->rule.weekdays == 0 || when->rule.weekdays == rule.weekdays);
	if (when->has_day && zone_day(reminder->at, zone) != when->day)
		return false;
	return !when->has_minute || when->minute == minute ||
	    (when->vague_hour && when->minute % 720 == minute % 720) ||
	    (when->grain == WHEN_part && minute >= when->from_minute && minute <= when->to_minute);
}

/* The words of a stretch without 那个, 提醒, 的 and the like. */
static const char *
bare_words(struct turn *turn, const struct glyphs *text, size_t from, size_t to)
{
	static const char *const idle[] = {"那个", "这个", "那条", "这条", "那些", "提醒", "闹钟", "的", "我",
	    "一下", "了", "吧", "把", "再", "给", "取消掉", "取消", "删掉", "删除", "删", "停掉", "停止", "关掉",
	    "去掉", "不要", "不用", "别", "已经", "时间", "帮", "请", "麻烦", "想", "号", "喊", "叫", "改",
	    "reminders", "reminder", "reminding", "remind", "cancel", "delete", "stop", "about", "the ", "to ",
	    "of ", "my ", "me ", "for ", "please", "move", "change", ":", ",", ".", "!", "?", "。", NULL};
	struct buf out = {0};

	for (size_t i = from; i < to;) {
		size_t skip = 0;

		for (int k = 0; idle[k] && !skip; k++)
			skip = parse_word(text, i, idle[k]);
		if (skip == 0)
			buf_add(&out, text->clean + text->at[i], text->at[i + 1] - text->at[i]);
		i += skip ? skip : 1;
	}
	return text_clean(&turn->arena, buf_keep(&out, &turn->arena));
}

/* Is it a bare number, and which? 2, 第2个, 2号. */
static int64_t
number_alone(const struct glyphs *text, size_t from, size_t to)
{
	int64_t lo, hi;
	size_t at = from + parse_word(text, from, "第"), used;

	at += parse_word(text, at, "#");
	used = numeral_range(text->cp + at, text->n - at, &lo, &hi);
	if (used == 0 || lo != hi || lo % 100 || at + used > to)
		return 0;
	at += used;
	at += parse_word(text, at, "号") + parse_word(text, at, "个") + parse_word(text, at, "条");
	return parse_skip(text, at) >= to ? lo / 100 : 0;
}

struct reminder_search {
	int64_t number;
	bool timed, newest;
	struct when when;
	const char *words;
};

static bool
meant(struct turn *turn, const struct reminder *reminder, const struct reminder_search *search)
{
	if (search->number)
		return reminder->id == search->number;
	if (search->timed && !fits_time(turn, reminder, &search->when))
		return false;
	return text_empty(search->words) || strstr(reminder->text, search->words) ||
	    strstr(search->words, reminder->text);
}

/* 那个, 刚才的: what was just spoken of. */
static bool
points(const struct glyphs *text)
{
	static const char *const words[] = {"那个", "这个", "那条", "这条", "刚才", "刚刚", "that", "this", NULL};

	for (int i = 0; words[i]; i++)
		if (parse_find(text, 0, words[i]) < text->n)
			return true;
	return false;
}

const struct reminder *
reminders_pick(struct turn *turn, const struct glyphs *text, size_t from, size_t to, const char *command)
{
	struct reminder_search search = {.number = number_alone(text, from, to)};
	const struct reminder *found = NULL, *newest = NULL;
	struct buf lines = {0};
	size_t at, used, count = 0;

	if (search.number == 0 && reminders_time(turn, text, from, &search.when, &at, &used) && at + used <= to) {
		const char *before = bare_words(turn, text, from, at),
		           *behind = bare_words(turn, text, at + used, to);

		search.timed = true;
		search.words = *before ? before : behind;
	} else {
		search.words = bare_words(turn, text, from, to);
	}
	for (const struct reminder *r = reminders_mine(turn, NULL); r; r = reminders_mine(turn, r)) {
		if (newest == NULL || r->set_at >= newest->set_at)
			newest = r;
		if (meant(turn, r, &search)) {
			found = r;
			count++;
		}
	}
	/* 那个提醒, just set: the newest one */
	if (count > 1 && !search.timed && text_empty(search.words) && search.number == 0 && newest->set_at &&
	    turn->now - newest->set_at < JUST_NOW && points(text))
		return newest;
	if (count == 1)
		return found;
	if (reminders_lines(turn, &lines))
		turn_say(turn, count ? "reminder-which" : "reminder-none-such",
		    WITH({"lines", buf_text(&lines)}, {"command", command}));
	else
		turn_say(turn, "reminders-none", WITH_NONE);
	buf_free(&lines);
	return NULL;
}

/* 十分钟后再提醒我一次: the one that came last, once more. */
bool
reminders_again(struct turn *turn, const struct when *when)
{
	const struct reminder *last = NULL;

	EACH_BY (&turn->world->store, reminder, person, store_key_int(turn->actor->id), reminder)
		if (reminder->state == REMINDER_done && !reminder->group &&
		    turn->now - reminder->at < (6 * MS_HOUR) && (last == NULL || reminder->at > last->at))
			last = reminder;
	if (last == NULL)
		return false;
	struct reminder more = *last;
	more.id = 0;
	more.state = REMINDER_active;
	more.set_at = turn->now;
	if (reminders_refused(turn, when))
		return true;
	if (!reminders_set(turn, when, &more)) {
		turn_say(turn, "remind-past", WITH({"time", turn_time(turn, more.at)}));
		return true;
	}
	const struct reminder *kept = turn_put(turn, &kind_reminder, &more);
	reminders_wake(turn, kept);
	turn_say(turn, "remind-once",
	    WITH({"who", reminders_whom(turn, kept)}, {"time", turn_time(turn, kept->at)}, {"text", kept->text}));
	return true;
}
